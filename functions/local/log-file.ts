import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#functions/services.ts';

/** Events that a person at the terminal should see too. */
const shown: ReadonlySet<string> = new Set([
  'fault',
  'local-queue-gave-up',
  'timer-job-failed',
  'stream-loop-failed',
]);

/** Writes the log to `log.jsonl` of the data folder, one line of JSON an event; faults stand on the terminal as well. */
export const createLogFile = (folder: string): Log => {
  const path = join(folder, 'log.jsonl');
  return (event, facts = {}) => {
    const line = JSON.stringify({ at: new Date().toISOString(), event, ...facts });
    appendFileSync(path, `${line}\n`);
    if (shown.has(event)) console.error(line);
  };
};
