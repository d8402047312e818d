import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPool,
  fromSnapshot,
  type MentorProfile,
  type NewcomerProfile,
  type Pool,
  rankMentors,
  rubricV1,
  scorePair,
} from '#shared/matching/index.ts';
import { runs } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';

const asOf = '2026-12-28T19:00:00Z';
const context = { ...pairVectors.find(({ name }) => name === undefined)!.context, asOf };
const people = pairVectors.map(({ newcomer, mentor }, i) => ({
  newcomer: {
    ...newcomer,
    id: `newcomer-${i}`,
    waitingSince: newcomer.waitingSince < asOf ? newcomer.waitingSince : '2026-12-01T00:00:00Z',
  },
  mentor: {
    ...mentor,
    id: `mentor-${(i * 7919) % 364}`,
    heartbeatAt: mentor.heartbeatAt && '2026-12-20T00:00:00Z',
    lastMatchAt: mentor.lastMatchAt && mentor.lastMatchAt < asOf ? mentor.lastMatchAt : null,
  },
}));
const newcomers = people.map(({ newcomer }) => newcomer);
const mentors = people.map(({ mentor }) => mentor);

/** What the pool's best must be: everybody scored, whoever cannot be proposed left out. */
const scanAll = (newcomer: NewcomerProfile, them: readonly MentorProfile[], count: number) =>
  rankMentors(newcomer, them, context)
    .filter(({ result }) => result.eligible && result.band !== 'weak')
    .slice(0, count)
    .map(({ mentorId, rankCentipoints, result: { fitCentipoints, band } }) => ({
      mentorId,
      rankCentipoints,
      fitCentipoints,
      band,
    }));

const pick = <T>(list: readonly T[], minLength: number, maxLength: number) =>
  fc.shuffledSubarray([...list], { minLength, maxLength });

describe('createPool()', () => {
  it.each(pairVectors.map((vector, i) => [vector.name ?? `pair ${i + 1}`, vector] as const))(
    'gives through its columns what the independent implementation gave: %s',
    (_name, vector) => {
      const { newcomer, mentor, expected } = vector;
      const pool = createPool([mentor], vector.context);
      const compared = pool.compare(newcomer, mentor.id)!;
      const { fragile, ...availability } = expected.availability;
      expect(compared.gates).toEqual(expected.gates);
      expect(compared.availability).toEqual(availability);
      expect(Object.keys(compared.components)).toEqual(Object.keys(expected.components));
      // To the last bit what scorePair() gives, and within 1e-9 of the independent implementation.
      const { components, confidence, fit, rank, priority } = scorePair(newcomer, mentor, vector.context);
      expect(compared).toMatchObject({ components, confidence, fit, rank, priority });
      expect(Math.abs(compared.fit - expected.fit)).toBeLessThanOrEqual(1e-9);
      expect(Math.floor(100 * compared.fit + 0.5)).toBe(expected.fitCentipoints);
      const found = pool.best(newcomer, 3).map(({ fitCentipoints, band }) => [fitCentipoints, band]);
      const isProposable = expected.eligible && expected.band !== 'weak';
      expect(found).toEqual(isProposable ? [[expected.fitCentipoints, expected.band]] : []);
    },
  );

  it('finds the same best, in the same order, as scoring everybody, for anybody and any number', () => {
    const pool = createPool(mentors, context);
    let found = 0;
    for (const newcomer of newcomers.slice(-runs(60))) {
      const all = scanAll(newcomer, mentors, mentors.length);
      for (const count of [1, 3, 10, 400]) expect(pool.best(newcomer, count)).toEqual(all.slice(0, count));
      found += all.length;
    }
    expect(found).toBeGreaterThan(runs(500));
    expect(pool.best(newcomers[0]!, 0)).toEqual([]);
  });

  it('settles equal ranks by id, in whatever order mentors came', () => {
    const { newcomer, mentor, context: plain } = pairWith();
    const same = Array.from({ length: 300 }, (_, i) => ({
      ...mentor,
      id: `mentor-${(i * 77) % 300}`,
      contactHash: `h-${i}`,
    }));
    const best = createPool(same, plain).best(newcomer, 5);
    expect(best.map(({ mentorId }) => mentorId)).toEqual(
      same
        .map(({ id }) => id)
        .sort()
        .slice(0, 5),
    );
  });

  it('follows updates and removals, as a pool made anew does', () => {
    fc.assert(
      fc.property(
        pick(mentors, 5, 60),
        fc.array(fc.tuple(fc.nat({ max: 363 }), fc.boolean(), fc.integer({ min: 1, max: 4 })), {
          maxLength: 40,
        }),
        pick(newcomers, 1, 3),
        (start, steps, some) => {
          const pool = createPool(start, context);
          const now = new Map<string, MentorProfile>(start.map((mentor) => [mentor.id, mentor]));
          for (const [at, leaves, capacity] of steps) {
            const mentor = { ...mentors[at]!, capacity, active: 0, reserved: 0 };
            if (leaves) expect(pool.remove(mentor.id)).toBe(now.delete(mentor.id));
            else {
              pool.update(mentor);
              now.set(mentor.id, mentor);
            }
          }
          expect(pool.size()).toBe(now.size);
          for (const newcomer of some) {
            expect(pool.best(newcomer, 10)).toEqual(scanAll(newcomer, [...now.values()], 10));
          }
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('finds the best when more tags are about than a word has bits', () => {
    const { newcomer, mentor, context: plain } = pairWith();
    const them = Array.from({ length: 80 }, (_, i) => ({
      ...mentor,
      id: `mentor-${i}`,
      contactHash: `h-${i}`,
      tags: [`community:${i}`],
    }));
    const pool = createPool(them, plain);
    for (const wish of [3, 40, 79]) {
      const wisher = { ...newcomer, wants: [{ tag: `community:${wish}`, important: true }] };
      expect(pool.best(wisher, 1)[0]!.mentorId).toBe(`mentor-${wish}`);
    }
  });

  it('tells lists of pathways apart by every rule there is about them, as comparing pairs does', () => {
    const lists: [string, 'main' | 'experienced' | 'familiar'][][] = [
      [['women-for-sobriety', 'main']],
      [['smart', 'main']],
      [
        ['women-for-sobriety', 'main'],
        ['smart', 'familiar'],
      ],
      [['women-for-sobriety', 'familiar']],
      [['aa', 'main']],
      [['al-anon', 'main']],
      [
        ['al-anon', 'main'],
        ['secular', 'main'],
      ],
      [
        ['secular', 'experienced'],
        ['aa', 'experienced'],
      ],
    ];
    const { newcomer, mentor, context: plain } = pairWith();
    const them = lists.flatMap((list, i) =>
      [false, true].map((onlyPathways) => ({
        ...mentor,
        id: `mentor-${i}-${onlyPathways}`,
        contactHash: `h-${i}-${onlyPathways}`,
        pathways: list.map(([pathway, depth]) => ({ pathway, depth })),
        onlyPathways,
      })),
    );
    const gatesSeen = new Set<string>();
    // The floor of 0.315 is just what AA as only experience is worth to somebody whose way is SMART.
    for (const minimumPathwayScore of [0.1, 0.35 * 0.9, 0.9]) {
      const rubric = { ...rubricV1, policy: { ...rubricV1.policy, minimumPathwayScore } };
      const pool = createPool(them, plain, rubric);
      for (const gender of ['woman', 'man'] as const) {
        for (const pathways of [['smart'], ['aa', 'smart'], ['women-for-sobriety'], []]) {
          const who = { ...newcomer, gender, pathways, notPathways: ['secular'] };
          for (const each of them) {
            const { gates, components } = scorePair(who, each, plain, rubric);
            const compared = pool.compare(who, each.id)!;
            expect([each.id, compared.gates]).toEqual([each.id, gates]);
            expect(compared.components.pathway).toBe(components.pathway);
            for (const gate of gates) gatesSeen.add(gate);
          }
        }
      }
    }
    expect([...gatesSeen].toSorted()).toEqual(['pathway-excluded', 'pathway-mismatch']);
  });

  it('has everybody once: whoever comes again takes their own place, and whoever leaves leaves once', () => {
    const { newcomer, mentor, context: plain } = pairWith();
    const pool = createPool([mentor], plain);
    pool.update({ ...mentor, paused: true });
    expect([pool.size(), pool.best(newcomer, 5)]).toEqual([1, []]);
    pool.update({ ...mentor, id: 'other', contactHash: 'h-o' });
    pool.update({ ...mentor, id: 'other', contactHash: 'h-o' });
    expect([pool.size(), pool.best(newcomer, 5).map(({ mentorId }) => mentorId)]).toEqual([2, ['other']]);
    expect([pool.remove('other'), pool.remove('other'), pool.remove('nobody')]).toEqual([true, false, false]);
    expect([pool.size(), pool.best(newcomer, 5), pool.compare(newcomer, 'other')]).toEqual([1, [], null]);
  });

  it('sees everybody anew from another instant on', () => {
    const { newcomer, mentor, context: plain } = pairWith();
    const them = ['2024-06', '2025-11', '2026-01'].map((recoverySince, i) => ({
      ...mentor,
      id: `mentor-${i}`,
      contactHash: `h-${i}`,
      recoverySince,
      heartbeatAt: plain.asOf,
    }));
    const pool = createPool(them, plain);
    for (const days of [0, 20, 300, 700, 3]) {
      const asOf = new Date(Date.parse(plain.asOf) + 86_400_000 * days).toISOString();
      const seen = { ...plain, asOf };
      pool.seeAt(seen);
      const anew = createPool(them, seen);
      for (const { id } of them) expect(pool.compare(newcomer, id)).toEqual(anew.compare(newcomer, id));
    }
  });

  it('looks at those who came or left one by one, until they are too many, and then puts all in order', () => {
    const { newcomer, mentor, context: plain } = pairWith();
    const guide = (i: number) => ({ ...mentor, id: `mentor-${i}`, contactHash: `h-${i}` });
    const pool = createPool([], plain);
    const bytesEach = () => {
      expect(pool.best(newcomer, 1)).toHaveLength(1);
      return pool.bytes() / pool.size();
    };
    for (let i = 0; i < 256; i += 1) pool.update(guide(i));
    expect(bytesEach()).toBeGreaterThan(128);
    pool.update(guide(256));
    expect(bytesEach()).toBeLessThanOrEqual(128);
    for (let i = 257; i < 600; i += 1) pool.update(guide(i));
    expect(bytesEach()).toBeLessThanOrEqual(128);
    for (let i = 0; i < 256; i += 1) pool.remove(`mentor-${i}`);
    expect(bytesEach()).toBeGreaterThan(200);
    pool.remove('mentor-256');
    expect(bytesEach()).toBeLessThanOrEqual(128);
    expect(pool.size()).toBe(343);
  });

  it('refuses a wrong profile, and a mentor who stands in it twice', () => {
    expect(() => createPool([{ ...mentors[0]!, capacity: 0 }], context)).toThrow(/capacity/);
    expect(() => createPool([mentors[0]!, mentors[0]!], context)).toThrow(/stands in it twice/);
    expect(() =>
      createPool([], context).update({ ...mentors[0]!, windows: [{ day: 1, start: 7, end: 60 }] }),
    ).toThrow(RangeError);
  });

  it('takes at most 128 bytes a mentor', () => {
    const pool = createPool(mentors, context);
    expect(pool.bytes() / pool.size()).toBeLessThanOrEqual(128);
  });
});

describe('a snapshot', () => {
  const answers = (pool: Pool) => newcomers.slice(0, runs(60)).map((newcomer) => pool.best(newcomer, 5));

  it('loads as the pool that it was taken of, and can be changed', () => {
    const pool = createPool(mentors, context);
    pool.remove(mentors[3]!.id);
    pool.update({ ...mentors[5]!, capacity: 9 });
    const loaded = fromSnapshot(pool.toSnapshot(), context);
    expect(loaded.size()).toBe(pool.size());
    expect(answers(loaded)).toEqual(answers(pool));
    pool.update(mentors[3]!);
    loaded.update(mentors[3]!);
    expect(answers(loaded)).toEqual(answers(pool));
    expect(loaded.toSnapshot()).toEqual(pool.toSnapshot());
  });

  it('loads at another instant as a pool made then', () => {
    const later = { ...context, asOf: '2027-01-20T09:00:00Z' };
    const loaded = fromSnapshot(createPool(mentors, context).toSnapshot(), later);
    expect(answers(loaded)).toEqual(answers(createPool(mentors, later)));
  });

  it('is refused if any one byte is another, if it is cut short, or if it is something else', () => {
    const bytes = createPool(mentors.slice(0, 20), context).toSnapshot();
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        expect(() => fromSnapshot(damaged, context)).toThrow(RangeError);
      }),
    );
    expect(() => fromSnapshot(bytes.subarray(0, bytes.length - 8), context)).toThrow(/cut short/);
    expect(() => fromSnapshot(bytes.subarray(0, 10), context)).toThrow(/cut short/);
    expect(() => fromSnapshot(new Uint8Array(64), context)).toThrow(/something else/);
  });

  const refused = (bytes: Uint8Array, why: string) =>
    expect(() => fromSnapshot(bytes, context)).toThrow(
      new RangeError(`Cannot load the pool's snapshot: ${why}.`),
    );

  it('is refused with what is wrong with it', () => {
    const bytes = createPool(mentors.slice(0, 20), context).toSnapshot();
    const withWord = (at: number, word: number) => {
      const other = bytes.slice();
      new Uint32Array(other.buffer)[at] = word;
      return other;
    };
    for (const length of [0, 8, 16, 23, 24, 25, bytes.length - 1, bytes.length - 8])
      refused(bytes.subarray(0, length), 'it is cut short');
    refused(Uint8Array.from([...bytes, ...bytes.subarray(0, 8)]), 'it is cut short');
    refused(withWord(0, 7), 'these bytes are something else');
    refused(withWord(1, 2), 'it is of version 2, not 3');
    refused(withWord(4, 7), 'it is damaged, its checksum differs');
    refused(withWord(9, 7), 'it is damaged, its checksum differs');
    expect(fromSnapshot(bytes, context).size()).toBe(20);
  });

  it('is no longer than what it holds, each part on a multiple of eight bytes', () => {
    const pool = createPool(mentors, context);
    const bytes = pool.toSnapshot();
    const [json, size] = [2, 3].map((at) => new Uint32Array(bytes.buffer)[at]!);
    expect([bytes.length % 8, size]).toEqual([0, mentors.length]);
    expect(bytes.length - 24 - json! - pool.bytes()).toBeLessThan(8 * 60);
  });

  it('says nothing of what stood aside for somebody who has left', () => {
    const private1 = { ...mentors[0]!, doNotMatch: ['somebody-private'] };
    const pool = createPool([private1, mentors[1]!], context);
    const says = () => new TextDecoder().decode(pool.toSnapshot()).includes('somebody-private');
    expect(says()).toBe(true);
    pool.remove(private1.id);
    expect(says()).toBe(false);
  });

  it('of nobody at all loads too', () => {
    const loaded = fromSnapshot(createPool([], context).toSnapshot(), context);
    loaded.update(mentors[3]!);
    expect([loaded.size(), loaded.remove(mentors[3]!.id), loaded.size()]).toEqual([1, true, 0]);
  });
});
