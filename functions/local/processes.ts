import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a Linux process has ended and only waits for its parent to take note. */
const isZombie = (pid: number): boolean => {
  if (process.platform !== 'linux') return false;
  // pid (command) state …; the command may hold anything.
  return /^Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '');
};

/** Whether a process with this id runs. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The command line of a process, or null if there is none or the system does not tell. */
export const commandOf = (pid: number): string | null => {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return null;
  }
};

/** Ends a process: asks first, insists after two seconds, and returns when it is gone. */
export const endProcess = async (pid: number): Promise<void> => {
  for (const [signal, tries] of [
    ['SIGTERM', 100],
    ['SIGKILL', 250],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let each = 0; each < tries; each += 1) {
      if (!isAlive(pid)) return;
      await pause(20);
    }
  }
};
