import type { MentorApplication, NewcomerApplication } from '#shared/people/application.ts';
import { languageCodes } from '#shared/people/catalogues.ts';
import { boxOf, type Fields, isOn, linesOf, listOf, textOf, told } from './fields.ts';
import { timeOf } from './stretches.ts';
import { weekFields, windowsOf } from './week.ts';

/*
 * The half of an application that newcomers and mentors share, from what was typed and back. Nothing is judged here:
 * what cannot be read goes on as it is, so that the schema of the application refuses it by its own words.
 */

type AnyApplication = NewcomerApplication | MentorApplication;

const minutesOf = (time: string): number => {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? [];
  return hour === undefined ? Number.NaN : Number(hour) * 60 + Number(minute);
};

const safeHoursOf = (fields: Fields) => {
  const [from, until] = [told(fields, 'safe-from'), told(fields, 'safe-until')];
  return from === null && until === null
    ? null
    : { start: minutesOf(from ?? ''), end: minutesOf(until ?? '') };
};

/** Names of the fields that tell a language's level. */
export const languageNames: readonly string[] = languageCodes.map((code) => `language-${code}`);

const languagesOf = (fields: Fields) =>
  languageCodes.flatMap((code) => {
    const level = told(fields, `language-${code}`);
    return level === null ? [] : [{ code, level }];
  });

const radiusOf = (fields: Fields): number | null => {
  const radius = told(fields, 'radius');
  return radius === null ? null : Number(radius.replace(',', '.'));
};

/** A month of two fields: `null` for none, and what was told of it if that is not a month. */
export const monthOf = (fields: Fields): string | null => {
  const [year, month] = [told(fields, 'since-year'), told(fields, 'since-month')];
  return year === null && month === null ? null : `${year ?? ''}-${month ?? ''}`;
};

/** The fields of a month. */
export const monthFields = (month: string | null) => ({
  'since-year': month?.slice(0, 4) ?? '',
  'since-month': month?.slice(5) ?? '',
});

/** The frame of every application: contact, wishes, age, consent, whom not to meet. */
export const frameOf = (fields: Fields, locale: string) => ({
  locale,
  contact: {
    name: textOf(fields, 'name'),
    email: textOf(fields, 'email'),
    phone: told(fields, 'phone'),
    other: told(fields, 'other'),
  },
  wishes: {
    safeHours: safeHoursOf(fields),
    sharedInbox: isOn(fields, 'shared-inbox'),
    contactInMail: isOn(fields, 'contact-in-mail'),
  },
  adult: textOf(fields, 'adult') === 'yes',
  consent: isOn(fields, 'consent'),
  doNotMatch: linesOf(fields, 'apart'),
});

/** The answers that both give; `modalities` in the order of the form. */
export const sharedAnswersOf = (fields: Fields) => ({
  track: told(fields, 'track') ?? undefined,
  languages: languagesOf(fields),
  timeZone: told(fields, 'time-zone') ?? undefined,
  windows: windowsOf(fields),
  modalities: listOf(fields, 'modalities'),
  gender: told(fields, 'gender'),
  ageBand: told(fields, 'age'),
  familyStage: listOf(fields, 'family'),
  worldview: told(fields, 'worldview'),
  // A place counts only for those who would meet in person; what was picked stays in the form.
  placeId: listOf(fields, 'modalities').includes('in-person') ? told(fields, 'place') : null,
  radiusKm: listOf(fields, 'modalities').includes('in-person') ? radiusOf(fields) : null,
});

/** The fields that show the shared half of an application. */
export const toSharedFields = ({ contact, wishes, doNotMatch, answers }: AnyApplication): Fields => ({
  name: contact.name,
  email: contact.email,
  phone: contact.phone ?? '',
  other: contact.other ?? '',
  'safe-from': wishes.safeHours ? timeOf(wishes.safeHours.start) : '',
  'safe-until': wishes.safeHours ? timeOf(wishes.safeHours.end) : '',
  'shared-inbox': boxOf(wishes.sharedInbox),
  'contact-in-mail': boxOf(wishes.contactInMail),
  adult: 'yes',
  consent: 'on',
  apart: doNotMatch.join('\n'),
  track: answers.track,
  ...Object.fromEntries(answers.languages.map(({ code, level }) => [`language-${code}`, level])),
  'time-zone': answers.timeZone,
  ...weekFields(answers.windows),
  modalities: answers.modalities,
  gender: answers.gender ?? '',
  age: answers.ageBand ?? '',
  family: answers.familyStage,
  worldview: answers.worldview ?? '',
  place: answers.placeId ?? '',
  radius: answers.radiusKm === null ? '' : String(answers.radiusKm),
});
