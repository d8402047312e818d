import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFacet } from '#shared/matching/facet.ts';
import { distanceBetween } from '#shared/matching/pair.ts';
import { createPlaceRows, findNear } from '#shared/matching/place-rows.ts';
import { runs } from '#test/support/runs.ts';

const latitude = fc.oneof(
  fc.integer({ min: -900, max: 900 }).map((tenths) => tenths / 10),
  fc.constantFrom(-90, 90, 89.9, -89.9),
);
const longitude = fc.oneof(
  fc.integer({ min: -1800, max: 1800 }).map((tenths) => tenths / 10),
  fc.constantFrom(-180, 180, 179.9, -179.9),
);
const place = fc.record({
  lat: latitude,
  lon: longitude,
  radiusKm: fc.oneof(fc.constant(25), fc.integer({ min: 0, max: 25_000 }), fc.constant(6_000)),
});

describe('findNear()', () => {
  it('finds whoever is within both radii and nobody else, at poles and across the date line too', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(place, { minLength: 20, maxLength: 60 }), place, (places, from) => {
        const facet = createFacet<(typeof places)[number] | null>([null, ...places]);
        const near = findNear(createPlaceRows(), facet, from);
        const expected = facet.parts.flatMap((each, number) => {
          if (!each) return [];
          const distance = distanceBetween(from, each);
          const radius = Math.min(from.radiusKm, each.radiusKm);
          return distance <= radius ? [[number, { distance, radius }] as const] : [];
        });
        expect([...near].sort(([a], [b]) => a - b)).toEqual(expected);
        found += near.size;
      }),
      { numRuns: runs(300) },
    );
    expect(found).toBeGreaterThan(runs(100));
  });

  it('knows places that came after the first look', () => {
    const facet = createFacet<{ lat: number; lon: number; radiusKm: number } | null>();
    const rows = createPlaceRows();
    const from = { lat: 40, lon: -75, radiusKm: 25 };
    expect(findNear(rows, facet, from).size).toBe(0);
    const number = facet.numberOf({ lat: 40.1, lon: -75.1, radiusKm: 30 });
    expect([...findNear(rows, facet, from).keys()]).toEqual([number]);
  });
});
