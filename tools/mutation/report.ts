import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/*
 * What mutation testing found, as docs/bench/mutation.json (rows like those of the other benches) and mutation.md. A module counts
 * as it stands now: one that changed since it was tried, or never was, is named and left out of the sum.
 */

const target = 90;
const found = '.tmp/mutation/found.json';
/** Which modules were tried to the end, each with a fingerprint of its text then. */
const finished = '.tmp/mutation/finished.json';

type Mutant = { readonly status: string };
type Found = {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
};

/** Mutants of a module, or of the room. */
type Tally = {
  readonly name: string;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly uncovered: number;
  /** Marked in the source as no change in what it does, with the reason. */
  readonly ignored: number;
  /** Nothing could be loaded with it, so no test was run; Stryker counts these neither way. */
  readonly broken: number;
};

const readFinished = (): Record<string, string> =>
  existsSync(finished) ? JSON.parse(readFileSync(finished, 'utf8')) : {};

const fingerprintOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Notes that every mutant of these modules was tried; a run that is stopped leaves some out. */
export const noteFinished = (files: readonly string[]): void => {
  const now = Object.fromEntries(files.map((file) => [file, fingerprintOf(file)]));
  writeFileSync(finished, JSON.stringify({ ...readFinished(), ...now }));
};

const tally = (name: string, mutants: readonly Mutant[]): Tally => {
  const count = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return {
    name,
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    ignored: count('Ignored'),
    broken: count('RuntimeError', 'CompileError'),
  };
};

const countedOf = ({ killed, timedOut, survived, uncovered }: Tally): number =>
  killed + timedOut + survived + uncovered;

/** Mutants that a test noticed, in per cent of those that count, rounded down to hundredths. */
const scoreOf = (each: Tally): number =>
  countedOf(each) === 0 ? 100 : Math.floor((10_000 * (each.killed + each.timedOut)) / countedOf(each)) / 100;

const toRow = (each: Tally) => ({
  name: `mutation score, ${each.name}`,
  target,
  value: scoreOf(each),
  unit: `% of ${countedOf(each)} mutants`,
  peer: null,
  ratio: null,
  met: scoreOf(each) >= target,
});

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[], fill = ' ') =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!, fill)).join(' | ')} |`;
  const [head, ...rest] = rows;
  return [
    line(head!),
    line(
      head!.map(() => ''),
      '-',
    ),
    ...rest.map((row) => line(row)),
  ].join('\n');
};

const toMarkdown = (all: Tally, modules: readonly Tally[], left: readonly string[]): string => {
  const cells = (each: Tally) =>
    [
      each.name,
      scoreOf(each).toFixed(2),
      ...[each.killed, each.timedOut, each.survived, each.uncovered, each.ignored, each.broken].map(String),
    ] as const;
  const missing =
    left.length === 0
      ? 'Every module of the room was tried, as it stands.'
      : `**Only part of the room is in these figures**: ${modules.length} modules. Not tried, or changed since, are ${left.length}: ${left.join(', ')}.`;
  return `# Mutation testing of shared/matching

Made by \`npm run mutation\` (and module by module: \`npm run mutation -- gates score\`): Stryker changes the code in one small
way at a time, and the unit tests of the room are run to see whether one of them notices. The score is the changes that were
noticed, in per cent; the target is ${target} %.

${missing}

Random tests draw a twentieth of what \`npm test\` draws, from a fixed seed, so the score is rather too low than too high.
Mutants of what is evaluated once at import are run like all others, with everything loaded anew, and nothing is left out by
kind: texts of messages count too.

${table([
  [
    'module',
    'score, %',
    'noticed',
    'by running on',
    'not noticed',
    'not reached',
    'marked as equal',
    'would not load',
  ],
  cells(all),
  ...modules.map(cells),
])}

“By running on” are mutants that never end, which counts as noticed. “Marked as equal” are those that the source says do the same,
with the reason beside it, and “would not load” those with which no module could be loaded at all; Stryker counts both neither way.
`;
};

/** Writes both reports from what has been found so far about the modules of the room (their paths). */
export const writeReport = (room: readonly string[]): void => {
  if (!existsSync(found)) return;
  const { files } = JSON.parse(readFileSync(found, 'utf8')) as Found;
  const nameOf = (file: string) => file.replace(/^.*\/|\.ts$/g, '');
  const mutantsOf = (file: string) => files[file]?.mutants ?? [];
  const whole = readFinished();
  const tried = room.filter((file) => whole[file] === fingerprintOf(file));
  const modules = tried
    .map((file) => tally(nameOf(file), mutantsOf(file)))
    .filter((each) => countedOf(each) > 0);
  const all = tally(`${modules.length} of ${room.length} modules`, tried.flatMap(mutantsOf));
  const left = room.filter((file) => !tried.includes(file)).map(nameOf);
  writeFileSync('docs/bench/mutation.json', `${JSON.stringify([all, ...modules].map(toRow), null, 2)}\n`);
  writeFileSync('docs/bench/mutation.md', toMarkdown(all, modules, left));
};
