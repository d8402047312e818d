import type { Life } from './life.ts';

/** Where a mentor stands. */
export const mentorStates = [
  'unverified',
  'applied',
  'approved',
  'paused',
  'stepped-down',
  'declined',
  'withdrawn',
] as const;
export type MentorState = (typeof mentorStates)[number];
/** Those in which the address is confirmed: nobody but its sender sees a form before. */
export const confirmedMentorStates = mentorStates.filter((state) => state !== 'unverified');

/** What can happen to a mentor. */
export type MentorEvent =
  | 'verify'
  | 'approve'
  | 'decline'
  | 'pause'
  | 'resume'
  | 'step-down'
  | 'take-out'
  | 'withdraw'
  | 'reapply';

/** The life of a mentor. An overdue “still willing?” takes a mentor out of the pool by a gate, not by a state. */
export const mentorLife: Life<MentorState, MentorEvent> = {
  initial: 'unverified',
  transitions: {
    verify: { from: ['unverified'], to: 'applied' },
    approve: { from: ['applied'], to: 'approved' },
    decline: { from: ['applied'], to: 'declined' },
    pause: { from: ['approved'], to: 'paused' },
    resume: { from: ['paused'], to: 'approved' },
    'step-down': { from: ['approved', 'paused'], to: 'stepped-down' },
    'take-out': { from: ['approved', 'paused'], to: 'declined' },
    withdraw: { from: ['unverified', 'applied'], to: 'withdrawn' },
    reapply: { from: ['withdrawn', 'stepped-down'], to: 'applied' },
  },
};

/** Why a coordinator takes a mentor out of the pool: agreed words, since nothing private may stand here. */
export const takeOutReasons = ['worry', 'no-answer', 'own-wish', 'other'] as const;
export type TakeOutReason = (typeof takeOutReasons)[number];
