import { describe, expect, it } from 'vitest';
import { availabilityTable } from '#shared/matching/availability-table.ts';
import { lossesOfBlocks } from '#shared/matching/block-losses.ts';
import { boundByDays, daySets } from '#shared/matching/day-bounds.ts';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { arrangeBlocks } from '#shared/matching/pool-blocks.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { dayLosses, leastOf, lossesFor, lost, setOff, toLoss } from '#shared/matching/pool-losses.ts';
import { createReader } from '#shared/matching/pool-reader.ts';
import { allowanceFor, type Sieve } from '#shared/matching/pool-sieve.ts';
import { createSifted, sift } from '#shared/matching/pool-sift.ts';
import { createTables } from '#shared/matching/pool-tables.ts';
import { componentAt } from '#shared/matching/pool-weights.ts';
import type { MentorProfile } from '#shared/matching/profile.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { toCentipoints } from '#shared/matching/score.ts';
import { someOf } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';

const asOf = '2026-12-28T19:00:00Z';
const context = { ...pairVectors.find(({ name }) => name === undefined)!.context, asOf };
const setting = createSetting(context, rubricV1);
const tags = [...new Set(pairVectors.flatMap(({ mentor }) => mentor.tags))];
const mentors = pairVectors.slice(0, 340).map(
  ({ mentor }, i): MentorProfile => ({
    ...mentor,
    id: `mentor-${i}`,
    heartbeatAt: '2026-12-20T00:00:00Z',
    lastMatchAt: null,
    tags: tags.filter((_, t) => (i * 31 + t * 7) % 5 < 2),
  }),
);
const columns = createColumns();
for (const mentor of mentors) append(columns, mentor);
const blocks = arrangeBlocks(columns);
// Somebody has left since.
columns.numbers.status[70] = 0;

const here = { lat: 40.7, lon: -74, radiusKm: 60 };
const newcomers = pairVectors.slice(40, 70).map(({ newcomer }, i) => ({
  ...newcomer,
  id: `newcomer-${i}`,
  waitingSince: '2026-12-01T00:00:00Z',
  wants: tags.slice(i % 5, (i % 5) + (i % 9)).map((tag, w) => ({ tag, important: w % 3 === 0 })),
  ...(i % 3 === 0 && { modalities: ['in-person' as const], location: here }),
  ...(i % 3 === 1 && { modalities: ['in-person' as const, 'video' as const], location: here }),
}));
const { newcomer: plain } = pairWith({ newcomer: { waitingSince: '2026-12-01T00:00:00Z' } });
const readerFor = (newcomer: (typeof newcomers)[number]) =>
  createReader(columns, readyNewcomer(newcomer, setting), setting);

/** What the mentor at a position loses by all that is looked up. */
const totalAt = ({ losses, wishes, isNear }: Sieve, at: number): number => {
  const { numbers, days } = columns;
  const having = wishes.tagged.reduce(
    (bits, words, w) => bits | (((words[at >> 5]! >>> (at & 31)) & 1) << w),
    0,
  );
  const isNearBy = isNear !== null && isNear[numbers.place[at]!] === 1;
  return (
    losses.status[numbers.status[at]!]! +
    losses.person[numbers.person[at]!]! +
    losses.load[numbers.load[at]!]! +
    losses.pathways[numbers.pathways[at]!]! +
    losses.month[numbers.month[at]!]! +
    losses.stage[numbers.stage[at]!]! +
    losses.languages[numbers.languages[at]!]! +
    (isNearBy ? losses.modalitiesNear : losses.modalities)[numbers.modalities[at]!]! +
    losses.time[daySets * numbers.zone[at]! + days[at]!]! +
    wishes.lossHaving[having]!
  );
};
const everybody = Array.from({ length: columns.size }, (_, at) => at);

describe('createSieve()', () => {
  it('holds back nobody who passes the gates and comes to the floor', () => {
    let passed = 0;
    for (const newcomer of [...someOf(newcomers), plain]) {
      const reader = readerFor(newcomer);
      const sieve = reader.sieve();
      for (const at of everybody) {
        if (reader.failedGates(at) !== 0) continue;
        reader.batch.count = 0;
        reader.add(at);
        reader.score();
        const rank = toCentipoints(reader.batch.rank[0]!);
        expect(totalAt(sieve, at)).toBeLessThanOrEqual(allowanceFor(sieve, rank));
        passed += 1;
      }
    }
    expect(passed).toBeGreaterThan(10);
  });

  it('knows to two centipoints what somebody comes to of whom all is looked up', () => {
    // Alike but for what is looked up, and free all day: so their days tell their time.
    const wide = {
      windows: [2, 4, 6].map((day) => ({ day, start: 0, end: 1440 })),
      timeZone: plain.timeZone,
    };
    const changes: Partial<MentorProfile>[] = [
      {},
      { capacity: 8, active: 3 },
      { recoverySince: '2025-06' },
      { pathways: [{ pathway: 'smart', depth: 'familiar' }] },
      { ageBand: '66+', familyStage: [] },
      { ageBand: null },
      { worldview: 'secular' },
      { worldview: null },
      { gender: null },
      { modalities: ['phone'] },
      { languages: [{ code: 'en', level: 'conversational' }] },
      { tags: [] },
      { tags: plain.wants.map(({ tag }) => tag) },
      { windows: [{ day: 4, start: 0, end: 1440 }] },
    ];
    const own = createColumns();
    changes.forEach((each, i) => {
      append(own, {
        ...mentors[0]!,
        ...pairWith().mentor,
        ...wide,
        ...each,
        id: `m-${i}`,
        contactHash: `h-${i}`,
        heartbeatAt: asOf,
        lastMatchAt: null,
      });
    });
    const seeker = { ...plain, ...wide, modalities: ['video' as const, 'phone' as const] };
    const reader = createReader(own, readyNewcomer(seeker, setting), setting);
    const sieve = reader.sieve();
    let told = 0;
    const { numbers, days } = own;
    changes.forEach((_, at) => {
      if (reader.failedGates(at) !== 0) return;
      reader.batch.count = 0;
      reader.add(at);
      reader.score();
      const having = sieve.wishes.tagged.reduce(
        (bits, words, w) => bits | (((words[at >> 5]! >>> (at & 31)) & 1) << w),
        0,
      );
      const { losses } = sieve;
      const total =
        losses.status[numbers.status[at]!]! +
        losses.person[numbers.person[at]!]! +
        losses.load[numbers.load[at]!]! +
        losses.pathways[numbers.pathways[at]!]! +
        losses.month[numbers.month[at]!]! +
        losses.stage[numbers.stage[at]!]! +
        losses.languages[numbers.languages[at]!]! +
        losses.modalities[numbers.modalities[at]!]! +
        losses.time[daySets * numbers.zone[at]! + days[at]!]! +
        sieve.wishes.lossHaving[having]!;
      const most = (sieve.most - total) / 16;
      expect(Math.abs(most - 100 * reader.batch.rank[0]!)).toBeLessThan(2);
      told += 1;
    });
    expect(told).toBeGreaterThan(8);
  });

  it('counts each loss from the best that there is', () => {
    for (const newcomer of someOf(newcomers)) {
      const { losses } = readerFor(newcomer).sieve();
      const { modalities, modalitiesNear, days: _, ...others } = losses;
      for (const [name, each] of Object.entries(others))
        expect([name, [0, lost]]).toEqual([name, expect.arrayContaining([leastOf(each)])]);
      expect([0, lost]).toContain(Math.min(leastOf(modalities), leastOf(modalitiesNear)));
      for (const each of Object.values(losses)) expect(Math.min(...each)).toBeGreaterThanOrEqual(0);
    }
  });

  it('looks the most important wishes up, six of them', () => {
    const wants = tags.slice(0, 9).map((tag, w) => ({ tag, important: w > 4 }));
    const { wishes } = readerFor({ ...plain, wants }).sieve();
    expect([wishes.tagged.length, wishes.lossHaving.length]).toEqual([6, 64]);
    const lacking = [...Array(6).keys()].map((w) => wishes.lossHaving[63 & ~(1 << w)]!);
    expect(lacking).toEqual(lacking.toSorted((a, b) => b - a));
    expect(wishes.lossHaving[63]).toBe(0);
    expect(wishes.lossHaving[0]).toBe(lacking.reduce((sum, each) => sum + each, 0));
    expect(Math.min(...lacking)).toBeGreaterThan(0);
    for (let w = 0; w < 4; w += 1) {
      const tag = columns.tagBits.findIndex((_, bit) => columns.tagged[bit] === wishes.tagged[w]);
      expect(wants.find((want) => want.tag === columns.tagBits[tag])?.important).toBe(true);
    }
  });

  it('knows who is near, and that nobody else passes where nothing but meeting will do', () => {
    const only = readerFor({ ...plain, modalities: ['in-person'], location: here }).sieve();
    expect(only.nearOnly).toBe(true);
    const { near } = createTables(
      columns,
      readyNewcomer({ ...plain, modalities: ['in-person'], location: here }, setting),
      setting,
    );
    expect([...only.isNear!.keys()].filter((number) => only.isNear![number] === 1)).toEqual(
      [...near.keys()].sort((a, b) => a - b),
    );
    expect(near.size).toBeGreaterThan(0);
    const far = readerFor({ ...plain, modalities: ['video'], location: here }).sieve();
    expect([far.nearOnly, far.isNear]).toEqual([false, null]);
  });
});

describe('allowanceFor()', () => {
  it('lets more be lost the lower the floor, and never a gate', () => {
    const sieve = readerFor(plain).sieve();
    expect(allowanceFor(sieve, Number.NEGATIVE_INFINITY)).toBe(lost - 1);
    expect(allowanceFor(sieve, 5_000) - allowanceFor(sieve, 5_001)).toBe(16);
    expect(allowanceFor({ ...sieve, most: 16_000 }, 1_000)).toBe(8);
  });
});

describe('sift()', () => {
  it('lets through just those whose losses are allowed, whatever is wished for, and tells what each loses', () => {
    const order = Int32Array.from({ length: blocks.firstDays.length }, (_, block) => block);
    let through = 0;
    for (const newcomer of [...someOf(newcomers), ...newcomers.slice(3, 9), plain]) {
      const sieve = readerFor(newcomer).sieve();
      const losses = lossesOfBlocks(blocks, sieve.losses, columns.size);
      const totals = everybody.map((at) => totalAt(sieve, at));
      const sorted = totals.filter((total) => total < lost).sort((a, b) => a - b);
      for (const share of [0, 0.1, 0.3, 0.6, 1]) {
        const some = sorted[Math.floor(share * (sorted.length - 1))] ?? 1_000;
        for (const allowance of [some, some - 1, lost - 1]) {
          const sifting = { losses, order, looked: 0, to: order.length, allowance };
          const sifted = createSifted(64);
          const found: [number, number][] = [];
          while (sifting.looked < order.length) {
            const before = sifting.looked;
            sift(sieve, columns, sifting, sifted);
            expect(sifting.looked).toBeGreaterThan(before);
            for (let i = 0; i < sifted.count; i += 1) found.push([sifted.at[i]!, sifted.loss[i]!]);
          }
          expect(found).toEqual(
            everybody.flatMap((at) => (totals[at]! <= allowance ? [[at, totals[at]!]] : [])),
          );
          through += found.length;
        }
      }
    }
    expect(through).toBeGreaterThan(100);
  });

  it('goes as far as it is asked to, and in the order that it is given', () => {
    const sieve = readerFor(plain).sieve();
    const losses = lossesOfBlocks(blocks, sieve.losses, columns.size);
    const order = Int32Array.of(3, 1, 4);
    const sifting = { losses, order, looked: 0, to: 2, allowance: lost - 1 };
    const sifted = createSifted(1_000);
    sift(sieve, columns, sifting, sifted);
    expect(sifting.looked).toBe(2);
    const found = [...sifted.at.subarray(0, sifted.count)];
    const expected = [...everybody.slice(192, 256), ...everybody.slice(64, 128)].filter(
      (at) => totalAt(sieve, at) < lost,
    );
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('lossesFor()', () => {
  /** Simple enough to be worked out by hand: a hundred centipoints a component, half of it if unknown. */
  const loss = (component: number, score: number) =>
    100 * (component + 1) * (1 - (Number.isNaN(score) ? 0.5 : score));

  it('loses by each part what its score falls short, and everything by a failed gate', () => {
    for (const newcomer of [newcomers[0]!, newcomers[1]!, plain]) {
      const tables = createTables(columns, readyNewcomer(newcomer, setting), setting);
      const losses = lossesFor(tables, setting, loss);
      const each = (gates: Uint32Array, lose: (number: number) => number) =>
        Array.from(gates, (failed, number) => (failed !== 0 ? lost : toLoss(lose(number))));
      const { status, person, load, pathways, month, stage, languages, modalities, zone } = tables;
      expect([...losses.status]).toEqual(each(status.gates, () => 0));
      expect([...losses.person]).toEqual(
        each(
          person.gates,
          (number) =>
            loss(componentAt.worldview, person.worldview[number]!) +
            loss(componentAt.gender, person.gender[number]!),
        ),
      );
      expect([...losses.load]).toEqual(each(load.gates, (number) => 100 * load.penalty[number]!));
      for (const [of, table, component] of [
        [losses.pathways, pathways, componentAt.pathway],
        [losses.month, month, componentAt.recovery],
        [losses.stage, stage, componentAt.stage],
        [losses.languages, languages, componentAt.language],
      ] as const)
        expect([...of]).toEqual(each(table.gates, (number) => loss(component, table.score[number]!)));
      const byFar = (number: number) => loss(componentAt.modality, modalities.far[number]!);
      expect([...losses.modalities]).toEqual(each(modalities.gates, byFar));
      const { placeShare } = rubricV1.details.inPerson;
      expect([...losses.modalitiesNear]).toEqual(
        each(modalities.gatesNextDoor, (number) => {
          const place = modalities.nearPlace[number]!;
          return place < 0 ? byFar(number) : loss(componentAt.modality, place * placeShare + 1 - placeShare);
        }),
      );
      const scores = availabilityTable(setting.rubric);
      const byZone = zone.map((chunks) => {
        const { most, maybeSoon } = boundByDays(chunks);
        return Array.from(most, (time, days) =>
          toLoss(
            loss(componentAt.availability, scores[time]!) +
              (maybeSoon[days] === 1 ? 0 : 100 * rubricV1.ranking.soonBonus),
          ),
        );
      });
      expect([...losses.time]).toEqual(byZone.flat());
      expect([...dayLosses(losses.time)]).toEqual(
        Array.from({ length: daySets }, (_, days) => Math.min(...byZone.map((ofZone) => ofZone[days]!))),
      );
    }
  });
});

describe('losses', () => {
  it('are whole sixteenths of a centipoint, rounded down, and no more than so much', () => {
    expect([toLoss(1), toLoss(0.99), toLoss(0), toLoss(1e9)]).toEqual([16, 15, 0, 2 ** 23]);
  });

  it('are least where nothing is less, and lost where there are none', () => {
    expect(leastOf(Int32Array.of(5, 3, 9))).toBe(3);
    expect(leastOf(Int32Array.of(5, 3, 1))).toBe(1);
    expect(leastOf(new Int32Array(0))).toBe(lost);
  });

  it('are set off against the least of all of them together, a failed gate aside', () => {
    const [a, b] = [Int32Array.of(7, lost, 4), Int32Array.of(9, 5)];
    expect(setOff(a, b)).toBe(4);
    expect([[...a], [...b]]).toEqual([
      [3, lost, 0],
      [5, 1],
    ]);
    expect(setOff(a, b)).toBe(0);
    expect([...a]).toEqual([3, lost, 0]);
    const nobody = Int32Array.of(lost, lost);
    expect([setOff(nobody), ...nobody]).toEqual([lost, lost, lost]);
  });
});
