import { scoreAvailability } from './availability.ts';
import type { Rubric } from './rubric.ts';
import { quartersInWeek } from './zone.ts';

/* Every score that shared time can have, by quarter-hours × 8 + days of the worst week; one table for each rubric. */

const tables = new WeakMap<Rubric, Float64Array>();
/** A week, and what clocks may repeat in it. */
const quartersMaximum = quartersInWeek + 4 * 24;

/** The availability scores of a rubric. */
export const availabilityTable = (rubric: Rubric): Float64Array => {
  const found = tables.get(rubric);
  if (found) return found;
  const table = Float64Array.from({ length: 8 * quartersMaximum }, (_, i) =>
    scoreAvailability({ worstMinutes: 15 * (i >> 3), worstDays: i & 7 }, rubric),
  );
  tables.set(rubric, table);
  return table;
};
