import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { matchStates, sides } from '#shared/life/match.ts';
import { mentorStates } from '#shared/life/mentor.ts';
import { requestStates } from '#shared/life/request.ts';
import { mentorAnswersSchema, newcomerAnswersSchema } from '#shared/people/answers.ts';
import { mentorTextsSchema } from '#shared/people/application.ts';
import { livedTags, modalities, tracks } from '#shared/people/catalogues.ts';
import { contactSchema, contactWishesSchema } from '#shared/people/contact.ts';
import { roles } from '#shared/people/person.ts';
import { instantSchema } from '#shared/time.ts';
import { changeView } from './people-views.ts';

/*
 * What people see of themselves and their matches.
 * Answers are parsed with these before they are sent, so that nothing leaves that is not declared.
 */

/** What a match shares, told so that it identifies nobody. */
export const sharedView = z.object({
  track: z.enum(tracks),
  pathways: z.array(z.string()),
  languages: z.array(z.string()),
  /** Ways to talk that both would like, as mail tells them too. */
  ways: z.array(z.enum(modalities)),
  /** Wished-for lived experience that the mentor has; only the newcomer sees it. */
  tags: z.array(z.enum(livedTags)),
  minutesAWeek: z.number().int(),
});

/** A match as one of its two people sees it. Contact only after both said yes and while it is open. */
export const myMatchView = z.object({
  id: idSchema('match'),
  side: z.enum(sides),
  state: z.enum(matchStates),
  shared: sharedView,
  /** Newcomers read what the mentor says about themselves. */
  about: z.string().nullable(),
  offerExpiresAt: instantSchema.nullable(),
  introducedAt: instantSchema.nullable(),
  connectedAt: instantSchema.nullable(),
  /** They were asked whether they connected, and nobody has answered yet. */
  askedToCheckIn: z.boolean(),
  firstCall: z.object({ start: instantSchema, end: instantSchema }).nullable(),
  /** Rises with every change, so that a calendar knows which of two files is the newer one. */
  version: z.number().int(),
  other: z
    .object({
      name: z.string(),
      email: z.string(),
      phone: z.string().nullable(),
      other: z.string().nullable(),
      timeZone: z.string(),
      ...contactWishesSchema.pick({ safeHours: true, sharedInbox: true }).shape,
    })
    .nullable(),
});

/** A person's own request. */
export const myRequestView = z.object({
  id: idSchema('newcomer'),
  state: z.enum(requestStates),
  reference: z.string(),
  answers: newcomerAnswersSchema,
  note: z.string().nullable(),
  doNotMatchCount: z.number().int(),
  waitingSince: instantSchema,
  createdAt: instantSchema,
  pausedUntil: instantSchema.nullable(),
});

/** A person's own place among the mentors. */
export const myMentoringView = z.object({
  id: idSchema('mentor'),
  state: z.enum(mentorStates),
  reference: z.string(),
  answers: mentorAnswersSchema,
  texts: mentorTextsSchema,
  doNotMatchCount: z.number().int(),
  active: z.number().int(),
  reserved: z.number().int(),
  heartbeatAt: instantSchema.nullable(),
  /** Until then they stay in the pool without another yes. */
  heartbeatDueAt: instantSchema.nullable(),
  pausedUntil: instantSchema.nullable(),
  createdAt: instantSchema,
});

/** A person as they see themselves. */
export const meView = z.object({
  id: idSchema('person'),
  roles: z.array(z.enum(roles)),
  contact: contactSchema,
  wishes: contactWishesSchema,
  locale: z.enum(['en', 'es']),
  timeZone: z.string(),
  request: myRequestView.nullable(),
  mentoring: myMentoringView.nullable(),
  matches: z.array(myMatchView),
  /** On which sides a match that they knew of takes a pause; nothing else of it is told. */
  onHold: z.array(z.enum(sides)),
  /** Forms that were sent again and wait for a choice. */
  resubmissions: z.array(z.enum(['newcomer', 'mentor'])),
});

/** A person's own history. */
export const myHistoryView = z.object({
  looks: z.array(z.object({ at: instantSchema, what: z.enum(['contact', 'note', 'texts']) })),
  changes: z.array(changeView.extend({ about: z.enum(['person', 'request', 'mentoring']) })),
  consents: z.array(
    z.object({ purpose: z.string(), textVersion: z.string(), given: z.boolean(), at: instantSchema }),
  ),
});
