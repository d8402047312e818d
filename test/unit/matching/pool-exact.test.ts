import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPool, type MentorProfile, rubricV1, scorePair } from '#shared/matching/index.ts';
import { runs, someOf } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';
import { instant, week } from './weeks.ts';

describe('shared time through the columns', () => {
  it('is what walking through the weeks gives, for any windows, zones, instants and shortest blocks', () => {
    let together = 0;
    fc.assert(
      fc.property(week, week, instant, fc.integer({ min: 1, max: 20 }), (ours, theirs, asOf, block) => {
        const pair = pairWith();
        const newcomer = { ...pair.newcomer, ...ours, waitingSince: '2026-01-01T00:00:00Z' };
        const mentor = { ...pair.mentor, ...theirs, heartbeatAt: '2026-02-01T00:00:00Z', lastMatchAt: null };
        const rubric = { ...rubricV1, policy: { ...rubricV1.policy, minimumBlockMinutes: 15 * block } };
        const context = { ...pair.context, asOf };
        const { fragile: _, ...expected } = scorePair(newcomer, mentor, context, rubric).availability;
        const compared = createPool([mentor], context, rubric).compare(newcomer, mentor.id)!;
        expect(compared.availability).toEqual(expected);
        if (expected.bestMinutes > 0) together += 1;
      }),
      { numRuns: runs(400) },
    );
    expect(together).toBeGreaterThan(runs(50));
  });
});

describe('the best of a pool of many blocks', () => {
  it('are those whom comparing everybody puts first', () => {
    const asOf = '2026-12-28T19:00:00Z';
    const context = { ...pairVectors.find(({ name }) => name === undefined)!.context, asOf };
    const tags = [...new Set(pairVectors.flatMap(({ mentor }) => mentor.tags))];
    const size = runs(9_000);
    const mentors: MentorProfile[] = Array.from({ length: size }, (_, i) => {
      const { mentor } = pairVectors[(i * 31) % pairVectors.length]!;
      return {
        ...mentor,
        id: `mentor-${(i * 7_919) % size}`,
        contactHash: `m-${i}`,
        heartbeatAt: '2026-12-20T00:00:00Z',
        lastMatchAt: null,
        tags: tags.filter((_tag, t) => (i * 2_654_435_761 + t * 40_503) % 7 < 2),
        capacity: 1 + (i % 4),
        active: i % 2,
        reserved: 0,
      };
    });
    const pool = createPool(mentors, context);
    for (const at of someOf([40, 150, 260])) {
      const newcomer = {
        ...pairVectors[at]!.newcomer,
        waitingSince: '2026-12-01T00:00:00Z',
        wants: tags.slice(at % 5, (at % 5) + 8).map((tag, w) => ({ tag, important: w % 3 === 0 })),
      };
      const ranked = mentors
        .map(({ id }) => ({ id, compared: pool.compare(newcomer, id)! }))
        .filter(({ compared: { gates, fit } }) => gates.length === 0 && Math.floor(100 * fit + 0.5) >= 4_500)
        .map(({ id, compared }) => ({ id, rank: Math.floor(100 * compared.rank + 0.5) }))
        .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
      const best = pool.best(newcomer, 10).map(({ mentorId, rankCentipoints }) => ({
        id: mentorId,
        rank: rankCentipoints,
      }));
      expect(ranked.length).toBeGreaterThan(10);
      expect(best).toEqual(ranked.slice(0, 10));
    }
  });

  it('are the same for whoever only meets in person, near by and on either side of blocks that changed', () => {
    const context = {
      ...pairVectors.find(({ name }) => name === undefined)!.context,
      asOf: '2026-12-28T19:00:00Z',
    };
    const { newcomer, mentor } = pairWith();
    const size = runs(2_000);
    const mentors: MentorProfile[] = Array.from({ length: size }, (_, i) => ({
      ...mentor,
      id: `mentor-${(i * 7_919) % size}`,
      contactHash: `m-${i}`,
      heartbeatAt: '2026-12-20T00:00:00Z',
      lastMatchAt: i % 3 === 0 ? `2026-12-${10 + (i % 18)}T00:00:00Z` : null,
      location:
        i % 5 === 0 ? null : { lat: 40 + (i % 97) / 50, lon: -75 + (i % 89) / 50, radiusKm: 10 + (i % 40) },
      modalities: i % 4 === 0 ? ['phone'] : ['in-person', 'video'],
      capacity: 1 + (i % 4),
      active: 0,
      reserved: 0,
    }));
    const pool = createPool(mentors.slice(0, 0.95 * size), context);
    for (const late of mentors.slice(0.95 * size)) pool.update(late);
    for (const gone of mentors.slice(0.15 * size, 0.17 * size)) pool.remove(gone.id);
    let found = 0;
    for (const modalities of [['in-person'], ['in-person', 'video'], ['video', 'in-person']] as const) {
      for (const location of [
        null,
        { lat: 40.5, lon: -74.5, radiusKm: 25 },
        { lat: 10, lon: 10, radiusKm: 25 },
      ]) {
        const seeker = {
          ...newcomer,
          modalities: [...modalities],
          location,
          waitingSince: '2026-12-01T00:00:00Z',
        };
        const ranked = mentors
          .flatMap(({ id }) => ({ id, compared: pool.compare(seeker, id) }))
          .filter(
            ({ compared }) => compared?.gates.length === 0 && Math.floor(100 * compared.fit + 0.5) >= 4_500,
          )
          .map(({ id, compared }) => ({ id, rank: Math.floor(100 * compared!.rank + 0.5) }))
          .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
        const best = pool.best(seeker, 10).map(({ mentorId, rankCentipoints }) => ({
          id: mentorId,
          rank: rankCentipoints,
        }));
        expect(best).toEqual(ranked.slice(0, 10));
        found += best.length;
      }
    }
    expect(found).toBeGreaterThan(30);
  });
});
