import { capital, wording } from '#shared/explain/names.ts';
import { numberFormat } from '#shared/intl.ts';
import type { Fairness } from '#shared/matching/index.ts';
import type { Visit } from '../room.ts';

type Cell = Fairness['all'];
type Row = Fairness['byZone'][number];

/** A table of the report, its groups in words. */
export type FairnessTable = {
  readonly caption: string;
  readonly rows: readonly (Cell & { readonly label: string })[];
};

/** The three tables that can be shown; those with a single row say no more than everybody's does. */
export const fairnessTables = (
  { words, locale }: Pick<Visit, 'words' | 'locale'>,
  { byPathway, byLanguage, byZone }: Fairness,
): FairnessTable[] => {
  const t = words.desk.round.fairness;
  const { pathway, language, and } = wording(locale);
  const toTable = (caption: string, rows: readonly Row[], label: (group: string) => string) => ({
    caption,
    rows: rows.map(({ group, ...cell }) => ({
      ...cell,
      label: group === null ? t.others : capital(label(group)),
    })),
  });
  const languages = (codes: string) =>
    codes === '' ? t.noLanguage : and(codes.split(' ').map((code) => language(code)));
  return [
    toTable(t.byPathway, byPathway, (id) => (id === 'unsure' ? words.desk.lists.anyPathway : pathway(id))),
    toTable(t.byLanguage, byLanguage, languages),
    toTable(t.byZone, byZone, (zone) => zone.replaceAll('_', ' ')),
  ].filter(({ rows }) => rows.length > 1);
};

/** A row's cells as texts. */
export const fairnessRow = (
  { words, locale }: Pick<Visit, 'words' | 'locale'>,
  { label, people, matched, medianDays, longestDays }: Cell & { readonly label: string },
): string[] => {
  const t = words.desk.round.fairness;
  const number = numberFormat(locale, {});
  const percent = numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const daysText = (days: number | null) => (days === null ? t.hidden : t.days(days));
  return [
    label,
    number.format(people),
    people === 0 ? number.format(0) : t.of(number.format(matched), percent.format(matched / people)),
    daysText(medianDays),
    daysText(longestDays),
  ];
};

/** What the days of waiting changed, in a sentence. */
export const bonusText = (
  { words, locale }: Pick<Visit, 'words' | 'locale'>,
  { with: counted, without, moved }: Fairness['waitingBonus'],
): string => {
  const t = words.desk.round.fairness;
  const fit = numberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return moved === 0
    ? t.bonusNone
    : t.bonus(moved, fit.format(counted.fitCentipoints / 100), fit.format(without.fitCentipoints / 100));
};
