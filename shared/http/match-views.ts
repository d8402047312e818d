import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { endReasons, holdable, matchStates, pairOutcomes, rejectReasons, sides } from '#shared/life/match.ts';
import { bands, gateCodes, gateExplanationsSchema, scoreResultSchema } from '#shared/matching/index.ts';
import { modalities } from '#shared/people/catalogues.ts';
import { instantSchema } from '#shared/time.ts';
import { changeView, mentorRow, newcomerRow, newcomerView } from './people-views.ts';

/*
 * Pairs of people, as coordinators see them.
 * Answers are parsed with these before they are sent, so that nothing leaves that is not declared.
 */

const wallView = z.object({
  timeZone: z.string(),
  days: z.array(z.array(z.enum(['neither', 'newcomer', 'mentor', 'both']))),
});

/** The week with least shared time as a picture: seven days from Monday, each of 48 half-hours, on both walls. */
export const sharedTimeView = z.object({
  monday: z.string(),
  minutes: z.number().int(),
  days: z.number().int(),
  newcomerView: wallView,
  mentorView: wallView,
});

/** When two people are both free in the week with least shared time: minutes after midnight on the newcomer's wall. */
export const togetherView = z.array(
  z.object({ day: z.number().int(), start: z.number().int(), end: z.number().int() }),
);

/** A mentor for one newcomer, with reasons. */
export const candidateView = z.object({
  mentor: mentorRow,
  result: scoreResultSchema,
  together: togetherView,
  metBefore: z.enum(pairOutcomes).nullable(),
});

/** What would bring mentors to a newcomer who has none. */
export const reliefView = z.object({
  blocked: z.array(z.object({ gate: z.enum(gateCodes), mentors: z.number().int() })),
  relaxations: z.array(
    z.object({
      code: z.string(),
      /** A `wish` can be talked about, a `safety` choice is theirs to reopen, a `need` asks for other mentors. */
      kind: z.enum(['wish', 'safety', 'need']),
      mentors: z.number().int(),
      proposable: z.number().int(),
      pathway: z.string().optional(),
      modality: z.enum(modalities).optional(),
      radiusKm: z.number().optional(),
      language: z.string().optional(),
      times: z
        .array(
          z.object({
            day: z.number().int(),
            start: z.number().int(),
            end: z.number().int(),
            mentors: z.number().int(),
          }),
        )
        .optional(),
    }),
  ),
});

/** A newcomer with their ranked mentors; `relief` only if none is eligible. */
export const candidatesView = z.object({
  newcomer: newcomerView,
  candidates: z.array(candidateView),
  /** Mentors in the pool, and how many of them are eligible and not weak. */
  pool: z.number().int(),
  eligible: z.number().int(),
  relief: reliefView.nullable(),
});

/** A newcomer and a mentor, with what speaks for them. */
export const pairView = z.object({
  newcomer: newcomerRow,
  mentor: mentorRow,
  fitCentipoints: z.number().int(),
  band: z.enum(bands),
  result: scoreResultSchema,
  together: togetherView,
});

/** A match on the desk. Of a newcomer who withdrew neither reasons nor times are told. */
export const matchRow = pairView.extend({
  result: scoreResultSchema.nullable(),
  id: idSchema('match'),
  state: z.enum(matchStates),
  createdAt: instantSchema,
  offerVisibleAt: instantSchema.nullable(),
  offerExpiresAt: instantSchema.nullable(),
  introducedAt: instantSchema.nullable(),
  connectedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Until then an approval can be taken back; null if there is nothing to take back. */
  undoUntil: instantSchema.nullable(),
});

const named = z.object({ name: z.string() });

/** A match of which no more is told than whom it is about, and since when. */
export const matchLine = matchRow
  .pick({ id: true, introducedAt: true, undoUntil: true })
  .extend({ newcomer: named, mentor: named });

/** The nearest alternative to a proposed mentor, and what choosing them would change. */
export const alternativeView = z
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
  /** Of a proposal: conditions that do not hold as the two are now. */
  blockedNow: gateExplanationsSchema,
  alternates: z.array(mentorRow),
  alternative: alternativeView,
  sharedTime: sharedTimeView.nullable(),
  note: z.string().nullable(),
  /** Where it stood when it was put on hold; null at all other times. */
  heldFrom: z.enum(holdable).nullable(),
  rejectReason: z.enum(rejectReasons).nullable(),
  endReason: z.enum(endReasons).nullable(),
  closedBy: z.enum(sides).nullable(),
  changes: z.array(changeView),
});
