import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { componentWords } from '#shared/explain/components.ts';
import { gateWords } from '#shared/explain/gates.ts';
import { clockLine, hoursText } from '#shared/explain/hours.ts';
import { blockedText, reliefText } from '#shared/explain/relief.ts';
import { pairSentence } from '#shared/explain/sentence.ts';
import { readWeek, roughTimes } from '#shared/explain/times.ts';
import { locales } from '#shared/i18n/index.ts';
import {
  drawWeek,
  type MatchingContext,
  type MentorProfile,
  type NewcomerProfile,
  scorePair,
  whatWouldChange,
} from '#shared/matching/index.ts';

type Vector = { name: string; newcomer: NewcomerProfile; mentor: MentorProfile; context: MatchingContext };

const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('../../vectors/pairs.v1.json', import.meta.url), 'utf8'),
);
const plain = vectors.find(({ name }) => name === 'plain')!;
const names = { newcomer: 'Robin', mentor: 'Dana' };

const explain = (newcomer: Partial<NewcomerProfile> = {}, mentor: Partial<MentorProfile> = {}) => {
  const pair = { newcomer: { ...plain.newcomer, ...newcomer }, mentor: { ...plain.mentor, ...mentor } };
  const { explanation } = scorePair(pair.newcomer, pair.mentor, plain.context);
  const together = readWeek(drawWeek(pair.newcomer, pair.mentor, plain.context).newcomerView.days);
  return { explanation, together };
};

describe('one sentence says why these two', () => {
  test('what both chose, when both are free, what both speak, and the room there is', () => {
    const { explanation, together } = explain();
    expect(pairSentence(explanation, { names, together }, 'en')).toBe(
      'Both chose SMART Recovery, are free Saturday mornings and Monday and Wednesday evenings, and speak English; Dana has room for two.',
    );
    expect(pairSentence(explanation, { names, together }, 'es')).toBe(
      'Las dos personas eligieron SMART Recovery, coinciden los sábados por la mañana y los lunes y miércoles por la noche y hablan inglés; Dana tiene lugar para dos personas.',
    );
  });

  test('different pathways are told one by one', () => {
    const { explanation } = explain(
      { pathways: ['lifering'] },
      { pathways: [{ pathway: 'smart', depth: 'main' }] },
    );
    expect(pairSentence(explanation, { names }, 'en')).toMatch(
      /^Robin chose LifeRing, Dana knows SMART Recovery; both share 9 h a week and speak English;/,
    );
    expect(pairSentence(explanation, { names }, 'es')).toMatch(
      /^Robin eligió LifeRing y Dana conoce SMART Recovery; las dos personas coinciden 9 h a la semana/,
    );
  });

  test('“not sure yet” is a full answer', () => {
    const { explanation } = explain({ pathways: [] });
    expect(pairSentence(explanation, { names }, 'en')).toMatch(/^Robin is open to any pathway, Dana knows /);
  });

  test('a mentor without a free place has no room', () => {
    const { explanation } = explain({}, { active: 2, reserved: 0, capacity: 2 });
    expect(pairSentence(explanation, { names }, 'en')).not.toContain('room');
  });
});

describe('times and clocks', () => {
  const evenings = (days: number[]) => days.map((day) => ({ day, start: 18 * 60, end: 20 * 60 }));

  test.each([
    [[2, 4], 'Tuesday and Thursday evenings', 'los martes y jueves por la noche'],
    [[1, 2, 3, 4, 5], 'weekday evenings', 'los días de semana por la noche'],
    [[6, 7], 'weekend evenings', 'los fines de semana por la noche'],
    [[1, 2, 3, 4, 5, 6, 7], 'every evening', 'todas las noches'],
  ])('%j are %s', (days, en, es) => {
    expect(roughTimes(evenings(days), 'en')).toBe(en);
    expect(roughTimes(evenings(days), 'es')).toBe(es);
  });

  test('nothing shared is nothing said', () => {
    expect(roughTimes([], 'en')).toBe('');
  });

  test('hours are told in quarters, less than one in minutes', () => {
    expect([330, 270, 60, 45, 0, 615].map((minutes) => hoursText(minutes, 'en'))).toEqual([
      '5½ h',
      '4½ h',
      '1 h',
      '45 min',
      '0 min',
      '10¼ h',
    ]);
  });

  test('a clock change that takes time is told with its day, one that does not is not', () => {
    const fact = {
      nowMinutes: 330,
      changes: [
        { at: '2026-03-08T07:00:00.000Z', date: '2026-03-08', whose: 'newcomer' as const, minutes: 330 },
        { at: '2026-03-14T07:00:00.000Z', date: '2026-03-14', whose: 'mentor' as const, minutes: 270 },
      ],
    };
    expect(clockLine(fact, 'en')).toBe('5½ h a week together, 4½ h after March 14.');
    expect(clockLine(fact, 'es')).toBe('5½ h a la semana en común, 4½ h después del 14 de marzo.');
  });
});

describe('every worked pair has words for everything, in both languages', () => {
  // What a fault in the words looks like: a missing value, an object, a bare code with its hyphen or colon.
  const fault = /undefined|null|NaN|\[object|substance:|co-parent|\s{2}|\.\./;

  test.each(locales)('%s', (locale) => {
    let sentences = 0;
    for (const { newcomer, mentor, context } of vectors) {
      const { explanation } = scorePair(newcomer, mentor, context);
      const { bars, notAsked } = componentWords(explanation, locale);
      const gates = gateWords(explanation.gates, locale);
      const texts = [
        pairSentence(explanation, { names }, locale),
        ...bars.flatMap(({ label, fact, words }) => [label, fact, words]),
        ...(notAsked ? [notAsked] : []),
        ...gates.flatMap(({ label, fact }) => [label, fact ?? 'ok']),
      ];
      for (const text of texts) {
        expect(text).not.toMatch(fault);
        expect(text, JSON.stringify(bars)).not.toBe('');
        sentences += 1;
      }
      expect(gates).toHaveLength(20);
    }
    expect(sentences).toBeGreaterThan(364 * 40);
  });

  test.each(locales)('and so has what would change it: %s', (locale) => {
    let steps = 0;
    for (const { newcomer, mentor, context } of vectors) {
      const { relaxations, blocked } = whatWouldChange(newcomer, [mentor], context);
      for (const text of [
        ...relaxations.flatMap((step) => Object.values(reliefText(step, locale))),
        ...blocked.map((each) => blockedText(each, locale)),
      ]) {
        expect(text).not.toMatch(fault);
        steps += 1;
      }
    }
    expect(steps).toBeGreaterThan(364 * 4);
  });

  test('a must is told as whose choice it is', () => {
    const { relaxations } = whatWouldChange(
      { ...plain.newcomer, genderPreference: { strength: 'must', genders: ['woman'] } },
      [{ ...plain.mentor, gender: 'man' }],
      plain.context,
    );
    const must = relaxations.find(({ code }) => code === 'gender-must')!;
    expect(reliefText(must, 'en')).toEqual({
      text: 'If the gender were a wish and not a must: 1 mentor, 1 of them a fair fit or better.',
      kind: 'their own safety choice; only they can reopen it',
    });
  });
});
