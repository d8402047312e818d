import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FunctionName, functionLimits, type LocalDeployment } from '../support/lambda/deployment.ts';
import type { Row } from './rows.ts';

/** One line of a bill. */
export type Line = { readonly what: string; readonly dollars: number; readonly how: string };

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a run cannot know, each on the dear side. */
export const assumed = {
  /** A vCPU is what 1,769 MB get; with less memory a call takes longer in proportion. */
  fullCpuMegabytes: 1_769,
  /** Kilobytes of a dynamic answer over the wire, and of the built files that a browser loads when it comes first. */
  kilobytesOfAnAnswer: 4,
  kilobytesOfBuiltFiles: 60,
  kilobytesOfAMail: 12,
  logBytesOfACall: 600,
  /** SES tells of each message that it was sent and delivered. */
  eventsOfAMail: 2,
  minutesOfAMonth: 43_800,
  hoursOfAMonth: 730,
  /** Lambda reads an idle queue with five connections, each waiting 20 s. */
  readsOfAnIdleQueue: (5 * 43_800 * 60) / 20,
  /** DynamoDB keeps the table's key for five minutes for each that uses it. */
  tableKeyOpeningsOfAMonth: 43_800 / 5,
  /** Table, history and indexes of a small community. */
  gigabytesKept: 0.1,
  /** A call of another service within AWS, and of SES: nothing is computed meanwhile, but the time is billed. */
  millisecondsOfACall: 5,
  millisecondsOfSes: 100,
  /** A looking canary waits for the site's answers. */
  canaryMilliseconds: 2_000,
} as const;

/** Bills so many of something. */
export const line = (what: string, count: number, price: number, how: string): Line => ({
  what,
  dollars: count * price,
  how,
});

export const millions = (count: number): string => `${(count / 1e6).toFixed(3)} M`;
export const thousands = (count: number): string => Math.round(count).toLocaleString('en-US');
export const sum = (lines: readonly Line[]): number =>
  lines.reduce((total, { dollars }) => total + dollars, 0);

/** The processor's milliseconds from the start of a function's process to its first answer, as `npm run bench:cold` measured them. */
export const coldMilliseconds = (name: FunctionName): number => {
  const rows = JSON.parse(readFileSync(`${root}docs/bench/cold.json`, 'utf8')) as Row[];
  const found = rows.find((each) => each.name.startsWith(`${name}: processor's time`));
  if (!found) throw new Error(`docs/bench/cold.json does not know ${name}: npm run bench:cold measures it.`);
  return found.value;
};

/** Billed gigabyte-seconds of calls that took so much of a whole processor, and waited so long beside that. */
export const gigabyteSeconds = (memoryMegabytes: number, cpuMilliseconds: number, waited = 0): number => {
  const slower = Math.max(1, assumed.fullCpuMegabytes / memoryMegabytes);
  return ((cpuMilliseconds * slower + waited) / 1_000) * (memoryMegabytes / 1_024);
};

/** The same of a function, with its own memory. */
export const gigabyteSecondsOf = (name: FunctionName, cpuMilliseconds: number, waited = 0): number =>
  gigabyteSeconds(functionLimits[name].memoryMegabytes, cpuMilliseconds, waited);

/** Calls of the table by one function so far. */
export const tableCallsOf = (deployment: LocalDeployment, name: FunctionName): number =>
  [...(deployment.consumed.get(name)?.values() ?? [])].reduce((total, { calls }) => total + calls, 0);

/** Units of the table that a deployment has consumed so far. */
export const unitsOf = (deployment: LocalDeployment): { reads: number; writes: number } => {
  const all = [...deployment.consumed.values()].flatMap((operations) => [...operations.values()]);
  return {
    reads: all.reduce((total, { readUnits }) => total + readUnits, 0),
    writes: all.reduce((total, { writeUnits }) => total + writeUnits, 0),
  };
};
