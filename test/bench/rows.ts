import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One line of a benchmark: ours against a target, and beside a peer in the same run where there is one. */
export type Row = {
  /** The part of the benchmark that measured it, where parts can be run apart. */
  readonly part?: string;
  readonly name: string;
  readonly target: number;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  /** Ours ÷ the peer's; null without a peer, and where the peer was too quick to be measured. */
  readonly ratio: number | null;
  readonly met: boolean;
};

/** A row whose value must not pass the target (`most`) or must reach it (`least`). */
export const row = (
  name: string,
  {
    value,
    unit,
    most,
    least,
    peer,
  }: { value: number; unit: string; most?: number; least?: number; peer?: { name: string; value: number } },
): Row => ({
  name,
  target: most ?? least ?? 0,
  value: Number(value.toFixed(2)),
  unit,
  peer: peer?.name ?? null,
  ratio: peer && peer.value > 0 ? Number((value / peer.value).toFixed(2)) : null,
  met: most !== undefined ? value <= most : value >= (least ?? 0),
});

/** Why a target is missed, by the name of its row. */
export type Reasons = Readonly<Record<string, string>>;

/** The reasons of all rows that miss their target, as a section in Markdown; nothing if all meet it. */
const tellReasons = (rows: readonly Row[], reasons: Reasons): string => {
  const missed = rows.filter(({ met }) => !met);
  const lines = missed.map(({ name }) => `- **${name}**: ${reasons[name] ?? 'not looked into yet.'}`);
  return missed.length === 0 ? '' : `\n## Why not\n\n${lines.join('\n')}\n`;
};

/** Writes the rows as a table in Markdown, between some words and why targets are missed, at a path from the project's root. */
export const writeTable = (
  rows: readonly Row[],
  path: string,
  { intro, reasons }: { intro: string; reasons: Reasons },
): void => {
  const lines = rows.map(
    ({ name, target, value, unit, met }) =>
      `| ${name} | ${target} | ${value} ${unit} | ${met ? 'yes' : 'no'} |`,
  );
  const head = '| what | target | measured | met |\n|---|---|---|---|';
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${intro}\n\n${head}\n${lines.join('\n')}\n${tellReasons(rows, reasons)}`);
};

/** Prints the rows and keeps them as JSON at a path from the project's root. */
export const report = (rows: readonly Row[], path: string): void => {
  console.table(rows);
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
};

/** The rows that were kept at a path; none if nothing was. */
export const kept = (path: string): Row[] => {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
};

/** The value below which this share of the samples lies. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
