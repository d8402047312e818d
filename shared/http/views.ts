import * as z from 'zod';
import { communitySchema } from '#shared/community.ts';
import { idSchema } from '#shared/ids.ts';
import { endReasons, holdable, matchStates, pairOutcomes, rejectReasons, sides } from '#shared/life/match.ts';
import { mentorStates } from '#shared/life/mentor.ts';
import { requestStates } from '#shared/life/request.ts';
import { roundSchema, roundSummarySchema } from '#shared/life/round.ts';
import { bands, gateCodes, recruitGapSchema, scoreResultSchema } from '#shared/matching/index.ts';
import { mentorAnswersSchema, newcomerAnswersSchema } from '#shared/people/answers.ts';
import { mentorTextsSchema } from '#shared/people/application.ts';
import { livedTags, modalities, tracks } from '#shared/people/catalogues.ts';
import { contactSchema, contactWishesSchema } from '#shared/people/contact.ts';
import { roles } from '#shared/people/person.ts';
import { instantSchema } from '#shared/time.ts';
import { messageRow } from './mail-views.ts';

/*
 * What the API answers. Answers are parsed with these before they are sent, so that nothing leaves that is not declared.
 */

const counted = z.number().int();
const answersOut = <T extends z.ZodType>(schema: T) => schema;

/** A page of a list: `cursor` leads to the next one, null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });

/** Nothing more to say. */
export const doneView = z.object({ done: z.literal(true) });

/** What a sender of a form gets; known and new addresses get the same. */
export const receivedView = z.object({ reference: z.string(), confirmBy: instantSchema });

/** A mentor as a line of a list on the desk. */
export const mentorRow = z.object({
  id: idSchema('mentor'),
  name: z.string(),
  reference: z.string(),
  state: z.enum(mentorStates),
  track: z.enum(tracks),
  pathways: z.array(z.string()),
  languages: z.array(z.string()),
  timeZone: z.string(),
  capacity: counted,
  active: counted,
  reserved: counted,
  heartbeatAt: instantSchema.nullable(),
  createdAt: instantSchema,
});

/** A newcomer as a line of a list on the desk. */
export const newcomerRow = z.object({
  id: idSchema('newcomer'),
  name: z.string(),
  reference: z.string(),
  state: z.enum(requestStates),
  track: z.enum(tracks),
  pathways: z.array(z.string()),
  languages: z.array(z.string()),
  timeZone: z.string(),
  waitingSince: instantSchema,
  declines: counted,
  openMatchId: idSchema('match').nullable(),
  proposedMatchId: idSchema('match').nullable(),
  createdAt: instantSchema,
});

/** One change of an entity, as the desk and the person may read it. */
export const changeView = z.object({
  at: instantSchema,
  actor: z.string(),
  event: z.string(),
  from: z.string().nullable(),
  to: z.string(),
});

/** A mentor in full, private fields folded. */
export const mentorView = mentorRow.extend({
  answers: answersOut(mentorAnswersSchema),
  pausedUntil: instantSchema.nullable(),
  openMatchIds: z.array(idSchema('match')),
  changes: z.array(changeView),
});

/** A newcomer in full, private fields folded. */
export const newcomerView = newcomerRow.extend({
  answers: answersOut(newcomerAnswersSchema),
  hasNote: z.boolean(),
  pairs: z.array(
    z.object({ mentorId: idSchema('mentor'), outcome: z.enum(pairOutcomes), at: instantSchema }),
  ),
  changes: z.array(changeView),
});

const wallView = z.object({
  timeZone: z.string(),
  days: z.array(z.array(z.enum(['neither', 'newcomer', 'mentor', 'both']))),
});

/** The week with least shared time as a picture: seven days from Monday, each of 48 half-hours, on both walls. */
export const sharedTimeView = z.object({
  monday: z.string(),
  minutes: counted,
  days: counted,
  newcomerView: wallView,
  mentorView: wallView,
});

/** When two people are both free in the week with least shared time: minutes after midnight on the newcomer's wall. */
export const togetherView = z.array(z.object({ day: counted, start: counted, end: counted }));

/** A mentor for one newcomer, with reasons. */
export const candidateView = z.object({
  mentor: mentorRow,
  result: scoreResultSchema,
  together: togetherView,
  metBefore: z.enum(pairOutcomes).nullable(),
});

/** What would bring mentors to a newcomer who has none. */
export const reliefView = z.object({
  blocked: z.array(z.object({ gate: z.enum(gateCodes), mentors: counted })),
  relaxations: z.array(
    z.object({
      code: z.string(),
      /** A `wish` can be talked about, a `safety` choice is theirs to reopen, a `need` asks for other mentors. */
      kind: z.enum(['wish', 'safety', 'need']),
      mentors: counted,
      proposable: counted,
      pathway: z.string().optional(),
      modality: z.enum(modalities).optional(),
      radiusKm: z.number().optional(),
      language: z.string().optional(),
      times: z.array(z.object({ day: counted, start: counted, end: counted, mentors: counted })).optional(),
    }),
  ),
});

/** The ranked mentors of one newcomer; `relief` only if none is eligible. */
export const candidatesView = z.object({
  newcomer: newcomerRow,
  candidates: z.array(candidateView),
  /** Mentors in the pool, and how many of them are eligible and not weak. */
  pool: counted,
  eligible: counted,
  relief: reliefView.nullable(),
});

/** A match on the desk. */
export const matchRow = z.object({
  id: idSchema('match'),
  state: z.enum(matchStates),
  newcomer: newcomerRow,
  mentor: mentorRow,
  fitCentipoints: counted,
  band: z.enum(bands),
  result: scoreResultSchema,
  together: togetherView,
  createdAt: instantSchema,
  offerVisibleAt: instantSchema.nullable(),
  offerExpiresAt: instantSchema.nullable(),
  introducedAt: instantSchema.nullable(),
  connectedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Until then an approval can be taken back; null if there is nothing to take back. */
  undoUntil: instantSchema.nullable(),
});

/** The nearest alternative to a proposed mentor, and what choosing them would change. */
const alternativeView = z
  .object({
    mentor: z.object({ id: idSchema('mentor'), name: z.string() }),
    /** Their value less the proposed mentor's, in hundredths of a point. */
    difference: z.number().int(),
    /** Whether the round left them a place. */
    hasRoom: z.boolean(),
  })
  .nullable();

/** A match on the desk, in full. */
export const matchView = matchRow.extend({
  alternates: z.array(mentorRow),
  alternative: alternativeView,
  sharedTime: sharedTimeView,
  note: z.string().nullable(),
  /** Where it stood when it was put on hold; null at all other times. */
  heldFrom: z.enum(holdable).nullable(),
  rejectReason: z.enum(rejectReasons).nullable(),
  endReason: z.enum(endReasons).nullable(),
  closedBy: z.enum(sides).nullable(),
  changes: z.array(changeView),
});

/** The desk's one list, in the order in which things need somebody. */
export const todayView = z.object({
  undelivered: z.array(messageRow),
  /** Introduced three days ago and nobody has said that they are in touch. */
  noContact: z.array(matchRow),
  waitingTooLong: z.array(newcomerRow),
  proposals: z.array(matchRow),
  toVet: z.array(mentorRow),
  /** Approvals that can still be taken back. */
  undoable: z.array(matchRow),
  counts: z.object({
    waiting: counted,
    offered: counted,
    introduced: counted,
    connected: counted,
    mentors: counted,
    freePlaces: counted,
    overdue: counted,
  }),
});

/** A round with the proposals of its preview. */
export const roundView = roundSchema.omit({ dueAt: true, requestedBy: true }).extend({
  proposals: z.array(
    z.object({
      newcomer: newcomerRow,
      mentor: mentorRow,
      fitCentipoints: counted,
      band: z.enum(bands),
      result: scoreResultSchema,
      together: togetherView,
      alternates: counted,
      alternative: alternativeView,
    }),
  ),
});

/** A round as a line. */
export const roundRow = roundSchema.omit({ dueAt: true, requestedBy: true }).extend({
  summary: roundSummarySchema.omit({ fairness: true, recruitGap: true }).nullable(),
});

/** Which mentors are missing, as the newest round that was worked out saw it; null before the first. */
export const recruitGapView = z.object({
  found: z.object({ roundId: idSchema('round'), workedAt: instantSchema, gap: recruitGapSchema }).nullable(),
});

/** What a match shares, told so that it identifies nobody. */
export const sharedView = z.object({
  track: z.enum(tracks),
  pathways: z.array(z.string()),
  languages: z.array(z.string()),
  modality: z.enum(modalities).nullable(),
  /** Wished-for lived experience that the mentor has; only the newcomer sees it. */
  tags: z.array(z.enum(livedTags)),
  minutesAWeek: counted,
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
  version: counted,
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
  answers: answersOut(newcomerAnswersSchema),
  note: z.string().nullable(),
  doNotMatchCount: counted,
  waitingSince: instantSchema,
  createdAt: instantSchema,
  pausedUntil: instantSchema.nullable(),
});

/** A person's own place among the mentors. */
export const myMentoringView = z.object({
  id: idSchema('mentor'),
  state: z.enum(mentorStates),
  reference: z.string(),
  answers: answersOut(mentorAnswersSchema),
  texts: mentorTextsSchema,
  doNotMatchCount: counted,
  active: counted,
  reserved: counted,
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
  /** Forms that were sent again and wait for a choice. */
  resubmissions: z.array(z.enum(['newcomer', 'mentor'])),
});

/** What a coordinator opened, with the record that they did. */
export const lookView = z.object({
  contact: contactSchema.optional(),
  note: z.string().nullable().optional(),
  texts: mentorTextsSchema.optional(),
});

/** A person's own history. */
export const myHistoryView = z.object({
  looks: z.array(z.object({ at: instantSchema, what: z.enum(['contact', 'note', 'texts']) })),
  changes: z.array(changeView.extend({ about: z.enum(['person', 'request', 'mentoring']) })),
  consents: z.array(
    z.object({ purpose: z.string(), textVersion: z.string(), given: z.boolean(), at: instantSchema }),
  ),
});

/** What anyone may know of the community. */
export const communityView = z.object({
  name: z.string(),
  contact: communitySchema.shape.contact,
  timeZone: z.string(),
  places: z.array(z.object({ id: z.string(), label: z.string() })),
  pathways: z.array(z.object({ id: z.string(), label: z.string(), track: z.enum(tracks) })),
  /** Usual wait in days, hidden while fewer than ten people tell it. */
  usualWaitDays: counted.nullable(),
});

/** A coordinator in the list of coordinators. */
export const coordinatorRow = z.object({
  id: idSchema('person'),
  name: z.string(),
  email: z.string(),
  since: instantSchema,
});
