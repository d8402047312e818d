import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { instantSchema } from '#shared/time.ts';
import type { Life } from './life.ts';
import { alternativeSchema } from './round.ts';

/** Where a match stands. */
export const matchStates = [
  'proposed',
  'offered-to-mentor',
  'offered-to-newcomer',
  'introduced',
  'connected',
  'held',
  'ended',
  'rejected',
  'superseded',
  'declined',
  'expired',
  'cancelled',
] as const;
export type MatchState = (typeof matchStates)[number];

/** What can happen to a match. */
export type MatchEvent =
  | 'approve'
  | 'reject'
  | 'supersede'
  | 'undo'
  | 'mentor-accept'
  | 'mentor-decline'
  | 'mentor-expire'
  | 'newcomer-accept'
  | 'newcomer-decline'
  | 'newcomer-expire'
  | 'connect'
  | 'end'
  | 'cancel'
  | 'hold'
  | 'release-to-mentor'
  | 'release-to-newcomer'
  | 'release-to-introduced'
  | 'release-to-connected';

/** What a concern can put on hold, and a coordinator's release comes back to. */
export const holdable = ['offered-to-mentor', 'offered-to-newcomer', 'introduced', 'connected'] as const;

/** The life of a match. */
export const matchLife: Life<MatchState, MatchEvent> = {
  initial: 'proposed',
  transitions: {
    approve: { from: ['proposed'], to: 'offered-to-mentor' },
    reject: { from: ['proposed'], to: 'rejected' },
    supersede: { from: ['proposed'], to: 'superseded' },
    undo: { from: ['offered-to-mentor'], to: 'proposed' },
    'mentor-accept': { from: ['offered-to-mentor'], to: 'offered-to-newcomer' },
    'mentor-decline': { from: ['offered-to-mentor'], to: 'declined' },
    'mentor-expire': { from: ['offered-to-mentor'], to: 'expired' },
    'newcomer-accept': { from: ['offered-to-newcomer'], to: 'introduced' },
    'newcomer-decline': { from: ['offered-to-newcomer'], to: 'declined' },
    'newcomer-expire': { from: ['offered-to-newcomer'], to: 'expired' },
    connect: { from: ['introduced'], to: 'connected' },
    end: { from: ['introduced', 'connected', 'held'], to: 'ended' },
    cancel: { from: ['offered-to-mentor', 'offered-to-newcomer', 'held'], to: 'cancelled' },
    hold: { from: [...holdable], to: 'held' },
    'release-to-mentor': { from: ['held'], to: 'offered-to-mentor' },
    'release-to-newcomer': { from: ['held'], to: 'offered-to-newcomer' },
    'release-to-introduced': { from: ['held'], to: 'introduced' },
    'release-to-connected': { from: ['held'], to: 'connected' },
  },
};

/** Which of a mentor's places a match holds: an offer reserves one, an introduction fills it. */
export const placeOf = (state: MatchState): 'none' | 'reserved' | 'active' => {
  switch (state) {
    case 'offered-to-mentor':
    case 'offered-to-newcomer':
      return 'reserved';
    case 'introduced':
    case 'connected':
    case 'held':
      return 'active';
    default:
      return 'none';
  }
};

/** The one who acted or ran out of time. */
export const sides = ['mentor', 'newcomer'] as const;
export type Side = (typeof sides)[number];

/** Why a coordinator does not want a proposal. */
export const rejectReasons = ['not-a-fit', 'know-them', 'timing', 'other'] as const;
/** Why an introduced match ended. */
export const endReasons = ['finished', 'try-someone-else', 'no-contact', 'left', 'other'] as const;
export type EndReason = (typeof endReasons)[number];

/** A match of one newcomer with one mentor, from proposal to end. */
export const matchSchema = z.object({
  id: idSchema('match'),
  version: z.number().int().min(1),
  state: z.enum(matchStates),
  newcomerId: idSchema('newcomer'),
  mentorId: idSchema('mentor'),
  newcomerPersonId: idSchema('person'),
  mentorPersonId: idSchema('person'),
  /** The round that proposed it, or null for a coordinator's pick or an alternate. */
  roundId: idSchema('round').nullable(),
  rubricVersion: z.number().int(),
  fitCentipoints: z.number().int(),
  band: z.enum(['strong', 'good', 'fair', 'weak']),
  /** The scorer's result as it was when proposed, explanation included. */
  score: z.unknown(),
  alternates: z.array(idSchema('mentor')).max(3),
  /** The best of them as the round saw it; null if no round proposed this, or nobody else could be had. */
  alternative: alternativeSchema.nullable().default(null),
  /** Why a coordinator chose a fair pair: sealed under the newcomer's key. */
  note: z.string().nullable().default(null),
  createdAt: instantSchema,
  /** Where it stood when it was put on hold; null at all other times. */
  heldFrom: z.enum(holdable).nullable().default(null),
  /** From when the offer now open may be read; until then its approval can be undone. */
  offerVisibleAt: instantSchema.nullable().default(null),
  remindAt: instantSchema.nullable().default(null),
  offerExpiresAt: instantSchema.nullable().default(null),
  offerIntentId: idSchema('intent').nullable().default(null),
  introducedAt: instantSchema.nullable().default(null),
  /** The suggested first call. */
  firstCall: z.object({ start: instantSchema, end: instantSchema }).nullable().default(null),
  checkInSentAt: instantSchema.nullable().default(null),
  connectedAt: instantSchema.nullable().default(null),
  endedAt: instantSchema.nullable().default(null),
  endReason: z.enum(endReasons).nullable().default(null),
  rejectReason: z.enum(rejectReasons).nullable().default(null),
  /** Who declined, let an offer pass, left or ended it. */
  closedBy: z.enum(sides).nullable().default(null),
  dueAt: instantSchema.nullable().default(null),
});
export type Match = z.infer<typeof matchSchema>;

/** Why a pair is not proposed again unless a coordinator says so. */
export const pairOutcomes = ['declined', 'expired', 'rejected', 'cancelled', 'ended'] as const;
/** A newcomer and a mentor who met before. */
export const pairSchema = z.object({
  newcomerId: idSchema('newcomer'),
  mentorId: idSchema('mentor'),
  matchId: idSchema('match'),
  outcome: z.enum(pairOutcomes),
  at: instantSchema,
});
export type Pair = z.infer<typeof pairSchema>;
