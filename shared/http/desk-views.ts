import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { roundSchema, roundSummarySchema } from '#shared/life/round.ts';
import { recruitGapSchema } from '#shared/matching/index.ts';
import { instantSchema } from '#shared/time.ts';
import { messageRow } from './mail-views.ts';
import { alternativeView, matchLine, matchRow, pairView } from './match-views.ts';
import { applicantLine, waitingLine } from './people-views.ts';

/*
 * The desk's own lists.
 * Answers are parsed with these before they are sent, so that nothing leaves that is not declared.
 */

/** The desk's one list, in the order in which things need somebody. */
export const todayView = z.object({
  undelivered: z.array(messageRow),
  /** Introduced three days ago and nobody has said that they are in touch. */
  noContact: z.array(matchLine),
  waitingTooLong: z.array(waitingLine),
  proposals: z.array(matchRow),
  toVet: z.array(applicantLine),
  /** Approvals that can still be taken back. */
  undoable: z.array(matchLine),
  counts: z.object({
    waiting: z.number().int(),
    offered: z.number().int(),
    introduced: z.number().int(),
    connected: z.number().int(),
    mentors: z.number().int(),
    freePlaces: z.number().int(),
    overdue: z.number().int(),
  }),
});

/** A round with a page of the proposals of its preview; `cursor` leads to the next one, null at the end. */
export const roundView = roundSchema.omit({ dueAt: true, requestedBy: true }).extend({
  proposals: z.array(pairView.extend({ alternates: z.number().int(), alternative: alternativeView })),
  cursor: z.string().nullable(),
});

/** A round as a line. */
export const roundRow = roundSchema.omit({ dueAt: true, requestedBy: true }).extend({
  summary: roundSummarySchema.omit({ fairness: true, recruitGap: true }).nullable(),
});

/** Which mentors are missing, as the newest round that was worked out saw it; null before the first. */
export const recruitGapView = z.object({
  found: z.object({ roundId: idSchema('round'), workedAt: instantSchema, gap: recruitGapSchema }).nullable(),
});
