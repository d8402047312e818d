import type * as z from 'zod';
import type { mentorApplicationSchema, newcomerApplicationSchema } from '#shared/people/application.ts';

/** A newcomer's form as the API takes it. */
export type NewcomerForm = z.input<typeof newcomerApplicationSchema>;
/** A mentor's form as the API takes it. */
export type MentorForm = z.input<typeof mentorApplicationSchema>;

const evenings = [1, 3, 5].map((day) => ({ day, start: 18 * 60, end: 21 * 60 }));

/** A newcomer's form that fits `mentorForm`: two addresses made from one name. */
export const newcomerForm = (name: string, answers: Partial<NewcomerForm['answers']> = {}): NewcomerForm => ({
  locale: 'en',
  contact: { name, email: `${name.toLowerCase()}@example.org` },
  adult: true,
  consent: true,
  answers: {
    track: 'substance-use',
    languages: [{ code: 'en', level: 'fluent' }],
    timeZone: 'America/New_York',
    windows: evenings,
    modalities: ['phone', 'video'],
    pathways: ['aa'],
    ...answers,
  },
});

/** A mentor's form that fits `newcomerForm`. */
export const mentorForm = (name: string, answers: Partial<MentorForm['answers']> = {}): MentorForm => ({
  locale: 'en',
  contact: { name, email: `${name.toLowerCase()}@example.org` },
  adult: true,
  consent: true,
  codeOfConduct: true,
  texts: { about: 'I like long walks.' },
  answers: {
    track: 'substance-use',
    languages: [{ code: 'en', level: 'fluent' }],
    timeZone: 'America/New_York',
    windows: evenings,
    modalities: ['phone', 'video'],
    pathways: [{ pathway: 'aa', depth: 'main' }],
    recoverySince: '2019-03',
    capacity: 1,
    ...answers,
  },
});
