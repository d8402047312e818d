import type { Problem } from '#shared/http/problem.ts';
import { boxOf, type Fields } from '../forms/fields.ts';
import { sentText, type Visit } from '../room.ts';
import type { Me } from './standing.ts';

const names = [
  'name',
  'phone',
  'other',
  'safe-from',
  'safe-until',
  'shared-inbox',
  'contact-in-mail',
  'locale',
  'time-zone',
] as const;

/** Minutes after midnight as a time field shows them; the end of a day is its next midnight. */
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The settings as fields: what was typed, or else what is kept. */
export const settingsFields = (visit: Visit, { contact, wishes, locale, timeZone }: Me): Fields => {
  if (visit.sent) return Object.fromEntries(names.map((name) => [name, sentText(visit, name)]));
  return {
    name: contact.name,
    phone: contact.phone ?? '',
    other: contact.other ?? '',
    'safe-from': wishes.safeHours ? timeOf(wishes.safeHours.start) : '',
    'safe-until': wishes.safeHours ? timeOf(wishes.safeHours.end) : '',
    'shared-inbox': boxOf(wishes.sharedInbox),
    'contact-in-mail': boxOf(wishes.contactInMail),
    locale,
    'time-zone': timeZone,
  };
};

const fieldOf: readonly (readonly [pointer: string, name: string])[] = [
  ['/contact/name', 'name'],
  ['/contact/phone', 'phone'],
  ['/contact/other', 'other'],
  ['/wishes/safeHours', 'safe-hours'],
  ['/timeZone', 'time-zone'],
];

/** What must be put right, beside its field; at most one error a field. */
export const settingsErrors = ({ words }: Visit, problem: Problem): { name: string; text: string }[] =>
  fieldOf.flatMap(([pointer, name]) => {
    const found = problem.errors?.find((error) => error.pointer.startsWith(pointer));
    if (!found) return [];
    const text =
      name === 'safe-hours' && found.code !== 'off-grid' ? words.apply.errors['both-hours'] : found.message;
    return [{ name, text }];
  });
