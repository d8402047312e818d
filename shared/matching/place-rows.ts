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

/** Places of a row: their numbers in the facet, and their longitudes beside them, so that places themselves are seldom read. */
type Row = { readonly numbers: number[]; readonly longitudes: number[] };

/** A facet's places by row; follows the facet as it grows. */
export type PlaceRows = { followed: number; readonly rows: Map<number, Row> };

/** No places yet. */
export const createPlaceRows = (): PlaceRows => ({ followed: 0, rows: new Map() });

const emptyRow: Row = { numbers: [], longitudes: [] };
const rowsInDegree = 4;
const kmInDegree = (Math.PI / 180) * 6371;
/** Degrees by which a span is wider than it need be, so that no rounding matters. */
const slack = 1e-6;

const rowOf = (latitude: number): number => Math.floor(rowsInDegree * latitude);

const follow = (placeRows: PlaceRows, { parts }: Facet<Place>): void => {
  for (; placeRows.followed < parts.length; placeRows.followed += 1) {
    const place = parts[placeRows.followed];
    if (!place) continue;
    const row = placeRows.rows.get(rowOf(place.lat)) ?? { numbers: [], longitudes: [] };
    row.numbers.push(placeRows.followed);
    row.longitudes.push(place.lon);
    placeRows.rows.set(rowOf(place.lat), row);
  }
};

/** Degrees of longitude within which a circle around a latitude lies; 180 if a pole is in it. */
const longitudesOf = (latitude: number, degrees: number): number => {
  if (Math.abs(latitude) + degrees >= 90 - slack) return 180;
  const radians = Math.PI / 180;
  return Math.asin(Math.sin(degrees * radians) / Math.cos(latitude * radians)) / radians + slack;
};

/** The distance (km) of each place, by number, that is within both radii of a person's location, and the lesser radius. */
export const findNear = (
  placeRows: PlaceRows,
  facet: Facet<Place>,
  from: Location,
): Map<number, { distance: number; radius: number }> => {
  follow(placeRows, facet);
  const near = new Map<number, { distance: number; radius: number }>();
  const degrees = Math.min(180, from.radiusKm / kmInDegree + slack);
  const span = longitudesOf(from.lat, degrees);
  const last = rowOf(Math.min(90, from.lat + degrees));
  for (let row = rowOf(Math.max(-90, from.lat - degrees)); row <= last; row += 1) {
    const { numbers, longitudes } = placeRows.rows.get(row) ?? emptyRow;
    for (let at = 0; at < numbers.length; at += 1) {
      const apart = Math.abs(longitudes[at]! - from.lon);
      if (Math.min(apart, 360 - apart) > span) continue;
      const place = facet.parts[numbers[at]!]!;
      const distance = distanceBetween(from, place);
      const radius = Math.min(from.radiusKm, place.radiusKm);
      if (distance <= radius) near.set(numbers[at]!, { distance, radius });
    }
  }
  return near;
};
