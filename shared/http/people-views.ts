import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { pairOutcomes } from '#shared/life/match.ts';
import { confirmedMentorStates, mentorStates, takeOutReasons } from '#shared/life/mentor.ts';
import { confirmedRequestStates, requestStates } from '#shared/life/request.ts';
import { mentorAnswersSchema, newcomerAnswersSchema } from '#shared/people/answers.ts';
import { mentorTextsSchema } from '#shared/people/application.ts';
import { tracks } from '#shared/people/catalogues.ts';
import { contactSchema } from '#shared/people/contact.ts';
import { instantSchema } from '#shared/time.ts';

/*
 * People, as coordinators see them.
 * Answers are parsed with these before they are sent, so that nothing leaves that is not declared.
 */

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
  capacity: z.number().int(),
  active: z.number().int(),
  reserved: z.number().int(),
  heartbeatAt: instantSchema.nullable(),
  createdAt: instantSchema,
});

/** A newcomer as a line of a list on the desk. Of one who withdrew it tells no more than reference, state and since when. */
export const newcomerRow = z.object({
  id: idSchema('newcomer'),
  /** The reference of one who withdrew. */
  name: z.string(),
  reference: z.string(),
  state: z.enum(requestStates),
  track: z.enum(tracks).nullable(),
  pathways: z.array(z.string()),
  languages: z.array(z.string()),
  timeZone: z.string().nullable(),
  waitingSince: instantSchema,
  declines: z.number().int(),
  openMatchId: idSchema('match').nullable(),
  proposedMatchId: idSchema('match').nullable(),
  createdAt: instantSchema,
});

/** A newcomer who waits, and a mentor who has applied, of whom no more is told than who and since when. */
export const waitingLine = newcomerRow.pick({
  id: true,
  name: true,
  waitingSince: true,
  proposedMatchId: true,
});
export const applicantLine = mentorRow.pick({ id: true, name: true, createdAt: true });

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
  answers: mentorAnswersSchema,
  pausedUntil: instantSchema.nullable(),
  /** Why a coordinator took them out of the pool. */
  takenOutFor: z.enum(takeOutReasons).nullable(),
  openMatchIds: z.array(idSchema('match')),
  changes: z.array(changeView),
});

/** A newcomer in full, private fields folded. */
export const newcomerView = newcomerRow.extend({
  /** Null of one who withdrew. */
  answers: newcomerAnswersSchema.nullable(),
  hasNote: z.boolean(),
  /** Mentors they were paired with before; `name` is null if nothing is left of somebody. */
  pairs: z.array(
    z.object({
      mentorId: idSchema('mentor'),
      name: z.string().nullable(),
      outcome: z.enum(pairOutcomes),
      at: instantSchema,
    }),
  ),
  changes: z.array(changeView),
});

/** What a coordinator opened, with the record that they did. */
export const lookView = z.object({
  contact: contactSchema.optional(),
  note: z.string().nullable().optional(),
  texts: mentorTextsSchema.optional(),
});

const found = { name: z.string(), reference: z.string() };

/** People whom a search has found, newcomers first; `cut`: there may be more. */
export const foundView = z.object({
  found: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('newcomer'),
        id: idSchema('newcomer'),
        state: z.enum(confirmedRequestStates),
        ...found,
      }),
      z.object({
        kind: z.literal('mentor'),
        id: idSchema('mentor'),
        state: z.enum(confirmedMentorStates),
        ...found,
      }),
    ]),
  ),
  cut: z.boolean(),
});

/** A coordinator in the list of coordinators. */
export const coordinatorRow = z.object({
  id: idSchema('person'),
  name: z.string(),
  email: z.string(),
  since: instantSchema,
});
