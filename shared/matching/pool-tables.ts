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

const bits = Object.fromEntries(gateCodes.map((code, gate) => [code, 1 << gate])) as Record<GateCode, number>;

/** The bit of a gate. */
export const gateBit = (code: GateCode): number => bits[code];

/** The bit of a position at which nobody stands any more. */
export const nobodyBit = 1 << gateCodes.length;

const failedOf = (codes: readonly GateCode[], pair: Pair): number =>
  codes.reduce((failed, code) => (gates[code](pair) ? failed : failed | gateBit(code)), 0);

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

/** Tables that are kept for other newcomers. Past that, all are made anew: memory stays bounded. */
const sharedMaximum = 4_000;

/** The table for newcomers who say `said` about `what`; made if nobody has said so before. */
const share = <T>({ shared }: Columns, [what, ...said]: [string, ...unknown[]], make: () => T): T => {
  const key = what + JSON.stringify(said);
  const found = shared.get(key) as T | undefined;
  if (found !== undefined) return found;
  if (shared.size >= sharedMaximum) shared.clear();
  const made = make();
  shared.set(key, made);
  return made;
};

/** 1 for each list of pathways whose mentor sets a condition. */
const specialLists = (columns: Columns, setting: Setting): Uint8Array => {
  const { parts } = columns.facets.pathways;
  const { womenOnlyPathways } = setting.rubric.policy;
  return share(columns, ['special', parts.length], () =>
    Uint8Array.from(parts, ({ onlyPathways, pathways }) =>
      onlyPathways || pathways.some(({ pathway }) => womenOnlyPathways.includes(pathway)) ? 1 : 0,
    ),
  );
};

/** Every list's score and gates at once: only a list or a newcomer who sets conditions is looked at by itself. */
const pathwayTable = (columns: Columns, ready: ReadyNewcomer, setting: Setting) => {
  const { profile: newcomer } = ready;
  const { pathways, pathwayMust, notPathways, gender } = newcomer;
  const { parts } = columns.facets.pathways;
  const { minimumPathwayScore } = setting.rubric.policy;
  return share(columns, ['pathways', parts.length, pathways, pathwayMust, notPathways, gender], () => {
    followFacet(columns.pathwayCodes, columns.facets.pathways);
    const score = scoreLists(columns.pathwayCodes, ready, setting);
    const gates = new Uint32Array(score.length);
    const isPlain = !pathwayMust && notPathways.length === 0;
    const special = specialLists(columns, setting);
    const mismatch = gateBit('pathway-mismatch');
    for (let list = 0; list < gates.length; list += 1) {
      if (isPlain && special[list] === 0) {
        if (score[list]! < minimumPathwayScore) gates[list] = mismatch;
        continue;
      }
      const mentor = parts[list]!;
      const pair = partOfPair({ newcomer, mentor, setting, pathway: { score: score[list]! } });
      gates[list] = failedOf(['pathway-excluded', 'pathway-mismatch'], pair);
    }
    return { score, gates };
  });
};

const conductTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) => {
  const { consented, safetyHold, track, gender, genderPreference, needsMedicationAffirming } = newcomer;
  const { worldview, worldviewMust, modalities } = newcomer;
  const said = [consented, safetyHold, track, gender, genderPreference, needsMedicationAffirming];
  return share(columns, ['conduct', ...said, worldview, worldviewMust, modalities], () =>
    remember(columns.facets.conduct, (mentor) => judgeConduct(mentor, newcomer, setting)),
  );
};

const monthTable = (columns: Columns, ready: ReadyNewcomer, setting: Setting) => {
  const { profile: newcomer, recoveryDays: own } = ready;
  return share(columns, ['month', newcomer.track, own], () =>
    remember(columns.facets.month, (month) => {
      const recoveryDays = countRecovery(month, setting.asOfMs);
      const pair = partOfPair({
        newcomer,
        ready: { mentor: { recoveryDays } },
        leadDays: recoveryDays - own,
        setting,
      });
      return { gates: failedOf(['recovery-too-short', 'lead-too-short'], pair), score: scoreRecovery(pair) };
    }),
  );
};

const languageTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) =>
  share(columns, ['languages', newcomer.languages], () =>
    remember(columns.facets.languages, (mentor) => {
      const pair = partOfPair({ newcomer, mentor, setting });
      return { gates: failedOf(['no-shared-language'], pair), score: scoreLanguage(pair) };
    }),
  );

const stageTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) =>
  share(columns, ['stage', newcomer.ageBand, newcomer.familyStage], () =>
    remember(columns.facets.stage, (mentor) => ({
      score: asNumber(scoreStage(partOfPair({ newcomer, mentor, setting }))),
    })),
  );

const loadTable = (columns: Columns, { rubric }: Setting) =>
  share(columns, ['load'], () =>
    remember(columns.facets.load, (load) => ({
      gates: freePlaces(load as Pair['mentor']) > 0 ? 0 : gateBit('no-capacity'),
      penalty: (rubric.ranking.loadPenalty * (load.active + load.reserved)) / load.capacity,
    })),
  );

/** The tables of one newcomer. */
export const createTables = (columns: Columns, ready: ReadyNewcomer, setting: Setting) => {
  const { profile: newcomer } = ready;
  const { facets } = columns;
  return {
    conduct: conductTable(columns, newcomer, setting),
    pathways: pathwayTable(columns, ready, setting),
    languages: languageTable(columns, newcomer, setting),
    month: monthTable(columns, ready, setting),
    stage: stageTable(columns, newcomer, setting),
    load: loadTable(columns, setting),
    place: remember(facets.place, (place) => {
      if (!newcomer.location || !place) return { isNear: false, nearness: 0 };
      const distance = distanceBetween(newcomer.location, place);
      const radius = Math.min(newcomer.location.radiusKm, place.radiusKm);
      const { nearKm } = setting.rubric.details.inPerson;
      return { isNear: distance <= radius, nearness: nearness(distance, radius, nearKm) };
    }),
    zone: remember(facets.zone, (zone) =>
      zoneSlots({ timeZone: newcomer.timeZone, free: ready.free }, zone, setting),
    ),
  };
};
