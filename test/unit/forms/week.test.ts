import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowSchema } from '#shared/people/answers.ts';
import { dayNames, hoursText, presets, slotNames, slotsOf, weekText, windowsOf } from '#web/forms/week.ts';

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
        const again = slotsOf(windows);
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
    const slots = slotsOf([{ day: 2, start: 17 * 60, end: 60 }]);
    expect(slots['slot-2-evening']).toBe('on');
    expect(slots['slot-2-late']).toBe('on');
    expect(slots['slot-2-afternoon']).toBe('');
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
