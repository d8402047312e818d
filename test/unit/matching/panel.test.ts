import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type MentorProfile, type NewcomerProfile, rubricV1, scorePair } from '#shared/matching/index.ts';
import { createSetting, readyNewcomer, type Setting } from '#shared/matching/pair.ts';
import { createPanel } from '#shared/matching/panel.ts';
import { append, type Columns, createColumns } from '#shared/matching/pool-columns.ts';
import { createReader } from '#shared/matching/pool-reader.ts';
import { gateBit } from '#shared/matching/pool-tables.ts';
import { makeRow } from '#shared/matching/round-row.ts';
import { createPlainScan, createRowScan } from '#shared/matching/row-scan.ts';
import { livedTags } from '#shared/people/catalogues.ts';
import { runs, someOf } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';
import { instant, week } from './weeks.ts';

const columnsOf = (mentors: readonly MentorProfile[]): Columns => {
  const columns = createColumns();
  for (const mentor of mentors) append(columns, mentor);
  return columns;
};

type Told = { at: number; gates: number; fit: number; rank: number };

/** What a reader in plain TypeScript tells of everybody. */
const tellPlainly = (columns: Columns, newcomer: NewcomerProfile, setting: Setting): Told[] => {
  const { failedGates, add, score, batch } = createReader(columns, readyNewcomer(newcomer, setting), setting);
  return Array.from({ length: columns.size }, (_, at) => {
    const gates = failedGates(at);
    batch.count = 0;
    add(at);
    score();
    return { at, gates, fit: batch.fit[0]!, rank: batch.rank[0]! };
  });
};

/** What a panel tells of everybody, and of those alone who pass the gates. */
const tellByPanel = (columns: Columns, newcomer: NewcomerProfile, setting: Setting) => {
  const put = createPanel(columns, setting)!(readyNewcomer(newcomer, setting))!;
  const all = put.compareAll();
  const everybody = Array.from(
    { length: columns.size },
    (_, at): Told => ({ at, gates: all.failed[at]!, fit: all.fits[at]!, rank: all.ranks[at]! }),
  );
  const { passed, fits, ranks } = put.findOpen();
  const open = everybody
    .filter(({ at }) => ((passed[at >> 5]! >>> (at & 31)) & 1) === 1)
    .map(({ at }) => ({ at, gates: 0, fit: fits[at]!, rank: ranks[at]! }));
  return { everybody, open };
};

/** Compares the two to the last bit. @returns how many pass the gates. */
const expectSame = (columns: Columns, newcomer: NewcomerProfile, setting: Setting): number => {
  const plain = tellPlainly(columns, newcomer, setting);
  const { everybody, open } = tellByPanel(columns, newcomer, setting);
  expect(everybody).toEqual(plain);
  expect(open).toEqual(plain.filter(({ gates }) => gates === 0));
  return open.length;
};

const asOf = '2026-12-28T19:00:00Z';
const sameContext = { ...pairVectors.find(({ name }) => name === undefined)!.context, asOf };
/** Everybody of the worked pairs, at one instant. */
const newcomers = pairVectors.map(({ newcomer }, i) => ({
  ...newcomer,
  id: `newcomer-${i}`,
  waitingSince: newcomer.waitingSince < asOf ? newcomer.waitingSince : '2026-12-01T00:00:00Z',
}));
const mentors = pairVectors.map(({ mentor }, i) => ({
  ...mentor,
  id: `mentor-${(i * 7919) % 364}`,
  heartbeatAt: mentor.heartbeatAt && '2026-12-20T00:00:00Z',
  lastMatchAt: mentor.lastMatchAt && mentor.lastMatchAt < asOf ? mentor.lastMatchAt : null,
}));

describe('createPanel()', () => {
  it.each(pairVectors.map((vector, i) => [vector.name ?? `pair ${i + 1}`, vector] as const))(
    'gives in WebAssembly what scorePair() gives, to the last bit: %s',
    (_name, { newcomer, mentor, context, expected }) => {
      const setting = createSetting(context, rubricV1);
      const columns = columnsOf([mentor]);
      const { fit, rank } = scorePair(newcomer, mentor, context);
      const gates = expected.gates.reduce((bits, gate) => bits | gateBit(gate), 0);
      const { everybody, open } = tellByPanel(columns, newcomer, setting);
      expect(everybody).toEqual([{ at: 0, gates, fit, rank }]);
      expect(open).toEqual(gates === 0 ? [{ at: 0, gates, fit, rank }] : []);
    },
  );

  it('gives of everybody what plain TypeScript gives, for whoever asks', () => {
    const setting = createSetting(sameContext, rubricV1);
    const columns = columnsOf(mentors);
    let open = 0;
    for (const newcomer of someOf(newcomers.slice(0, 120))) open += expectSame(columns, newcomer, setting);
    expect(open).toBeGreaterThan(runs(500));
  });

  it('gives the same for any windows, zones, instants and shortest blocks', () => {
    const tags = fc.subarray([...livedTags], { maxLength: 6 });
    const place = fc.option(
      fc.record({
        lat: fc.double({ min: 40, max: 41, noNaN: true }),
        lon: fc.double({ min: -75, max: -74, noNaN: true }),
        radiusKm: fc.integer({ min: 5, max: 60 }),
      }),
    );
    const modalities = fc.shuffledSubarray(['in-person', 'video', 'phone', 'text'] as const, {
      minLength: 1,
    });
    const said = fc.record({ week, tags, location: place, modalities });
    let [open, soonest] = [0, 0];
    fc.assert(
      fc.property(
        said,
        fc.array(said, { minLength: 1, maxLength: 20 }),
        instant,
        fc.integer({ min: 1, max: 20 }),
        (ours, theirs, at, block) => {
          const plain = pairWith();
          const newcomer = {
            ...plain.newcomer,
            ...ours.week,
            location: ours.location,
            modalities: ours.modalities,
            wants: ours.tags.map((tag, w) => ({ tag, important: w % 2 === 0 })),
            waitingSince: '2026-01-01T00:00:00Z',
          };
          const them = theirs.map((each, i) => ({
            ...plain.mentor,
            ...each.week,
            location: each.location,
            modalities: each.modalities,
            tags: each.tags,
            id: `mentor-${i}`,
            contactHash: i % 7 === 3 ? newcomer.contactHash : `h-${i}`,
            heartbeatAt: i % 5 === 4 ? '2025-12-01T00:00:00Z' : '2026-02-01T00:00:00Z',
            lastMatchAt: i % 3 === 0 ? '2026-02-10T00:00:00Z' : null,
          }));
          const policy = { ...rubricV1.policy, minimumBlockMinutes: 15 * block, heartbeatDays: 300 };
          const setting = createSetting({ ...plain.context, asOf: at }, { ...rubricV1, policy });
          const columns = columnsOf(them);
          open += expectSame(columns, newcomer, setting);
          soonest = Math.max(soonest, columns.facets.zone.parts.length);
        },
      ),
      { numRuns: runs(300) },
    );
    expect(open).toBeGreaterThan(runs(100));
    expect(soonest).toBeGreaterThan(4);
  });

  it('leaves to plain TypeScript whoever asks for tags beyond the first 32', () => {
    const { newcomer, mentor, context } = pairWith();
    const them = Array.from({ length: 80 }, (_, i) => ({
      ...mentor,
      id: `mentor-${i}`,
      contactHash: `h-${i}`,
      tags: [`community:${i}`],
    }));
    const setting = createSetting(context, rubricV1);
    const panel = createPanel(columnsOf(them), setting)!;
    const wisher = (tag: string) =>
      readyNewcomer({ ...newcomer, wants: [{ tag, important: true }] }, setting);
    expect(panel(wisher('community:3'))).not.toBeNull();
    expect(panel(wisher('community:79'))).toBeNull();
  });

  it('leaves to plain TypeScript whoever is free in more stretches than it has room for', () => {
    const { newcomer, mentor, context } = pairWith();
    const zones = Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.startsWith('America/'))
      .slice(0, 60);
    const them = zones.map((timeZone, i) => ({
      ...mentor,
      id: `mentor-${i}`,
      contactHash: `h-${i}`,
      timeZone,
    }));
    const setting = createSetting(context, rubricV1);
    const columns = columnsOf(them);
    const everyHour = Array.from({ length: 7 * 24 }, (_, hour) => {
      const start = 60 * (hour % 24);
      return { day: 1 + Math.floor(hour / 24), start, end: start + 45 };
    });
    const fidgety = { ...newcomer, windows: everyHour };
    expect(createPanel(columns, setting)!(readyNewcomer(newcomer, setting))).not.toBeNull();
    expect(createPanel(columns, setting)!(readyNewcomer(fidgety, setting))).toBeNull();
    expectSame(columnsOf(them.slice(0, 3)), fidgety, setting);
  });

  it('does not lay out where "soon" is no longer than a block', () => {
    const { mentor, context } = pairWith();
    const { policy, ranking } = rubricV1;
    const short = {
      ...rubricV1,
      policy: { ...policy, minimumBlockMinutes: 60 },
      ranking: { ...ranking, soonHours: 1 },
    };
    expect(createPanel(columnsOf([mentor]), createSetting(context, short))).toBeNull();
  });
});

describe('createRowScan()', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('makes the rows that plain TypeScript makes, with a panel, without one, and where there is no WebAssembly', () => {
    const setting = createSetting(sameContext, rubricV1);
    const columns = columnsOf(mentors);
    const few = columnsOf(mentors.slice(0, 40));
    const alone = { ...newcomers[0]!, languages: [] };
    const rowsWith = (them: Columns, createScan: typeof createRowScan) => {
      const scan = createScan(them, setting);
      return [...someOf(newcomers.slice(200)), alone].map((newcomer) => {
        const pairs: [number, number][] = [];
        const ready = readyNewcomer(newcomer, setting);
        const met = new Set([mentors[7]!.id]);
        const pair = (mentor: number, value: number) => pairs.push([mentor, value]);
        const row = makeRow(ready, { columns: them, setting, met, scan, pair });
        return { row, pairs };
      });
    };
    const plain = rowsWith(columns, createPlainScan);
    expect(plain.some(({ row }) => row.blocked.length > 0)).toBe(true);
    expect(plain.flatMap(({ pairs }) => pairs).length).toBeGreaterThan(runs(500));
    expect(rowsWith(columns, createRowScan)).toEqual(plain);
    expect(rowsWith(few, createRowScan)).toEqual(rowsWith(few, createPlainScan));
    vi.stubGlobal('WebAssembly', undefined);
    expect(createPanel(columns, setting)).toBeNull();
    expect(rowsWith(columns, createRowScan)).toEqual(plain);
  });
});
