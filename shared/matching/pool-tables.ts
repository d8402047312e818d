import {
  nearness,
  type Score,
  scoreGender,
  scoreLanguage,
  scoreModality,
  scoreRecovery,
  scoreStage,
  scoreWorldview,
} from './components.ts';
import { remember } from './facet.ts';
import { freePlaces, type GateCode, gateCodes, gates, textOnly } from './gates.ts';
import {
  countRecovery,
  distanceBetween,
  meetModalities,
  meetPathways,
  type Pair,
  type ReadyNewcomer,
  type Setting,
} from './pair.ts';
import { followFacet, scoreLists } from './pathway-codes.ts';
import type { Columns, Conduct } from './pool-columns.ts';
import { zoneSlots } from './pool-slots.ts';

/*
 * What one newcomer makes of each part that mentors share: worked out at the first mentor who has it, by the very
 * functions that compare a pair, and looked up for all others. So there is no second scorer that could disagree.
 * A failed gate is a bit, in the order of `gateCodes`.
 */

/** The bit of a gate. */
export const gateBit = (code: GateCode): number => 1 << gateCodes.indexOf(code);

/** The bit of a position at which nobody stands any more. */
export const nobodyBit = 1 << gateCodes.length;

const failedOf = (codes: readonly GateCode[], pair: Pair): number =>
  codes.reduce((bits, code) => (gates[code](pair) ? bits : bits | gateBit(code)), 0);

/** A score as a number: NaN where it is unknown or does not apply. */
const asNumber = (score: Score): number => (typeof score === 'number' ? score : Number.NaN);

const conductGates = [
  'consent-missing',
  'mentor-not-approved',
  'mentor-paused',
  'safety-hold',
  'different-track',
  'gender-must',
  'no-shared-modality',
  'medication-affirming',
  'worldview-must',
] as const;

/** The part of a pair that a facet knows; the functions that are given it ask for nothing else. */
const partOfPair = (part: object): Pair => part as Pair;

const judgeConduct = (mentor: Conduct | null, newcomer: ReadyNewcomer['profile'], setting: Setting) => {
  if (mentor === null) {
    return { gates: nobodyBit, textOnly: false, worldview: 0, gender: 0, far: 0, nearPlace: -1 };
  }
  const far = meetModalities(newcomer, mentor as Pair['mentor'], false);
  const near = meetModalities(newcomer, mentor as Pair['mentor'], true);
  const pair = partOfPair({ newcomer, mentor, setting, modality: far, distanceKm: null, radiusKm: null });
  return {
    gates: failedOf(conductGates, pair) | failedOf(['too-far'], pair),
    textOnly: textOnly(pair),
    worldview: asNumber(scoreWorldview(pair)),
    gender: asNumber(scoreGender(pair)),
    /** The score of the way to talk if the two are far apart. */
    far: scoreModality(pair),
    /** What meeting in person counts by its place in the order, if that comes first near by; else −1. */
    nearPlace: near.modality === 'in-person' ? (setting.rubric.modalityRank[near.place] ?? 0) : -1,
  };
};

/** The tables of one newcomer. */
export const createTables = (columns: Columns, ready: ReadyNewcomer, setting: Setting) => {
  const { profile: newcomer } = ready;
  const { facets } = columns;
  const { rubric, asOfMs } = setting;
  followFacet(columns.pathwayCodes, facets.pathways);
  return {
    /** Every pathways number's score, whatever the gates say. */
    pathwayScores: scoreLists(columns.pathwayCodes, ready, setting),
    conduct: remember(facets.conduct, (mentor) => judgeConduct(mentor, newcomer, setting)),
    pathways: remember(facets.pathways, (mentor) => {
      const pathway = meetPathways(newcomer, mentor as Pair['mentor'], rubric);
      const pair = partOfPair({ newcomer, mentor, setting, pathway });
      return { gates: failedOf(['pathway-excluded', 'pathway-mismatch'], pair), score: pathway.score };
    }),
    languages: remember(facets.languages, (mentor) => {
      const pair = partOfPair({ newcomer, mentor, setting });
      return { gates: failedOf(['no-shared-language'], pair), score: scoreLanguage(pair) };
    }),
    place: remember(facets.place, (place) => {
      if (!newcomer.location || !place) return { isNear: false, nearness: 0 };
      const distance = distanceBetween(newcomer.location, place);
      const radius = Math.min(newcomer.location.radiusKm, place.radiusKm);
      const { nearKm } = rubric.details.inPerson;
      return { isNear: distance <= radius, nearness: nearness(distance, radius, nearKm) };
    }),
    month: remember(facets.month, (month) => {
      const recoveryDays = countRecovery(month, asOfMs);
      const leadDays = recoveryDays - ready.recoveryDays;
      const pair = partOfPair({ newcomer, ready: { mentor: { recoveryDays } }, leadDays, setting });
      return {
        gates: failedOf(['recovery-too-short', 'lead-too-short'], pair),
        score: scoreRecovery(pair),
      };
    }),
    stage: remember(facets.stage, (mentor) => ({
      score: asNumber(scoreStage(partOfPair({ newcomer, mentor, setting }))),
    })),
    zone: remember(facets.zone, (zone) =>
      zoneSlots({ timeZone: newcomer.timeZone, free: ready.free }, zone, setting),
    ),
    load: remember(facets.load, (load) => ({
      gates: freePlaces(load as Pair['mentor']) > 0 ? 0 : gateBit('no-capacity'),
      penalty: (rubric.ranking.loadPenalty * (load.active + load.reserved)) / load.capacity,
    })),
  };
};
export type Tables = ReturnType<typeof createTables>;
