import type { Locale } from '#shared/i18n/index.ts';
import { dateFormat, numberFormat } from '#shared/intl.ts';
import type { ComponentFacts } from '#shared/matching/explanation.ts';
import { capital, type Wording, wording } from './names.ts';

const quarters = ['', '¼', '½', '¾'] as const;

/** Minutes as hours and quarters, “5½ h”; below an hour “45 min”. Counted down to the quarter hour. */
export const hoursText = (minutes: number, locale: Locale): string => {
  const { words } = wording(locale);
  const number = numberFormat(locale, {});
  if (minutes < 60) return words.hours.minutes(number.format(minutes));
  const quarter = Math.floor((minutes % 60) / 15);
  return words.hours.hours(`${number.format(Math.floor(minutes / 60))}${quarters[quarter]}`);
};

const dateText = (date: string, { locale }: Wording): string =>
  dateFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00.000Z`),
  );

/**
 * Time together and what clock changes do to it: “5½ h a week together, 4½ h after March 14.”
 * @param fact the availability fact of an explanation
 */
export const clockLine = (
  { nowMinutes, changes }: Pick<ComponentFacts['availability'], 'nowMinutes' | 'changes'>,
  locale: Locale,
): string => {
  const told = wording(locale);
  const { words } = told;
  let before = nowMinutes;
  const parts = [words.clock.together(hoursText(nowMinutes, locale))];
  for (const { date, minutes } of changes) {
    if (minutes !== before) parts.push(words.clock.after(hoursText(minutes, locale), dateText(date, told)));
    before = minutes;
  }
  return capital(`${parts.join(', ')}.`);
};
