import { wording } from '#shared/explain/names.ts';
import { dateFormat } from '#shared/intl.ts';
import type { livedTags } from '#shared/people/catalogues.ts';
import { type Locale, messages } from '../i18n.ts';

/** The answers of a list in its own order, with their names. */
export const choicesOf = <V extends string>(values: readonly V[], names: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value, label: names[value] }));

/** Pathways with their names in the reader's language. */
export const pathwayChoices = (locale: Locale, ids: readonly string[]) =>
  ids.map((id) => ({ value: id, label: wording(locale).pathwayName(id) }));

/** Lived experience in the groups that a form shows. */
export const tagGroups = {
  health: [
    'substance:alcohol',
    'substance:opioids',
    'substance:stimulants',
    'substance:cannabis',
    'gambling',
    'co-occurring-mental-health',
    'trauma',
    'chronic-pain',
    'overdose-loss',
  ],
  life: ['parenting', 'child-welfare-case', 'homelessness', 'sober-living', 'rural', 'work-and-money'],
  law: ['justice-involved', 'drug-court', 'veteran'],
  self: ['lgbtq+', 'indigenous', 'young-adult', 'older-adult'],
} as const satisfies Readonly<Record<string, readonly (typeof livedTags)[number][]>>;

const commonZones = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
] as const;

const allZones: readonly string[] = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

/** Time zones, the common ones first under names that people know. */
export const zoneChoices = (locale: Locale) => {
  const { terms } = messages(locale);
  const known: readonly string[] = commonZones;
  return [
    ...choicesOf(commonZones, terms.zones),
    { value: '', label: terms.otherZones, disabled: true },
    ...allZones
      .filter((zone) => !known.includes(zone))
      .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  ];
};

/** A time zone's name for people. */
export const zoneName = (locale: Locale, zone: string): string => {
  const names: Readonly<Record<string, string>> = messages(locale).terms.zones;
  return names[zone] ?? zone.replaceAll('_', ' ');
};

/** A distance in whole miles, as told beside kilometers; null for what is no number. */
export const milesOf = (kilometers: string): string | null => {
  const told = Number(kilometers.replace(',', '.'));
  return Number.isNaN(told) ? null : String(Math.max(1, Math.round(told / 1.609344)));
};

/** The twelve months, `01` to `12`. */
export const monthChoices = (locale: Locale) =>
  Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1).padStart(2, '0'),
    label: dateFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, index, 1))),
  }));

/** Years back from the present one, as far as a life goes. */
export const yearChoices = (month: string) => {
  const present = Number(month.slice(0, 4));
  return Array.from({ length: 71 }, (_, index) => ({
    value: String(present - index),
    label: String(present - index),
  }));
};

/** A month in words: “March 2019”. */
export const monthText = (locale: Locale, month: string): string =>
  dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** A day in words: “Sunday, March 8”, or with its year. */
export const dateText = (locale: Locale, date: string, { year = false } = {}): string =>
  dateFormat(locale, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(year && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
