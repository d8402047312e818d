import { describe, expect, it } from 'vitest';
import { scoreAvailability } from '#shared/matching/availability.ts';
import { availabilityTable } from '#shared/matching/availability-table.ts';
import { requireRubric } from '#shared/matching/rubric.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { quartersInWeek } from '#shared/matching/zone.ts';

describe('availabilityTable()', () => {
  it('holds the score of any shared time, up to a week in which clocks repeat an hour', () => {
    const table = availabilityTable(rubricV1);
    for (const quarters of [0, 1, 4, 7, 40, quartersInWeek, quartersInWeek + 4]) {
      for (let worstDays = 0; worstDays <= 7; worstDays += 1) {
        const score = scoreAvailability({ worstMinutes: 15 * quarters, worstDays }, rubricV1);
        expect(table[8 * quarters + worstDays]).toBe(score);
      }
    }
  });

  it('is made once for a rubric, and another for another', () => {
    const { details } = rubricV1;
    const availability = { ...details.availability, daysShare: 0.1 };
    const other = requireRubric({ ...rubricV1, details: { ...details, availability } });
    expect(availabilityTable(rubricV1)).toBe(availabilityTable(rubricV1));
    expect(availabilityTable(other)).not.toEqual(availabilityTable(rubricV1));
  });
});
