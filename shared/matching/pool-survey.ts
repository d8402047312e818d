import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import { createReader } from './pool-reader.ts';
import { nobodyBit } from './pool-tables.ts';
import { compareIds } from './rank.ts';
import { toCentipoints } from './score.ts';

/*
 * What one look at everybody tells, beside the best: how many can be proposed, and, for a newcomer with nobody, who is
 * stopped by least. O(mentors): all gates are asked of each, shared time too; only who may be among the closest, or
 * passes all, is scored.
 */

/** What a survey is asked for. */
export type SurveyOptions = {
  /** How many of the closest are wanted. */
  readonly count: number;
  /** Mentors who are not counted as proposable, such as those met before. */
  readonly except?: ReadonlySet<string>;
};

/** A newcomer's pool, seen whole. */
export type Survey = {
  /** Mentors who pass every gate. */
  eligible: number;
  /** Those of them who are not weak, and not among `except`. */
  proposable: number;
  /** Those who would be proposable, but for being among `except`. */
  excepted: number;
  /** The first by gates that stop them, fewest first; then by rank, then by id. Weak ones are among them. */
  closest: { mentorId: string; gates: number; rankCentipoints: number }[];
};
type Close = Survey['closest'][number];

const countBits = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

const isCloser = (a: Close, b: Close): boolean =>
  a.gates !== b.gates
    ? a.gates < b.gates
    : a.rankCentipoints !== b.rankCentipoints
      ? a.rankCentipoints > b.rankCentipoints
      : compareIds(a.mentorId, b.mentorId) < 0;

/** Looks at everybody for one newcomer. */
export const surveyAll = (
  { columns, setting }: { columns: Columns; setting: Setting },
  newcomer: ReadyNewcomer,
  { count, except }: SurveyOptions,
): Survey => {
  const { failedGates, add, score, batch } = createReader(columns, newcomer, setting);
  const survey: Survey = { eligible: 0, proposable: 0, excepted: 0, closest: [] };
  const { closest } = survey;
  const offer = (close: Close): void => {
    let place = closest.length;
    while (place > 0 && isCloser(close, closest[place - 1]!)) place -= 1;
    if (place === count) return;
    closest.splice(place, 0, close);
    closest.length = Math.min(closest.length, count);
  };
  const fairest = 100 * setting.rubric.bands.fair;
  for (let at = 0; at < columns.size; at += 1) {
    const failed = failedGates(at);
    if ((failed & nobodyBit) !== 0) continue;
    const gates = countBits(failed);
    const mayBeClose = closest.length < count || gates <= (closest.at(-1)?.gates ?? -1);
    if (gates > 0 && !mayBeClose) continue;
    batch.count = 0;
    add(at);
    score();
    const mentorId = columns.ids[at]!;
    if (gates === 0) {
      survey.eligible += 1;
      if (toCentipoints(batch.fit[0]!) >= fairest)
        survey[except?.has(mentorId) ? 'excepted' : 'proposable'] += 1;
    }
    if (mayBeClose) offer({ mentorId, gates, rankCentipoints: toCentipoints(batch.rank[0]!) });
  }
  return survey;
};
