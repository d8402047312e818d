import { setImmediate as nextTurn } from 'node:timers/promises';

/** What becomes of one call that waits for its turn. `die-*`: the process ends there, with or without the call made. */
export type Verdict =
  | 'pass'
  | 'fail-before'
  | 'fail-after'
  | 'duplicate'
  | 'throttle'
  | 'conflict'
  | 'die-before'
  | 'die-after';

/** A call that waits for its turn. */
export type Waiting = {
  readonly task: Task;
  readonly label: string;
  readonly go: (verdict: Verdict) => void;
};

/** One run of an actor: a batch of a worker, a minute of a clock. Whoever dies waits for ever. */
export type Task = { readonly name: string; ended: boolean; dead: boolean };

const never = new Promise<never>(() => {});

/**
 * Lets everything that acts at the same time take turns, one call to the outside each, in an order that a seed decides: between two
 * calls nobody else runs, so the same seed gives the same schedule.
 */
export const createTurns = () => {
  const waiting: Waiting[] = [];
  const running = new Set<Task>();

  const settled = (): boolean => [...running].every((task) => waiting.some((each) => each.task === task));

  const remove = (task: Task): void => {
    running.delete(task);
    for (let i = waiting.length - 1; i >= 0; i -= 1) if (waiting[i]!.task === task) waiting.splice(i, 1);
  };

  return {
    waiting,
    running,
    /** Begins a task; it stops at its first call to the outside. */
    start: (name: string, work: (task: Task) => Promise<void>): Task => {
      const task: Task = { name, ended: false, dead: false };
      running.add(task);
      work(task)
        .catch(() => {})
        .finally(() => {
          task.ended = true;
          remove(task);
        });
      return task;
    },
    /**
     * Makes a call when its turn comes.
     * @param fail the error of a verdict, as the one who calls would see it.
     */
    call: async <T>(
      { task, label, fail }: { task: Task; label: string; fail: (verdict: Verdict) => Error },
      act: () => Promise<T>,
    ): Promise<T> => {
      if (task.dead) return never;
      const verdict = await new Promise<Verdict>((go) => {
        waiting.push({ task, label, go });
      });
      const die = (): Promise<never> => {
        task.dead = true;
        remove(task);
        return never;
      };
      switch (verdict) {
        case 'pass':
          return act();
        case 'die-before':
          return die();
        case 'die-after':
          await act();
          return die();
        case 'duplicate':
          await act();
          return act();
        case 'fail-after':
          await act();
          throw fail(verdict);
        case 'fail-before':
        case 'throttle':
        case 'conflict':
          throw fail(verdict);
      }
    },
    /** Takes a call off the list and lets it go. */
    release: (call: Waiting, verdict: Verdict): void => {
      waiting.splice(waiting.indexOf(call), 1);
      call.go(verdict);
    },
    /** Resolves when everybody waits for a turn, or has nothing to do. */
    quiet: async (): Promise<void> => {
      do await nextTurn();
      while (!settled());
      // What was asked for in one breath (Promise.all) has all arrived after one more.
      await nextTurn();
    },
  };
};
export type Turns = ReturnType<typeof createTurns>;
