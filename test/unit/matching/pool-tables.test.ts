import { describe, expect, it } from 'vitest';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { append, type Columns, createColumns } from '#shared/matching/pool-columns.ts';
import { createTables, gateBit, nobodyBit } from '#shared/matching/pool-tables.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { pairVectors, pairWith } from './vectors.ts';

const { newcomer, context } = pairWith();
const setting = createSetting(context, rubricV1);
const columnsOf = (count: number): Columns => {
  const columns = createColumns();
  for (const [i, { mentor }] of pairVectors.slice(0, count).entries())
    append(columns, { ...mentor, id: `mentor-${i}`, lastMatchAt: null });
  return columns;
};
const tablesFor = (columns: Columns, changes: Partial<typeof newcomer> = {}) =>
  createTables(columns, readyNewcomer({ ...newcomer, ...changes }, setting), setting);
const shared = ['status', 'person', 'modalities', 'pathways', 'languages', 'month', 'stage', 'load'] as const;
type Shared = (typeof shared)[number];

describe('createTables()', () => {
  it('makes a table once for newcomers who say the same', () => {
    const columns = columnsOf(40);
    const [first, second] = [tablesFor(columns), tablesFor(columns, { id: 'another', contactHash: 'h-a' })];
    for (const name of shared) expect(second[name]).toBe(first[name]);
  });

  it.each<[string, Partial<typeof newcomer>, Shared[]]>([
    ['pathways', { pathways: ['secular'] }, ['pathways']],
    ['pathways that must be met', { pathwayMust: !newcomer.pathwayMust }, ['pathways']],
    ['pathways that they do not want', { notPathways: ['secular'] }, ['pathways']],
    ['a gender', { gender: newcomer.gender === 'woman' ? 'man' : 'woman' }, ['person', 'pathways']],
    ['a wish for a gender', { genderPreference: { strength: 'must', genders: ['man'] } }, ['person']],
    ['a worldview', { worldview: newcomer.worldview === 'secular' ? 'religious' : 'secular' }, ['person']],
    ['a worldview that must be met', { worldviewMust: !newcomer.worldviewMust }, ['person']],
    ['a safety hold', { safetyHold: !newcomer.safetyHold }, ['status']],
    ['a need', { needsMedicationAffirming: !newcomer.needsMedicationAffirming }, ['status']],
    ['no consent', { consented: false }, ['status']],
    ['languages', { languages: [{ code: 'cy', level: 'fluent' }] }, ['languages']],
    ['ways to talk', { modalities: ['text'] }, ['modalities']],
    ['a month', { recoverySince: '2020-01' }, ['month']],
    ['an age', { ageBand: newcomer.ageBand === '66+' ? '18-25' : '66+' }, ['stage']],
    ['a family stage', { familyStage: [] }, ['stage']],
  ])('makes tables of their own for whoever says another thing: %s', (_what, changes, others) => {
    const columns = columnsOf(40);
    const [first, second] = [tablesFor(columns), tablesFor(columns, changes)];
    for (const name of shared) {
      if (others.includes(name)) expect(second[name]).not.toBe(first[name]);
      else expect([name, second[name] === first[name]]).toEqual([name, true]);
    }
  });

  it('makes them anew once somebody says what nobody has said before', () => {
    const columns = columnsOf(10);
    const first = tablesFor(columns);
    append(columns, { ...pairWith().mentor, id: 'late', recoverySince: '1999-09', lastMatchAt: null });
    const second = tablesFor(columns);
    expect(second.month).not.toBe(first.month);
    expect(second.month.gates).toHaveLength(first.month.gates.length + 1);
  });

  it('counts what it keeps, and lets all of it go before it is too much', () => {
    const columns = columnsOf(40);
    const tables = tablesFor(columns);
    expect(columns.shared.tables.size).toBe(8);
    expect(columns.shared.numbers).toBe(2 * shared.reduce((sum, name) => sum + tables[name].gates.length, 0));
    const languages = 2 * tables.languages.gates.length;
    columns.shared.numbers = 4_000_000 - languages;
    const before = tablesFor(columns, { languages: [{ code: 'cy', level: 'fluent' }] });
    expect([columns.shared.tables.size, columns.shared.numbers]).toEqual([9, 4_000_000]);
    const after = tablesFor(columns, { languages: [{ code: 'ga', level: 'fluent' }] });
    // That of languages passed what may be kept; it and what was asked for after it stay.
    const stay = (['languages', 'month', 'stage', 'load'] as const).map((name) => after[name].gates.length);
    expect([columns.shared.tables.size, columns.shared.numbers]).toEqual([
      4,
      2 * stay.reduce((sum, length) => sum + length, 0),
    ]);
    expect(after.status).toBe(before.status);
  });

  it('knows the position of nobody by a bit of its own', () => {
    const { status } = tablesFor(columnsOf(3));
    expect(status.gates[0]).toBe(nobodyBit);
    expect(gateBit('do-not-match')).toBeLessThan(nobodyBit);
  });
});
