import type { Facet } from './facet.ts';
import { distanceBetween } from './pair.ts';
import type { MentorProfile } from './profile.ts';

/*
 * Who lives near, without asking everybody. Places lie in rows of latitude; whoever is within reach lies in one of the
 * few rows that the radius touches, and within a span of longitude there. No pole and no date line needs a case: a span
 * that passes a pole is the whole row, and longitudes are compared around the globe.
 *
 * Cost: the places of some rows a newcomer, a subtraction each; a distance only for those in the span.
 */

type Place = MentorProfile['location'];
type Location = NonNullable<Place>;

/** Numbers of a facet's places by row; follows the facet as it grows. */
export type PlaceRows = { followed: number; readonly rows: Map<number, number[]> };

/** No places yet. */
export const createPlaceRows = (): PlaceRows => ({ followed: 0, rows: new Map() });

const rowsInDegree = 4;
const kmInDegree = (Math.PI / 180) * 6371;
/** Degrees by which a span is wider than it need be, so that no rounding matters. */
const slack = 1e-6;

const rowOf = (latitude: number): number => Math.floor(rowsInDegree * latitude);

const follow = (placeRows: PlaceRows, { parts }: Facet<Place>): void => {
  for (; placeRows.followed < parts.length; placeRows.followed += 1) {
    const place = parts[placeRows.followed];
    if (!place) continue;
    const row = rowOf(place.lat);
    const known = placeRows.rows.get(row);
    if (known) known.push(placeRows.followed);
    else placeRows.rows.set(row, [placeRows.followed]);
  }
};

/** Degrees of longitude within which a circle around a latitude lies; 180 if a pole is in it. */
const longitudesOf = (latitude: number, degrees: number): number => {
  if (Math.abs(latitude) + degrees >= 90 - slack) return 180;
  const radians = Math.PI / 180;
  return Math.asin(Math.sin(degrees * radians) / Math.cos(latitude * radians)) / radians + slack;
};

/** The distance (km) of each place, by number, that is within both radii of a person's location. */
export const findNear = (
  placeRows: PlaceRows,
  facet: Facet<Place>,
  from: Location,
): Map<number, { distance: number; radius: number }> => {
  follow(placeRows, facet);
  const near = new Map<number, { distance: number; radius: number }>();
  const degrees = Math.min(180, from.radiusKm / kmInDegree + slack);
  const longitudes = longitudesOf(from.lat, degrees);
  for (let row = rowOf(Math.max(-90, from.lat - degrees)); row <= rowOf(Math.min(90, from.lat + degrees)); row += 1) {
    for (const number of placeRows.rows.get(row) ?? []) {
      const place = facet.parts[number]!;
      const apart = Math.abs(place.lon - from.lon);
      if (Math.min(apart, 360 - apart) > longitudes) continue;
      const distance = distanceBetween(from, place);
      const radius = Math.min(from.radiusKm, place.radiusKm);
      if (distance <= radius) near.set(number, { distance, radius });
    }
  }
  return near;
};
