import type { Locale } from '#shared/i18n/index.ts';
import type { MentorApplication, NewcomerApplication } from '#shared/people/application.ts';
import type { Contact, ContactWishes } from '#shared/people/contact.ts';
import { mentorAnswers, newcomerAnswers } from './demo-answers.ts';
import { type Chance, createChance } from './demo-chance.ts';
import { aboutTexts, allNames, boundaryTexts, noteTexts, toMailbox } from './demo-words.ts';

/*
 * The made-up community: who there is, and how far each has come. Pure: the same for the same instant, and nobody in it
 * exists. Addresses are at example.org (RFC 2606), numbers of the block 555-0100 to 555-0199 that is kept for fiction.
 */

/** How far a made-up mentor has come. */
export type MentorFate =
  | 'unverified'
  | 'applied'
  | 'declined'
  | 'approved'
  | 'overdue'
  | 'paused'
  | 'stepped-down';

/** A made-up mentor; times in days before now. */
export type DemoMentor = {
  readonly application: MentorApplication;
  readonly fate: MentorFate;
  readonly appliedDaysAgo: number;
  readonly heartbeatDaysAgo: number;
};

/** How far a made-up newcomer has come; the names of match states mean that they have such a match. */
export type NewcomerFate =
  | 'unverified'
  | 'waiting'
  | 'paused'
  | 'withdrawn'
  | 'declined-once'
  | 'proposed'
  | 'offered-to-mentor'
  | 'offered-to-newcomer'
  | 'introduced'
  | 'connected'
  | 'finished';

/** A made-up newcomer; times in days before now. */
export type DemoNewcomer = {
  readonly application: NewcomerApplication;
  readonly fate: NewcomerFate;
  readonly appliedDaysAgo: number;
};

const mentorFates: Readonly<Record<MentorFate, number>> = {
  unverified: 2,
  applied: 6,
  declined: 1,
  overdue: 3,
  paused: 3,
  'stepped-down': 1,
  approved: 44,
};

const newcomerFates: Readonly<Record<NewcomerFate, number>> = {
  unverified: 6,
  paused: 3,
  withdrawn: 2,
  'declined-once': 3,
  proposed: 12,
  'offered-to-mentor': 5,
  'offered-to-newcomer': 5,
  introduced: 6,
  connected: 8,
  finished: 2,
  waiting: 88,
};

/** Days since each sent their form, so that every list has something new and something old. */
const appliedDaysAgo: Readonly<Record<NewcomerFate, readonly [number, number]>> = {
  unverified: [0.1, 5],
  waiting: [0.1, 16],
  paused: [10, 30],
  withdrawn: [8, 25],
  'declined-once': [8, 15],
  proposed: [1, 9],
  'offered-to-mentor': [3, 10],
  'offered-to-newcomer': [4, 12],
  introduced: [6, 14],
  connected: [16, 40],
  finished: [60, 90],
};

const spread = <F extends string>(fates: Readonly<Record<F, number>>): F[] =>
  (Object.entries(fates) as [F, number][]).flatMap(([fate, count]) => Array<F>(count).fill(fate));

const areaCodes = [202, 305, 413, 508, 617, 646, 787, 860];

const contactOf = (chance: Chance, name: string, index: number): Contact => ({
  name,
  email: `${toMailbox(name)}@example.org`,
  phone: chance.happens(0.55)
    ? `+1${areaCodes[index % areaCodes.length]}55501${String(Math.floor(index / areaCodes.length)).padStart(2, '0')}`
    : null,
  other: chance.happens(0.12) ? chance.pick(['Signal: same number', 'WhatsApp: same number']) : null,
});

const wishesOf = (chance: Chance): ContactWishes => ({
  safeHours: chance.happens(0.12) ? { start: 9 * 60, end: chance.pick([17 * 60, 20 * 60]) } : null,
  sharedInbox: chance.happens(0.1),
  contactInMail: chance.happens(0.35),
});

/** Names without end of either language, none of them twice. */
const createNames = (chance: Chance) => {
  const left = { en: chance.shuffled(allNames('en')), es: chance.shuffled(allNames('es')) };
  return (locale: Locale): string => {
    const name = left[locale].pop();
    if (name === undefined) throw new RangeError(`The demo has more people than names (${locale}).`);
    return name;
  };
};

const frame = (chance: Chance, { names, index }: { names: (locale: Locale) => string; index: number }) => {
  const locale: Locale = chance.happens(0.14) ? 'es' : 'en';
  return {
    locale,
    contact: contactOf(chance, names(locale), index),
    wishes: wishesOf(chance),
    adult: true,
    consent: true,
    doNotMatch: [],
  } as const satisfies Partial<NewcomerApplication>;
};

const text = (chance: Chance, { share, of }: { share: number; of: readonly string[] }): string | null =>
  chance.happens(share) ? chance.pick(of) : null;

/**
 * Everyone in the made-up community: 60 mentors and 140 newcomers.
 * @param now milliseconds since 1970.
 */
export const demoPeople = (now: number): { mentors: DemoMentor[]; newcomers: DemoNewcomer[] } => {
  const chance = createChance(20_261_122);
  const names = createNames(chance);
  const mentors = spread(mentorFates).map((fate, index): DemoMentor => {
    const common = frame(chance, { names, index });
    const appliedDays =
      fate === 'unverified' || fate === 'applied' ? chance.between(0.2, 5) : chance.between(45, 400);
    return {
      application: {
        ...common,
        answers: mentorAnswers(chance, { now, spanish: common.locale === 'es' }),
        texts: {
          about: text(chance, { share: 0.8, of: aboutTexts[common.locale] }),
          boundaries: text(chance, { share: 0.4, of: boundaryTexts[common.locale] }),
          note: null,
        },
        codeOfConduct: true,
      },
      fate,
      appliedDaysAgo: appliedDays,
      heartbeatDaysAgo: fate === 'overdue' ? chance.between(36, 40) : chance.between(0.5, 27),
    };
  });
  const newcomers = spread(newcomerFates).map((fate, each): DemoNewcomer => {
    const common = frame(chance, { names, index: each + mentors.length });
    return {
      application: {
        ...common,
        answers: newcomerAnswers(chance, { now, spanish: common.locale === 'es' }),
        note: text(chance, { share: 0.2, of: noteTexts[common.locale] }),
      },
      fate,
      appliedDaysAgo: chance.between(...appliedDaysAgo[fate]),
    };
  });
  return { mentors, newcomers };
};
