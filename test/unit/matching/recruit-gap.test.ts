import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findRecruitGap,
  type MentorProfile,
  type NewcomerProfile,
  scorePair,
} from '#shared/matching/index.ts';
import { smallestHittingSets } from '#shared/matching/recruit-gap.ts';
import { type Need, needGates, recruitGapSchema } from '#shared/matching/recruit-gap-schema.ts';
import { runs } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';

const asOf = '2026-12-28T19:00:00Z';
const random = pairVectors.filter(({ name }) => name === undefined);
const context = { ...random[0]!.context, asOf };
const newcomers = random.map(
  ({ newcomer }, i): NewcomerProfile => ({
    ...newcomer,
    id: `newcomer-${i}`,
    contactHash: `n-${i}`,
    waitingSince: '2026-12-01T00:00:00Z',
  }),
);
const mentors = random.map(
  ({ mentor }, i): MentorProfile => ({
    ...mentor,
    id: `mentor-${i}`,
    contactHash: `m-${i}`,
    lastMatchAt: null,
  }),
);

const isPresent = ({ consented, approved, paused, safetyHold, ...mentor }: MentorProfile): boolean => {
  const { heartbeatAt, capacity, active, reserved } = mentor;
  const silent = heartbeatAt === null ? 99 : (Date.parse(asOf) - Date.parse(heartbeatAt)) / 86_400_000;
  return consented && approved && !paused && !safetyHold && silent <= 35 && capacity > active + reserved;
};

const bitsOf = (set: number): number[] =>
  Array.from({ length: 12 }, (_, bit) => bit).filter((bit) => set & (1 << bit));

describe('smallestHittingSets()', () => {
  it('finds all the smallest sets that share a member with each, as trying every set does', () => {
    const sets = fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 8 });
    fc.assert(
      fc.property(sets, (given) => {
        const hitting = Array.from({ length: 256 }, (_, set) => set).filter((set) =>
          given.every((each) => each & set),
        );
        const least = Math.min(...hitting.map((set) => bitsOf(set).length));
        expect(smallestHittingSets(given)).toEqual(hitting.filter((set) => bitsOf(set).length === least));
      }),
    );
  });
});

describe('the smallest sets', () => {
  it('come in order, none twice, and are one empty set where there is nothing to hit', () => {
    expect(smallestHittingSets([0b0110, 0b1001])).toEqual([0b0011, 0b0101, 0b1010, 0b1100]);
    expect(smallestHittingSets([0b111, 0b001, 0b011, 0b001])).toEqual([0b001]);
    expect(smallestHittingSets([])).toEqual([0]);
  });
});

describe('findRecruitGap()', () => {
  const base = pairWith();
  const at = { ...base.context };
  const mentorLike = (id: string, change: Partial<MentorProfile>): MentorProfile => ({
    ...base.mentor,
    id,
    contactHash: id,
    ...change,
  });
  const newcomerLike = (id: string, change: Partial<NewcomerProfile>): NewcomerProfile => ({
    ...base.newcomer,
    id,
    contactHash: id,
    ...change,
  });
  const spanish = [{ code: 'es', level: 'fluent' as const }];
  const english = [{ code: 'en', level: 'fluent' as const }];
  const some = (count: number, change: Partial<NewcomerProfile>, name = 'n') =>
    Array.from({ length: count }, (_, i) => newcomerLike(`${name}-${i}`, change));
  const six = some(6, { languages: spanish, needsMedicationAffirming: true });
  const need = (gate: Need['gate'], values: string[], must = false): Need => ({ gate, values, must });
  const either = [
    mentorLike('speaks', { languages: spanish, medicationAffirming: false }),
    mentorLike('affirms', { languages: english, medicationAffirming: true }),
    mentorLike('affirms-too', { languages: english, medicationAffirming: true }),
  ];

  it('names the needs that no mentor with room meets together, and who lacks only one of them', () => {
    expect(findRecruitGap(six, either, at)).toEqual({
      waiting: 6,
      mentorsWithRoom: 3,
      gaps: [
        {
          needs: [
            { gate: 'no-shared-language', values: ['es'], must: false },
            { gate: 'medication-affirming', values: [], must: false },
          ],
          waiting: 6,
          lackOnly: [
            { gate: 'no-shared-language', mentors: 2 },
            { gate: 'medication-affirming', mentors: 1 },
          ],
        },
      ],
      others: 0,
    });
  });

  it('gives what its own schema takes, losing nothing', () => {
    const rough = ['prs', 'so', 'ht', 'pl'].map((code) =>
      newcomerLike(code, { languages: [{ code, level: 'fluent' }] }),
    );
    for (const people of [six, rough]) {
      const found = findRecruitGap(people, either, at);
      expect(recruitGapSchema.parse(found)).toEqual(found);
    }
    const found = findRecruitGap(six, either, at);
    expect(recruitGapSchema.safeParse({ ...found, waiting: -1 }).success).toBe(false);
    expect(recruitGapSchema.safeParse({ ...found, others: 0.5 }).success).toBe(false);
  });

  it('counts only mentors with room, and passes over who could have somebody', () => {
    const both = mentorLike('both', { languages: spanish, medicationAffirming: true });
    expect(findRecruitGap(six, [...either, both], at)).toMatchObject({ waiting: 0, gaps: [], others: 0 });
    const full = { ...both, active: both.capacity };
    expect(findRecruitGap(six, [...either, full], at)).toMatchObject({ waiting: 6, mentorsWithRoom: 3 });
    expect(findRecruitGap(six, [full], at).gaps).toEqual([{ needs: [], waiting: 6, lackOnly: [] }]);
  });

  it('does not tell of fewer than three people, nor that a private list stands between', () => {
    expect(findRecruitGap(six.slice(0, 2), either, at)).toMatchObject({ waiting: 2, gaps: [], others: 2 });
    const both = mentorLike('both', { languages: spanish, medicationAffirming: true });
    const barred = six.map((newcomer) => ({ ...newcomer, doNotMatch: ['both'] }));
    expect(findRecruitGap(barred, [...either, both], at)).toMatchObject({ waiting: 6, gaps: [], others: 6 });
  });

  it('tells of many in few sentences: of equally short ways the one that most share', () => {
    const dari = some(3, { languages: [{ code: 'prs', level: 'fluent' }] }, 'd');
    const spanishOnly = [mentorLike('speaks', { languages: spanish, medicationAffirming: false })];
    const { gaps } = findRecruitGap([...six, ...dari], spanishOnly, at);
    expect(gaps.map(({ needs, waiting }) => [needs.map(({ gate }) => gate), waiting])).toEqual([
      [['medication-affirming'], 6],
      [['no-shared-language'], 3],
    ]);
  });

  it('tells by the kind of need alone whom too few are like in what exactly would do', () => {
    const tongues = ['prs', 'so', 'ht', 'pl'].map((code) =>
      newcomerLike(code, { languages: [{ code, level: 'fluent' }] }),
    );
    expect(findRecruitGap(tongues, either, at)).toMatchObject({
      gaps: [{ needs: [{ gate: 'no-shared-language', values: null, must: false }], waiting: 4 }],
      others: 0,
    });
  });

  it.each<[string, Partial<NewcomerProfile>, Partial<MentorProfile>, Need]>([
    ['another track', { track: 'mental-health' }, {}, need('different-track', ['mental-health'])],
    [
      'a language, basics left out',
      { languages: [...spanish, { code: 'en', level: 'basic' }] },
      {},
      need('no-shared-language', ['es']),
    ],
    [
      'a language, pathways being no matter',
      { languages: spanish, pathwayMust: true },
      {},
      need('no-shared-language', ['es']),
    ],
    ['medication', { needsMedicationAffirming: true }, {}, need('medication-affirming', [])],
    [
      'one of two genders',
      { genderPreference: { strength: 'must', genders: ['woman', 'non-binary'] } },
      {},
      need('gender-must', ['non-binary', 'woman'], true),
    ],
    [
      'whoever mentors women',
      { gender: 'woman' },
      { mentorsGenders: ['man'] },
      need('gender-must', ['woman']),
    ],
    ['whoever mentors anybody', { gender: null }, { mentorsGenders: ['man'] }, need('gender-must', [])],
    [
      'these pathways and no other',
      { pathways: ['na', 'aa'], pathwayMust: true },
      {},
      need('pathway-mismatch', ['aa', 'na'], true),
    ],
    ['a pathway near theirs', { pathways: ['al-anon'] }, {}, need('pathway-mismatch', ['al-anon'])],
    ['no such pathway', { notPathways: ['secular'] }, {}, need('pathway-excluded', ['secular'])],
    ['their worldview', { worldviewMust: true }, {}, need('worldview-must', ['religious'])],
    ['a worldview not told', { worldviewMust: true, worldview: null }, {}, need('worldview-must', [])],
    ['a way to talk', { modalities: ['video'] }, {}, need('no-shared-modality', ['video'])],
    [
      'somebody near by',
      { modalities: ['in-person'] },
      { modalities: ['in-person'], location: { lat: 10, lon: 10, radiusKm: 5 } },
      need('too-far', []),
    ],
    ['hours', { windows: [] }, {}, need('too-little-shared-time', [])],
    ['longer recovery', {}, { recoverySince: '2025-09' }, need('recovery-too-short', ['substance-use'])],
    ['a lead', { recoverySince: '2025-01' }, { recoverySince: '2025-01' }, need('lead-too-short', [])],
  ])('tells what would do: %s', (_name, ours, theirs, missing) => {
    const { gaps } = findRecruitGap(some(3, ours), [mentorLike('m', theirs)], at);
    expect(gaps).toEqual([{ needs: [missing], waiting: 3, lackOnly: [{ gate: missing.gate, mentors: 1 }] }]);
  });

  it.each<[string, Partial<MentorProfile>, number]>([
    ['is there', {}, 1],
    ['did not agree', { consented: false }, 0],
    ['is not approved', { approved: false }, 0],
    ['is on a break', { paused: true }, 0],
    ['is held', { safetyHold: true }, 0],
    ['never said “still willing”', { heartbeatAt: null }, 0],
    ['said so 35 days ago to the second', { heartbeatAt: '2026-04-06T08:15:00Z' }, 1],
    ['said so a second before that', { heartbeatAt: '2026-04-06T08:14:59Z' }, 0],
    ['has the last place promised', { capacity: 2, active: 1, reserved: 1 }, 0],
    ['has one place left', { capacity: 3, active: 1, reserved: 1 }, 1],
  ])('counts as with room, or not, a mentor who %s', (_name, change, mentorsWithRoom) => {
    const found = findRecruitGap(some(3, { needsMedicationAffirming: true }), [mentorLike('m', change)], at);
    expect(found.mentorsWithRoom).toBe(mentorsWithRoom);
  });

  it('tells nothing of who did not agree to be matched or is held, but counts them', () => {
    for (const change of [{ consented: false }, { safetyHold: true }]) {
      expect(findRecruitGap(some(4, { ...change, languages: spanish }), either.slice(1), at)).toMatchObject({
        waiting: 4,
        gaps: [],
        others: 4,
      });
    }
  });

  it('counts a mentor who lacks only that and is barred by a private list besides', () => {
    const barred = some(3, { needsMedicationAffirming: true, doNotMatch: ['m'] });
    expect(findRecruitGap(barred, [mentorLike('m', {})], at).gaps).toMatchObject([
      { lackOnly: [{ gate: 'medication-affirming', mentors: 1 }] },
    ]);
  });

  it('leaves a track and needs without values as they are where the rest is told roughly', () => {
    const codes = ['prs', 'so', 'ht', 'pl'];
    const polyglot = codes.map((code) => ({ code, level: 'fluent' as const }));
    const each = (change: Partial<NewcomerProfile>) =>
      codes.map((code) => newcomerLike(code, { languages: [{ code, level: 'fluent' }], ...change }));
    const anyLanguage: Need = { gate: 'no-shared-language', values: null, must: false };
    const medication = findRecruitGap(
      each({ needsMedicationAffirming: true }),
      [mentorLike('speaks', { languages: polyglot }), mentorLike('affirms', { medicationAffirming: true })],
      at,
    );
    expect(medication.gaps.map(({ needs }) => needs)).toEqual([
      [anyLanguage, need('medication-affirming', [])],
    ]);
    const family = findRecruitGap(
      each({ track: 'family' }),
      [mentorLike('speaks', { languages: polyglot }), mentorLike('family', { track: 'family' })],
      at,
    );
    expect(family.gaps.map(({ needs }) => needs)).toEqual([
      [need('different-track', ['family']), anyLanguage],
    ]);
  });

  it('tells first of what most wait for, though it be told roughly', () => {
    const dari = some(3, { languages: [{ code: 'prs', level: 'fluent' }] }, 'd');
    const others = ['so', 'ht', 'pl', 'uk'].map((code) =>
      newcomerLike(code, { languages: [{ code, level: 'fluent' }] }),
    );
    const { gaps } = findRecruitGap([...dari, ...others], either.slice(1), at);
    expect(gaps.map(({ waiting, needs }) => [waiting, needs[0]!.values])).toEqual([
      [4, null],
      [3, ['prs']],
    ]);
  });

  it('tells twelve things at most, those that most wait for first', () => {
    const codes = Array.from({ length: 13 }, (_, i) => `x${String.fromCharCode(97 + i)}`);
    const people = codes.flatMap((code, i) =>
      some(3 + (i % 2), { languages: [{ code, level: 'fluent' }] }, code),
    );
    const { gaps, others } = findRecruitGap(people, either.slice(1), at);
    expect(gaps.map(({ waiting }) => waiting)).toEqual([4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3]);
    expect(others).toBe(3);
    // Of equals the first by its text: the last language is the one that is not told.
    expect(gaps.flatMap(({ needs }) => needs[0]!.values).toSorted()).toEqual(codes.slice(0, 12));
  });

  it('says only what holds for every pair: nobody meets all of it, somebody meets every part, and nobody is lost', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(newcomers, { minLength: 5, maxLength: 25 }),
        fc.shuffledSubarray(mentors, { minLength: 0, maxLength: 12 }),
        (people, them) => {
          const room = them.filter(isPresent);
          const failed = new Map(
            people.map((newcomer) => [
              newcomer.id,
              room.map((mentor) => scorePair(newcomer, mentor, context).gates),
            ]),
          );
          const alone = people.filter(({ id }) => failed.get(id)!.every((gates) => gates.length > 0));
          const found = findRecruitGap(people, them, context, { minimum: 1 });
          expect(found.waiting).toBe(alone.length);
          expect(found.mentorsWithRoom).toBe(room.length);
          expect(found.gaps.reduce((sum, { waiting }) => sum + waiting, found.others)).toBe(alone.length);
          for (const { needs, waiting } of found.gaps) {
            const gates = needs.map(({ gate }) => gate);
            const lack = ({ id }: NewcomerProfile, some: readonly string[]) =>
              failed.get(id)!.every((each) => each.some((gate) => some.includes(gate)));
            const fitting = alone.filter(
              (newcomer) =>
                lack(newcomer, gates) &&
                gates.every(
                  (gate) =>
                    !lack(
                      newcomer,
                      gates.filter((each) => each !== gate),
                    ),
                ),
            );
            expect(fitting.length).toBeGreaterThanOrEqual(waiting);
            seen += 1;
          }
          const reversed = findRecruitGap(people.toReversed(), them.toReversed(), context, { minimum: 1 });
          expect(reversed).toEqual(found);
        },
      ),
      { numRuns: runs(40) },
    );
    expect(seen).toBeGreaterThan(runs(40));
    expect(new Set(needGates).size).toBe(12);
  });
});
