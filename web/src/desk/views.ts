import type * as z from 'zod';
import { capital, wording } from '#shared/explain/names.ts';
import { type PairNames, pairSentence } from '#shared/explain/sentence.ts';
import type {
  candidatesView,
  candidateView,
  matchLine,
  matchRow,
  sharedTimeView,
} from '#shared/http/match-views.ts';
import type { changeView, mentorRow, newcomerRow } from '#shared/http/people-views.ts';
import { dateFormat, plainSpaces } from '#shared/intl.ts';
import { daysBetween, type Instant } from '#shared/time.ts';
import { startOfDay } from '../dates.ts';
import type { SlotState } from '../drawing/shared-time.ts';
import type { Locale } from '../i18n.ts';
import type { Visit } from '../room.ts';

export type MatchRow = z.output<typeof matchRow>;
export type MatchLine = z.output<typeof matchLine>;
export type MentorRow = z.output<typeof mentorRow>;
export type NewcomerRow = z.output<typeof newcomerRow>;
export type Candidate = z.output<typeof candidateView>;
export type Candidates = z.output<typeof candidatesView>;
export type Change = z.output<typeof changeView>;
export type SharedTime = z.output<typeof sharedTimeView>;

/** What a sentence about a pair needs; matches, candidates and a round's proposals all have it. */
type Pair = Pick<MatchRow, 'result' | 'together'> & {
  newcomer: Pick<NewcomerRow, 'name'>;
  mentor: Pick<MentorRow, 'name'>;
};

const namesOf = ({ newcomer, mentor }: Pair): PairNames => ({ newcomer: newcomer.name, mentor: mentor.name });

/** Why these two, in one sentence; of somebody who withdrew nothing is said. */
export const sentenceOf = (pair: Pair, locale: Locale): string =>
  pair.result === null
    ? ''
    : pairSentence(pair.result.explanation, { names: namesOf(pair), together: pair.together }, locale);

/** “Robin and Dana” */
export const pairHeading = (
  { words }: Pick<Visit, 'words'>,
  pair: Pick<Pair, 'newcomer' | 'mentor'>,
): string => words.desk.proposal.pair(pair.newcomer.name, pair.mentor.name);

type Band = MatchRow['band'];
const tones = { strong: 'spruce', good: 'spruce', fair: 'clay', weak: 'plain' } as const;

/** How well a pair fits, as a tag. */
export const fitTag = (
  { words, locale }: Pick<Visit, 'words' | 'locale'>,
  { band, fitCentipoints }: { band: Band; fitCentipoints: number },
) => ({
  text: `${words.reasons.bands[band]} · ${words.reasons.fit(wording(locale).whole(fitCentipoints / 100))}`,
  tone: tones[band],
});

/** Whole days that somebody has waited. */
export const waitedDays = ({ waitingSince }: Pick<NewcomerRow, 'waitingSince'>, now: Instant): number =>
  Math.max(0, Math.floor(daysBetween(waitingSince, now)));

/** A row's pathways in words. */
export const pathwayText = ({ words, locale }: Visit, pathways: readonly string[]): string =>
  pathways.length === 0
    ? words.desk.lists.anyPathway
    : capital(pathways.map((id) => wording(locale).pathway(id)).join(', '));

/** A row's languages in words. */
export const languageText = ({ locale }: Visit, codes: readonly string[]): string =>
  codes.map((code) => wording(locale).language(code)).join(', ');

const slot = { neither: 'none', newcomer: 'newcomer', mentor: 'mentor', both: 'both' } as const;

/** A picture's week as the drawing takes it. */
export const toSlots = ({ newcomerView }: SharedTime): SlotState[][] =>
  newcomerView.days.map((day) => day.map((cell) => slot[cell]));

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const hoursOf = (from: number, timeZone: string, locale: Locale): string[] => {
  const format = dateFormat(`${locale}-US`, { hour: 'numeric', timeZone });
  return Array.from({ length: 9 }, (_, index) => plainSpaces(format.format(from + index * 3 * 3_600_000)));
};

/** The hours above and below a picture: the newcomer's wall, and the mentor's where it differs. */
export const picturedZones = (
  { words, locale }: Visit,
  time: SharedTime,
  names: { newcomer: string; mentor: string },
): { label: string; hours: string[] }[] => {
  const { newcomerView, mentorView, monday } = time;
  const from = Date.parse(startOfDay(monday, newcomerView.timeZone) ?? `${monday}T00:00:00.000Z`);
  const zone = (name: string, timeZone: string) => ({
    label: words.desk.proposal.timeOf(name, cityOf(timeZone)),
    hours: hoursOf(from, timeZone, locale),
  });
  if (newcomerView.timeZone === mentorView.timeZone)
    return [zone(words.desk.proposal.pair(names.newcomer, names.mentor), newcomerView.timeZone)];
  return [zone(names.newcomer, newcomerView.timeZone), zone(names.mentor, mentorView.timeZone)];
};
