import { readdirSync, readFileSync } from 'node:fs';

/** Nanoseconds for which a thread has had a processor (Linux: `/proc/…/schedstat`). */
const workOf = (task: string): number => {
  try {
    return Number(readFileSync(`${task}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    // The thread has ended.
    return 0;
  }
};

/**
 * A clock of the processor time that a process has used, all its threads together, in milliseconds; it stands still where
 * the system does not tell.
 */
export const processorClockOf = (pid: number | undefined): (() => number) => {
  const folder = `/proc/${pid}/task`;
  return () => {
    try {
      return readdirSync(folder).reduce((sum, id) => sum + workOf(`${folder}/${id}`), 0) / 1_000_000;
    } catch {
      return 0;
    }
  };
};

const nothing = new Int32Array(new SharedArrayBuffer(4));

/**
 * The processor time that this thread has used so far, in milliseconds. The system adds it up when a thread stops, or else
 * at its own ticks of some milliseconds: so the thread stops first, for some microseconds.
 */
export const threadWork = (): number => {
  Atomics.wait(nothing, 0, 0, 0.02);
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
