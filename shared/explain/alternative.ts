import type { Locale } from '#shared/i18n/index.ts';
import { numberFormat } from '#shared/intl.ts';
import { wording } from './names.ts';

/** The nearest alternative to a proposed mentor. */
export type Alternative = {
  readonly mentor: { readonly name: string };
  /** Their value less the proposed mentor's, in hundredths of a point. */
  readonly difference: number;
  readonly hasRoom: boolean;
};

/** What choosing the next mentor would change: “Next: Dana, 3.2 points less, with a free place.” */
export const alternativeText = ({ mentor, difference, hasRoom }: Alternative, locale: Locale): string => {
  const words = wording(locale).words.alternative;
  const tenths = Math.round(Math.abs(difference) / 10) / 10;
  const points = words.points(tenths, numberFormat(locale, { maximumFractionDigits: 1 }).format(tenths));
  const rest = hasRoom ? words.hasRoom : words.noRoom;
  if (tenths === 0) return words.equal(mentor.name) + rest;
  // A better one who is free would have been proposed.
  return difference < 0
    ? words.less(mentor.name, points) + rest
    : words.more(mentor.name, points) + words.elsewhere;
};
