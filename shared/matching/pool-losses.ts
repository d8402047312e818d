import { availabilityTable } from './availability-table.ts';
import { boundByDays, daySets } from './day-bounds.ts';
import type { Setting } from './pair.ts';
import type { Tables } from './pool-tables.ts';
import { componentAt } from './pool-weights.ts';

/*
 * What one newcomer's rank of a mentor certainly loses by each part that mentors share: nothing by the best that there
 * is, everything by a failed gate.
 */

/** Losses are whole sixteenths of a centipoint, rounded down: integers, so that they can be compared without a branch. */
export const lossesInCentipoint = 16;
/** What a failed gate loses; a dozen of them still fit into 31 bits. */
export const lost = 1 << 27;
/** What anything else loses at the most: a dozen of them are less than `lost`, and cutting one short holds nobody back. */
const lossMaximum = 1 << 23;

/** A loss of so many centipoints. */
export const toLoss = (centipoints: number): number =>
  Math.min(lossMaximum, Math.floor(lossesInCentipoint * centipoints));

/** Losses by the number of a facet's part. */
export type Losses = Record<
  | 'status'
  | 'person'
  | 'load'
  | 'pathways'
  | 'month'
  | 'stage'
  | 'languages'
  /** Of those who are out of reach, and of those within it. */
  | 'modalities'
  | 'modalitiesNear'
  /** By zone × 128 + the days on which they are ever free; and by these days in whatever zone. */
  | 'time'
  | 'days',
  Int32Array
>;

/** What a score loses to the best one, in centipoints of rank; an unknown one (NaN) is neutral. */
export type LossOf = (component: number, score: number) => number;

/** Losses where a gate fails, and where none does. */
const lossesOf = (gates: Uint32Array, lose: (number: number) => number): Int32Array => {
  const losses = new Int32Array(gates.length);
  for (let number = 0; number < losses.length; number += 1) {
    losses[number] = gates[number]! !== 0 ? lost : toLoss(lose(number));
  }
  return losses;
};

/** Losses of a component that is the only one to hang on a facet. */
const lossesByScore = (
  { gates, score }: { gates: Uint32Array; score: Float64Array },
  { whole, unknown }: { whole: number; unknown: number },
): Int32Array => {
  const losses = new Int32Array(gates.length);
  for (let number = 0; number < losses.length; number += 1) {
    const known = score[number]!;
    losses[number] =
      gates[number]! !== 0 ? lost : toLoss(Number.isNaN(known) ? unknown : whole * (1 - known));
  }
  return losses;
};

const timeLosses = ({ zone: zones }: Tables, { rubric }: Setting, loss: LossOf): Int32Array => {
  const scores = availabilityTable(rubric);
  const losses = new Int32Array(daySets * zones.length);
  zones.forEach((chunks, zone) => {
    const { most, maybeSoon } = boundByDays(chunks);
    for (let days = 0; days < daySets; days += 1) {
      const byTime = loss(componentAt.availability, scores[most[days]!]!);
      const bySoon = maybeSoon[days] === 1 ? 0 : 100 * rubric.ranking.soonBonus;
      losses[daySets * zone + days] = toLoss(byTime + bySoon);
    }
  });
  return losses;
};

/** The least of all zones, by days. */
export const dayLosses = (time: Int32Array): Int32Array => {
  const losses = new Int32Array(daySets).fill(lost);
  for (let at = 0; at < time.length; at += 1) {
    const days = at % daySets;
    losses[days] = Math.min(losses[days]!, time[at]!);
  }
  return losses;
};

/** Losses that are not yet set off against each other, days aside. */
export const lossesFor = (tables: Tables, setting: Setting, loss: LossOf): Omit<Losses, 'days'> => {
  const { status, person, modalities, pathways, languages, month, stage, load } = tables;
  const { placeShare } = setting.rubric.details.inPerson;
  const byScore = (component: number, table: { gates: Uint32Array; score: Float64Array }) =>
    lossesByScore(table, { whole: loss(component, 0), unknown: loss(component, Number.NaN) });
  const byFar = (number: number) => loss(componentAt.modality, modalities.far[number]!);
  return {
    status: lossesOf(status.gates, () => 0),
    person: lossesOf(
      person.gates,
      (number) =>
        loss(componentAt.worldview, person.worldview[number]!) +
        loss(componentAt.gender, person.gender[number]!),
    ),
    load: lossesOf(load.gates, (number) => 100 * load.penalty[number]!),
    pathways: byScore(componentAt.pathway, pathways),
    month: byScore(componentAt.recovery, month),
    stage: byScore(componentAt.stage, stage),
    languages: byScore(componentAt.language, languages),
    modalities: lossesOf(modalities.gates, byFar),
    modalitiesNear: lossesOf(modalities.gatesNextDoor, (number) => {
      const place = modalities.nearPlace[number]!;
      return place >= 0 ? loss(componentAt.modality, place * placeShare + (1 - placeShare)) : byFar(number);
    }),
    time: timeLosses(tables, setting, loss),
  };
};

/** The least of some losses. */
export const leastOf = (losses: Int32Array): number => {
  let least = lost;
  for (let number = 0; number < losses.length; number += 1) {
    if (losses[number]! < least) least = losses[number]!;
  }
  return least;
};

/** Makes losses relative to the least of them. @returns that one; if nobody passes they stay. */
export const setOff = (...all: Int32Array[]): number => {
  const least = Math.min(...all.map(leastOf));
  if (least === lost || least === 0) return least;
  for (const losses of all) {
    for (let number = 0; number < losses.length; number += 1) {
      if (losses[number] !== lost) losses[number]! -= least;
    }
  }
  return least;
};
