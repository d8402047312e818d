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

  /** The place so far away in a direction, on a sphere. */
  const placeAt = (from: { lat: number; lon: number }, km: number, direction: number) => {
    const radians = Math.PI / 180;
    const [lat, turn, far] = [from.lat * radians, direction * radians, km / 6371];
    const to = Math.asin(Math.sin(lat) * Math.cos(far) + Math.cos(lat) * Math.sin(far) * Math.cos(turn));
    const east = Math.atan2(
      Math.sin(turn) * Math.sin(far) * Math.cos(lat),
      Math.cos(far) - Math.sin(lat) * Math.sin(to),
    );
    const lon = from.lon + east / radians;
    return { lat: to / radians, lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon };
  };

  it.each([0, 30, 45, 60, 85, 89.99, -45, -60, -85, -89.99])(
    'finds whoever is just within the radius in any direction, and nobody just beyond: from latitude %s',
    (lat) => {
      for (const lon of [0, 179.9, -120]) {
        for (const radiusKm of [1, 25, 300, 2_000, 9_000]) {
          const facet = createFacet<{ lat: number; lon: number; radiusKm: number } | null>();
          const directions = Array.from({ length: 24 }, (_, d) => 15 * d);
          const put = (share: number) =>
            directions.map((direction) =>
              facet.numberOf({ ...placeAt({ lat, lon }, radiusKm * share, direction), radiusKm: 20_100 }),
            );
          const within = put(1 - 1e-7);
          put(1 + 1e-7);
          const near = findNear(createPlaceRows(), facet, { lat, lon, radiusKm });
          expect([...near.keys()].sort((a, b) => a - b)).toEqual(within);
        }
      }
    },
  );

  it('finds whoever is just as far as the radius allows, either one', () => {
    const from = { lat: 40, lon: -75, radiusKm: 500 };
    const place = { lat: 40.2, lon: -75.3 };
    const distance = distanceBetween(from, place);
    const facet = createFacet<{ lat: number; lon: number; radiusKm: number } | null>();
    facet.numberOf({ ...place, radiusKm: distance });
    expect([...findNear(createPlaceRows(), facet, from)]).toEqual([[0, { distance, radius: distance }]]);
    const far = createFacet<{ lat: number; lon: number; radiusKm: number } | null>();
    far.numberOf({ ...place, radiusKm: 500 });
    expect(findNear(createPlaceRows(), far, { ...from, radiusKm: distance }).size).toBe(1);
  });

  it('looks only at places in the rows and the span of longitude that the radius touches', () => {
    let looks = 0;
    const facet = createFacet<{ lat: number; lon: number; radiusKm: number } | null>();
    for (let lat = -88; lat <= 88; lat += 2)
      for (let lon = -178; lon <= 178; lon += 2) facet.numberOf({ lat, lon, radiusKm: 100 });
    const parts = new Proxy(facet.parts, {
      get: (list, at) => {
        looks += 1;
        return Reflect.get(list, at);
      },
    });
    const rows = createPlaceRows();
    const looksFrom = (lat: number, lon: number, radiusKm: number) => {
      findNear(rows, { ...facet, parts }, { lat, lon, radiusKm });
      looks = 0;
      findNear(rows, { ...facet, parts }, { lat, lon, radiusKm });
      return looks - 1;
    };
    expect(looksFrom(40, -74, 100)).toBe(1);
    // Three rows of latitude, in which two degrees at 60° are half as wide.
    expect(looksFrom(60, 10, 230)).toBe(15);
    // Nobody lives at 180°.
    expect(looksFrom(-60, 178, 230)).toBe(12);
    expect(looksFrom(89.5, 0, 200)).toBe(179);
    expect(looksFrom(0, 0, 25_000)).toBe(facet.parts.length);
  });
});
