import type { Round, RoundPhase } from '#shared/life/round.ts';
import { minutes, plus, seconds } from '#shared/time.ts';
import type { Services } from '../services.ts';

/** A round that nobody has told of for so long is worked again. */
export const leaseMilliseconds = 2 * minutes;

/** Which part of the whole each phase is; comparing is most of it. */
const parts = {
  reading: { from: 0, to: 0.05 },
  comparing: { from: 0.05, to: 0.75 },
  checking: { from: 0.75, to: 0.9 },
  writing: { from: 0.9, to: 1 },
} satisfies Record<RoundPhase, { from: number; to: number }>;

/** Keeps telling how a round goes, and listens whether it is still wanted. */
export type ProgressTeller = {
  /** Aborts once the round is no longer worked here: somebody discarded it, or it was given to another. */
  readonly signal: AbortSignal;
  /** Notes how far a phase is, from 0 to 1; written with the next beat. */
  readonly note: (phase: RoundPhase, share: number) => void;
  /** Ends the beat. @returns the round as it now stands. */
  readonly stop: () => Promise<Round>;
};

/** Begins to write a worked round's progress to its item, once in so many milliseconds. */
export const tellProgress = (
  { store, now, log }: Pick<Services, 'store' | 'now' | 'log'>,
  begun: Round,
  everyMilliseconds: number = 2 * seconds,
): ProgressTeller => {
  const ending = new AbortController();
  let round = begun;
  let progress = begun.progress ?? { phase: 'reading' as const, share: 0 };
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    try {
      const next = await store.rounds.tell(round, progress, plus(now(), leaseMilliseconds));
      // A write whose answer was lost is repeated, and then refused by its own first success.
      const stands = next ?? (await store.rounds.get(round.id));
      const isOurs = stands?.state === 'working' && stands.version === round.version + 1;
      if (isOurs) round = stands;
      else ending.abort(new Error('The round is no longer worked here.'));
    } catch (error) {
      // Not heard is no harm: the next beat tells more.
      log('round-progress-failed', { error: error instanceof Error ? error.name : 'unknown' });
    }
  };
  const timer = setInterval(() => {
    writing ??= write().finally(() => {
      writing = null;
    });
  }, everyMilliseconds);

  return {
    signal: ending.signal,
    note: (phase, share) => {
      const { from, to } = parts[phase];
      progress = { phase, share: from + (to - from) * share };
    },
    stop: async () => {
      clearInterval(timer);
      await writing;
      return round;
    },
  };
};
