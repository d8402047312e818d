import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withinSafeHours } from '#shared/life/safe-hours.ts';

type Hours = { start: number; end: number };
const quarter = fc.integer({ min: 0, max: 95 }).map((index) => index * 15);
const hours = fc.record({ start: quarter, end: quarter }).filter(({ start, end }) => start !== end);
const window = fc.record({ day: fc.integer({ min: 1, max: 7 }), start: quarter, end: quarter });

/** Quarters of the week, counted one by one. */
const quartersOf = ({ day, start, end }: { day: number } & Hours): number[] => {
  const length = (end > start ? end - start : end - start + 1_440) / 15;
  return Array.from({ length }, (_, index) => ((day - 1) * 96 + start / 15 + index) % 672);
};
const isSafe = ({ start, end }: Hours, of: number): boolean => {
  const minute = (of % 96) * 15;
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
};

describe('withinSafeHours()', () => {
  test('leaves the quarters of a week in which somebody is to be reached, and no other', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 5 }), hours, (windows, safe) => {
        const kept = new Set(withinSafeHours(windows, safe).flatMap(quartersOf));
        const expected = new Set(windows.flatMap(quartersOf).filter((each) => isSafe(safe, each)));
        expect(kept).toEqual(expected);
      }),
    );
  });

  test('without safe hours it is the whole week', () => {
    const windows = [{ day: 2, start: 1_080, end: 1_200 }];
    expect(withinSafeHours(windows, null)).toEqual(windows);
  });
});
