import type { MentorAnswers, NewcomerAnswers, WeeklyWindow } from '#shared/people/answers.ts';
import { ageBands, familyStages, livedTags } from '#shared/people/catalogues.ts';
import type { Chance } from './demo-chance.ts';

type Track = NewcomerAnswers['track'];
type Language = NewcomerAnswers['languages'][number];
type Modality = NewcomerAnswers['modalities'][number];

/** Pathways of each track and how common they are here. */
const pathways: Readonly<Record<Track, Readonly<Record<string, number>>>> = {
  'substance-use': {
    aa: 30,
    na: 18,
    smart: 14,
    medication: 10,
    'recovery-dharma': 6,
    secular: 8,
    'harm-reduction': 4,
    'celebrate-recovery': 5,
    'women-for-sobriety': 3,
    lifering: 2,
    ca: 3,
  },
  family: { 'al-anon': 6, 'smart-family': 2, craft: 2 },
  'mental-health': { 'mental-health-peer': 1 },
  'chronic-illness': { 'illness-peer': 1 },
};

const zones = {
  'America/New_York': 66,
  'America/Chicago': 9,
  'America/Puerto_Rico': 7,
  'America/Los_Angeles': 6,
  'America/Denver': 5,
  'America/Phoenix': 4,
  'Europe/London': 2,
  'Pacific/Honolulu': 1,
};

const places = ['harbor-valley-north', 'harbor-valley-south', 'millbrook', 'eastwater', 'three-rivers'];

const hour = (of: number): number => of * 60;
const on = (days: readonly number[], start: number, end: number): WeeklyWindow[] =>
  days.map((day) => ({ day, start: hour(start), end: hour(end) }));
const weekdays = [1, 2, 3, 4, 5];

/** Weeks as people have them. */
const weeks: Readonly<Record<string, (chance: Chance) => WeeklyWindow[]>> = {
  evenings: (chance) => on(chance.several(weekdays, chance.whole(2, 4)), chance.pick([17, 18, 18.5]), 21),
  mornings: (chance) => on(chance.several(weekdays, chance.whole(2, 5)), chance.pick([6, 6.5, 7]), 9),
  lunch: (chance) => on(chance.several(weekdays, chance.whole(2, 4)), 12, 13),
  daytime: (chance) =>
    on(chance.several(weekdays, chance.whole(2, 4)), chance.pick([9, 10]), chance.pick([14, 16])),
  weekend: (chance) => on([6, 7], chance.pick([9, 10, 13]), chance.pick([15, 17, 18])),
  nights: (chance) => on(chance.several([5, 6, 7, 1], 2), 22, chance.pick([1, 2])),
};

const windowsOf = (chance: Chance): WeeklyWindow[] => {
  const kinds = chance.several(
    ['evenings', 'evenings', 'mornings', 'lunch', 'daytime', 'weekend', 'nights'],
    2,
  );
  const all = [...new Set(kinds)].flatMap((kind) => weeks[kind]!(chance));
  return all.toSorted((a, b) => a.day - b.day || a.start - b.start);
};

const languagesOf = (chance: Chance, spanish: boolean): Language[] => {
  if (spanish)
    return [
      { code: 'es', level: 'fluent' },
      { code: 'en', level: chance.pick(['basic', 'conversational', 'fluent']) },
    ];
  const more: Language[] = chance.happens(0.16)
    ? [
        {
          code: chance.weighted({ es: 6, ase: 4, pt: 2, fr: 1, vi: 1, ht: 1 }),
          level: chance.pick(['conversational', 'fluent']),
        },
      ]
    : [];
  return [{ code: 'en', level: 'fluent' }, ...more];
};

const modalitiesOf = (chance: Chance): Modality[] => {
  const first = chance.weighted({ phone: 50, video: 22, text: 18, 'in-person': 10 });
  const rest = (['phone', 'video', 'text', 'in-person'] as const).filter((each) => each !== first);
  return [first, ...chance.several(rest, chance.whole(0, 2))];
};

/** The half that both sides tell; almost anything may be left out. */
const sharedAnswers = (chance: Chance, spanish: boolean) => {
  const modalities = modalitiesOf(chance);
  const near = modalities.includes('in-person');
  return {
    track: chance.weighted({ 'substance-use': 80, family: 11, 'mental-health': 6, 'chronic-illness': 3 }),
    languages: languagesOf(chance, spanish),
    timeZone: chance.weighted(zones),
    windows: windowsOf(chance),
    modalities,
    gender: chance.happens(0.12) ? null : chance.weighted({ woman: 46, man: 46, 'non-binary': 8 }),
    ageBand: chance.happens(0.1) ? null : chance.pick(ageBands),
    familyStage: chance.happens(0.2) ? [] : chance.several(familyStages, chance.whole(1, 2)),
    worldview: chance.happens(0.3) ? null : chance.weighted({ spiritual: 45, religious: 25, secular: 30 }),
    placeId: near || chance.happens(0.4) ? chance.pick(places) : null,
    radiusKm: near ? chance.pick([10, 25, 40]) : null,
  };
};

const monthBefore = (nowMilliseconds: number, months: number): string => {
  const now = new Date(nowMilliseconds);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
};

const pathwaysOf = (chance: Chance, track: Track, count: number): string[] => [
  ...new Set(Array.from({ length: count }, () => chance.weighted(pathways[track]))),
];

/** What a made-up newcomer tells. `now` in milliseconds since 1970. */
export const newcomerAnswers = (
  chance: Chance,
  { now, spanish }: { now: number; spanish: boolean },
): NewcomerAnswers => {
  const shared = sharedAnswers(chance, spanish);
  const chosen = chance.happens(0.2) ? [] : pathwaysOf(chance, shared.track, chance.whole(1, 3));
  const gendered = shared.gender !== null && chance.happens(0.25) ? [shared.gender] : [];
  const answers = {
    ...shared,
    pathways: chosen,
    pathwayMust: chosen.length > 0 && chance.happens(0.06),
    notPathways:
      shared.track === 'substance-use' && chance.happens(0.08)
        ? ['celebrate-recovery'].filter((each) => !chosen.includes(each))
        : [],
    needsMedicationAffirming: shared.track === 'substance-use' && chance.happens(0.18),
    recoverySince: chance.happens(0.35)
      ? null
      : monthBefore(now, chance.pick([0, 0, 1, 1, 1, 2, 2, 4, 4, 7, 14])),
    genderPreference: {
      strength: gendered.length > 0 ? chance.pick(['prefer', 'prefer', 'must']) : 'none',
      genders: gendered,
    },
    worldviewMust: false,
    wants: chance
      .several(livedTags, chance.pick([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3]))
      .map((tag) => ({ tag, important: chance.happens(0.3) })),
    importance: chance.happens(0.3)
      ? {
          [chance.pick(['pathway', 'availability', 'lived', 'stage', 'worldview', 'language'])]: chance.pick([
            0, 2,
          ]),
        }
      : {},
    leavingCareOn: chance.happens(0.05)
      ? new Date(now + chance.whole(2, 6) * 86_400_000).toISOString().slice(0, 10)
      : null,
  } satisfies Partial<NewcomerAnswers>;
  return {
    ...answers,
    justStarting: answers.recoverySince === null,
    notLeaving: answers.leavingCareOn === null,
  };
};

/** What a made-up mentor tells. `now` in milliseconds since 1970. */
export const mentorAnswers = (
  chance: Chance,
  { now, spanish }: { now: number; spanish: boolean },
): MentorAnswers => {
  const shared = sharedAnswers(chance, spanish);
  const lived = pathwaysOf(chance, shared.track, chance.whole(1, 3));
  return {
    ...shared,
    // Mentors give more of their time than a newcomer asks for.
    windows: [...shared.windows, ...on([7], 16, 19)].filter(
      (each, i, all) => all.findIndex((other) => other.day === each.day && other.start === each.start) === i,
    ),
    pathways: lived.map((pathway, i) => ({
      pathway,
      depth: i === 0 ? 'main' : chance.pick(['experienced', 'familiar']),
    })),
    onlyPathways: chance.happens(0.04),
    recoverySince: monthBefore(now, chance.whole(20, 300)),
    mentorsGenders: shared.gender !== null && chance.happens(0.2) ? [shared.gender] : null,
    medicationAffirming: chance.happens(0.6),
    tags: chance.several(livedTags, chance.whole(1, 6)),
    capacity: chance.pick([1, 1, 2, 2, 2, 3]),
  };
};
