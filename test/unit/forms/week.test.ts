import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowSchema } from '#shared/people/answers.ts';
import { hoursValue, presets, readHours, slotNames, weekFields, windowsOf } from '#web/forms/week.ts';
import { dayNames, hoursText, weekText } from '#web/forms/week-text.ts';

const tick = (slots: readonly string[]) => Object.fromEntries(slots.map((slot) => [slot, 'on']));

describe('the week’s boxes', () => {
  test('there are 28, and every preset is some of them', () => {
    expect(slotNames).toHaveLength(28);
    for (const slots of Object.values(presets)) expect(slotNames).toEqual(expect.arrayContaining([...slots]));
  });

  test('any of them come back from the windows that they make, and those keep to the grid', () => {
    fc.assert(
      fc.property(fc.subarray([...slotNames]), (slots) => {
        const windows = windowsOf(tick(slots));
        for (const window of windows) windowSchema.parse(window);
        const again = weekFields(windows);
        expect(slotNames.filter((slot) => again[slot] === 'on')).toEqual(slots);
      }),
    );
  });

  test('parts that touch are one window; evening is 17 to 21', () => {
    expect(windowsOf(tick(['slot-1-morning', 'slot-1-afternoon', 'slot-1-late', 'slot-7-evening']))).toEqual([
      { day: 1, start: 480, end: 1020 },
      { day: 1, start: 1260, end: 1440 },
      { day: 7, start: 1020, end: 1260 },
    ]);
  });

  test('a window past midnight ticks what is left of its day', () => {
    const slots = weekFields([{ day: 2, start: 17 * 60, end: 60 }]);
    expect(slots['slot-2-evening']).toBe('on');
    expect(slots['slot-2-late']).toBe('on');
    expect(slots['slot-2-afternoon']).toBe('');
  });
});

describe('hours beside the boxes', () => {
  const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
  const window = fc.record({ day: fc.integer({ min: 1, max: 7 }), start: minute, end: minute });
  const minutesOf = ({ day, start, end }: { day: number; start: number; end: number }): number[] => {
    const from = (day - 1) * 1_440 + start;
    const length = end > start ? end - start : end - start + 1_440;
    return Array.from({ length }, (_, index) => (from + index) % (7 * 1_440));
  };

  test('whatever hours somebody has, the form shows them all, and gives them back', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 6 }), (windows) => {
        const shown = weekFields(windows);
        const back = windowsOf(shown);
        expect(new Set(back.flatMap(minutesOf))).toEqual(new Set(windows.flatMap(minutesOf)));
        expect(windowsOf(weekFields(back))).toEqual(back);
        for (const each of back) windowSchema.parse(each);
      }),
      { numRuns: 40 },
    );
  });

  test('only what is no whole part of a day stands beside the boxes', () => {
    const shown = weekFields([{ day: 2, start: 16 * 60 + 30, end: 21 * 60 }]);
    expect(shown).toMatchObject({ 'slot-2-evening': 'on', 'slot-2-late': '', hours: ['2-16:30-17:00'] });
  });

  test.each(['', '8-10:00-11:00', '2-11:00-10:00', '2-10:00-24:30', '2-10:60-11:00', '2-10:00', '<b>'])(
    'what is no hours is none: “%s”',
    (text) => expect(readHours(text)).toEqual([]),
  );

  test('their text comes back', () => {
    const hours = { day: 7, start: 23 * 60 + 30, end: 1_440 };
    expect(hoursValue(hours)).toBe('7-23:30-24:00');
    expect(readHours(hoursValue(hours))).toEqual([hours]);
  });
});

describe('the sentence', () => {
  test('puts days with the same hours together', () => {
    const windows = windowsOf(tick(['slot-2-evening', 'slot-4-evening', 'slot-6-morning']));
    expect(weekText('en', windows)).toBe('Tue, Thu 5–9\u00a0PM; Sat 8\u00a0AM–noon');
    expect(weekText('es', windows)).toContain('–mediodía');
    expect(weekText('en', [])).toBe('');
  });

  test('says PM once, and minutes only where there are some', () => {
    expect(hoursText('en', { start: 17 * 60, end: 21 * 60 })).toBe('5–9\u00a0PM');
    expect(hoursText('en', { start: 11 * 60 + 30, end: 13 * 60 })).toBe('11:30\u00a0AM–1\u00a0PM');
    expect(hoursText('en', { start: 12 * 60, end: 17 * 60 })).toBe('noon–5\u00a0PM');
    expect(hoursText('en', { start: 21 * 60, end: 24 * 60 })).toBe('9\u00a0PM–midnight');
  });

  test('days begin on Monday, with a capital letter', () => {
    expect(dayNames('en')[0]).toBe('Monday');
    expect(dayNames('es')).toEqual([
      'Lunes',
      'Martes',
      'Miércoles',
      'Jueves',
      'Viernes',
      'Sábado',
      'Domingo',
    ]);
  });
});
