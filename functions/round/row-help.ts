import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import {
  createRowTeller,
  type MentorProfile,
  type NewcomerProfile,
  type RowHelp,
  type RowTask,
  toldMaximum,
} from '#shared/matching/index.ts';
import { memoryOf, type PackedList, packList, unpackList } from './packed-list.ts';
import { createRowRing, createTaker, endRing, giveRows, type RowRing } from './row-ring.ts';

/*
 * A second thread for a large round, which has the same people and reads part of the rows; reading them is nearly all of
 * the work. This module is both ends, as `in-thread.ts` is. Nothing that happens to that thread changes the round: a row
 * that it cannot tell is read by the round itself, which then says what is wrong with it.
 */

/** A task as it goes to the thread: people packed, since there may be a hundred thousand. */
type PackedTask = Omit<RowTask, 'newcomers' | 'mentors'> & Record<'newcomers' | 'mentors', PackedList>;

/** What the thread is told after the task: for whom rows are wanted, by number and in order, and where to put them. */
type Wanted = { readonly newcomers: readonly number[]; readonly ring: RowRing };

/** Pairs from which on a second thread pays: it has to start and to gather the people first, half a second's work. */
const pairsLeast = 2 ** 24;

const role = 'reads rows of a round';

/** Starts a thread that helps with a round's rows, and ends once nobody's is expected any more. */
export const startRowHelp = (task: RowTask): RowHelp => {
  const thread = new Worker(new URL(import.meta.url), { workerData: role });
  const packed = { ...task, newcomers: packList(task.newcomers), mentors: packList(task.mentors) };
  thread.postMessage(packed satisfies PackedTask, memoryOf(packed.newcomers, packed.mentors));
  // Whatever breaks it leaves rows untold.
  thread.on('error', () => {});
  thread.unref();
  let ring: RowRing | null = null;
  let take: () => Int32Array | null = () => null;
  return {
    expect: (newcomers) => {
      if (ring) endRing(ring);
      if (newcomers.length === 0) {
        ring = null;
        take = () => null;
        void thread.terminate();
        return;
      }
      ring = createRowRing(newcomers.length, toldMaximum(task.mentors.length));
      take = createTaker(ring);
      thread.postMessage({ newcomers, ring } satisfies Wanted);
    },
    take: () => take(),
  };
};

/** Help with the rows of a round that is large enough for it, on a machine that has a core to spare. */
export const helpWithRows = (task: RowTask): RowHelp | undefined =>
  task.newcomers.length * task.mentors.length >= pairsLeast && availableParallelism() > 1
    ? startRowHelp(task)
    : undefined;

if (!isMainThread && workerData === role) {
  parentPort?.once('message', ({ newcomers, mentors, ...task }: PackedTask) => {
    const people = {
      newcomers: unpackList<NewcomerProfile>(newcomers),
      mentors: unpackList<MentorProfile>(mentors),
    };
    const tell = createRowTeller({ ...task, ...people });
    parentPort?.on('message', ({ newcomers, ring }: Wanted) =>
      giveRows(ring, (row, into) => tell(newcomers[row]!, into)),
    );
  });
}
