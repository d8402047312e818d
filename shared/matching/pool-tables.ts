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
import type { Facet } from './facet.ts';
import { freePlaces, type GateCode, gateCodes, gates, textOnly } from './gates.ts';
import { createJointChunks } from './joint-time.ts';
import { countRecovery, meetModalities, type Pair, type ReadyNewcomer, type Setting } from './pair.ts';
import { followFacet, judgeLists } from './pathway-codes.ts';
import { findNear } from './place-rows.ts';
import type { Columns } from './pool-columns.ts';
import { unknownBits } from './pool-weights.ts';

/*
 * What one newcomer makes of each part that mentors share, as flat tables by the part's number: filled by the very
 * functions that compare a pair, so there is no second scorer that could disagree, and shared by newcomers who say the
 * same. A failed gate is a bit, in the order of `gateCodes`; an unknown score is NaN.
 *
 * Cost: one call a part the first time that something is said; of places only those near by.
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

/** The part of a pair that a facet knows; the functions that are given it ask for nothing else. */
const partOfPair = (part: object): Pair => part as Pair;

/** Failed gates and scores by the number of a part. */
type Table<Name extends string> = { readonly gates: Uint32Array } & Readonly<Record<Name, Float64Array>>;

/** A table over all parts of a facet. */
const tabulate = <T, Name extends string>(
  { parts }: Facet<T>,
  names: readonly Name[],
  judge: (part: T) => { gates: number } & Record<Name, number>,
): Table<Name> => {
  const gatesOf = new Uint32Array(parts.length);
  const columns = names.map(() => new Float64Array(parts.length));
  parts.forEach((part, number) => {
    const judged = judge(part);
    gatesOf[number] = judged.gates;
    names.forEach((name, c) => {
      columns[c]![number] = judged[name];
    });
  });
  const scores = Object.fromEntries(names.map((name, c) => [name, columns[c]!]));
  return { gates: gatesOf, ...(scores as Record<Name, Float64Array>) };
};

/** A score with zeros where it is unknown, and a bit for each such place. */
const fillIn = (score: Float64Array, bit: number): { filled: Float64Array; missing: Uint8Array } => ({
  filled: score.map((each) => (Number.isNaN(each) ? 0 : each)),
  missing: Uint8Array.from(score, (each) => (Number.isNaN(each) ? bit : 0)),
});

/** Numbers in tables that are kept for other newcomers. Past that, all are made anew: memory stays bounded. */
const sharedMaximum = 4_000_000;

/** The table for newcomers who say `said` about a facet; made if nobody has said so since it last grew. */
const share = <T extends { readonly gates: Uint32Array }>(
  { shared, facets }: Columns,
  [what, ...said]: [keyof Columns['facets'], ...unknown[]],
  make: () => T,
): T => {
  const key = `${what} ${facets[what].parts.length} ${JSON.stringify(said)}`;
  const found = shared.tables.get(key) as T | undefined;
  if (found !== undefined) return found;
  const made = make();
  shared.numbers += 2 * made.gates.length;
  if (shared.numbers > sharedMaximum) {
    shared.tables.clear();
    shared.numbers = 2 * made.gates.length;
  }
  shared.tables.set(key, made);
  return made;
};

const pathwayTable = (columns: Columns, ready: ReadyNewcomer, setting: Setting): Table<'score'> => {
  const { profile: newcomer } = ready;
  const { pathways, pathwayMust, notPathways, gender } = newcomer;
  const { parts } = columns.facets.pathways;
  return share(columns, ['pathways', pathways, pathwayMust, notPathways, gender === 'woman'], () => {
    followFacet(columns.pathwayCodes, columns.facets.pathways);
    return judgeLists(columns.pathwayCodes, ready, setting, (list, score) => {
      const pair = partOfPair({ newcomer, mentor: parts[list]!, setting, pathway: { score } });
      return failedOf(['pathway-excluded', 'pathway-mismatch'], pair);
    });
  });
};

const statusTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) => {
  const { consented, safetyHold, track, needsMedicationAffirming } = newcomer;
  return share(columns, ['status', consented, safetyHold, track, needsMedicationAffirming], () =>
    tabulate(columns.facets.status, [], (mentor) => ({
      gates:
        mentor === null
          ? nobodyBit
          : failedOf(
              [
                'consent-missing',
                'mentor-not-approved',
                'mentor-paused',
                'safety-hold',
                'different-track',
                'medication-affirming',
              ],
              partOfPair({ newcomer, mentor, setting }),
            ),
    })),
  );
};

const personTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) => {
  const { gender, genderPreference, worldview, worldviewMust } = newcomer;
  return share(columns, ['person', gender, genderPreference, worldview, worldviewMust], () => {
    const table = tabulate(columns.facets.person, ['worldview', 'gender'], (mentor) => {
      const pair = partOfPair({ newcomer, mentor, setting });
      return {
        gates: failedOf(['gender-must', 'worldview-must'], pair),
        worldview: asNumber(scoreWorldview(pair)),
        gender: asNumber(scoreGender(pair)),
      };
    });
    const ofWorldview = fillIn(table.worldview, unknownBits.worldview);
    const ofGender = fillIn(table.gender, unknownBits.gender);
    return {
      ...table,
      filledWorldview: ofWorldview.filled,
      filledGender: ofGender.filled,
      missing: ofWorldview.missing.map((bit, number) => bit | ofGender.missing[number]!),
    };
  });
};

/**
 * Ways to talk. `far` scores the way that counts if the two are far apart; `nearPlace` is what meeting in person counts
 * by its place in the order, if that comes first near by, else −1; `textOnly` is 1 where no
 * shared hour is needed; `gatesNextDoor` are those that fail however near the two are.
 */
const modalityTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) =>
  share(columns, ['modalities', newcomer.modalities], () => {
    const table = tabulate(columns.facets.modalities, ['far', 'nearPlace', 'textOnly'], (mentor) => {
      const far = meetModalities(newcomer, mentor as Pair['mentor'], false);
      const near = meetModalities(newcomer, mentor as Pair['mentor'], true);
      const pair = partOfPair({
        ...{ newcomer, mentor, setting, modality: far },
        ...{ distanceKm: null, radiusKm: null },
      });
      const { modalityRank } = setting.rubric;
      return {
        gates: failedOf(['no-shared-modality', 'too-far'], pair),
        far: scoreModality(pair),
        nearPlace: near.modality === 'in-person' ? (modalityRank[near.place] ?? 0) : -1,
        textOnly: textOnly(pair) ? 1 : 0,
      };
    });
    const gatesNextDoor = table.gates.map((failed, number) =>
      table.nearPlace[number]! >= 0 ? failed & ~gateBit('too-far') : failed,
    );
    return { ...table, gatesNextDoor };
  });

const monthTable = (columns: Columns, ready: ReadyNewcomer, setting: Setting) => {
  const { profile: newcomer, recoveryDays: own } = ready;
  return share(columns, ['month', newcomer.track, own], () =>
    tabulate(columns.facets.month, ['score'], (month) => {
      const recoveryDays = countRecovery(month, setting.asOfMs);
      const leadDays = recoveryDays - own;
      const pair = partOfPair({ newcomer, ready: { mentor: { recoveryDays } }, leadDays, setting });
      return { gates: failedOf(['recovery-too-short', 'lead-too-short'], pair), score: scoreRecovery(pair) };
    }),
  );
};

const languageTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) =>
  share(columns, ['languages', newcomer.languages], () =>
    tabulate(columns.facets.languages, ['score'], (mentor) => {
      const pair = partOfPair({ newcomer, mentor, setting });
      return { gates: failedOf(['no-shared-language'], pair), score: scoreLanguage(pair) };
    }),
  );

const stageTable = (columns: Columns, newcomer: ReadyNewcomer['profile'], setting: Setting) =>
  share(columns, ['stage', newcomer.ageBand, newcomer.familyStage], () => {
    const table = tabulate(columns.facets.stage, ['score'], (mentor) => ({
      gates: 0,
      score: asNumber(scoreStage(partOfPair({ newcomer, mentor, setting }))),
    }));
    return { ...table, ...fillIn(table.score, unknownBits.stage) };
  });

/** How full mentors are: no newcomer has a say in it. */
export const loadTable = (columns: Columns, { rubric }: Setting) =>
  share(columns, ['load'], () =>
    tabulate(columns.facets.load, ['penalty'], (load) => ({
      gates: freePlaces(load as Pair['mentor']) > 0 ? 0 : gateBit('no-capacity'),
      penalty: (rubric.ranking.loadPenalty * (load.active + load.reserved)) / load.capacity,
    })),
  );

const nearPlaces = (
  { placeRows, facets }: Columns,
  { location, modalities }: ReadyNewcomer['profile'],
  { rubric }: Setting,
): ReadonlyMap<number, number> => {
  const near = new Map<number, number>();
  if (!location || !modalities.includes('in-person')) return near;
  for (const [number, { distance, radius }] of findNear(placeRows, facets.place, location)) {
    near.set(number, nearness(distance, radius, rubric.details.inPerson.nearKm));
  }
  return near;
};

/** The tables of one newcomer. */
export const createTables = (columns: Columns, ready: ReadyNewcomer, setting: Setting) => {
  const { profile: newcomer } = ready;
  const { facets } = columns;
  return {
    status: statusTable(columns, newcomer, setting),
    person: personTable(columns, newcomer, setting),
    modalities: modalityTable(columns, newcomer, setting),
    pathways: pathwayTable(columns, ready, setting),
    languages: languageTable(columns, newcomer, setting),
    month: monthTable(columns, ready, setting),
    stage: stageTable(columns, newcomer, setting),
    load: loadTable(columns, setting),
    /** How near each place within reach is, from 0 to 1, by its number; empty for whoever would not meet in person. */
    near: nearPlaces(columns, newcomer, setting),
    /** Shared time by zone. */
    zone: facets.zone.parts.map(
      createJointChunks({ timeZone: newcomer.timeZone, free: ready.free }, setting),
    ),
  };
};

/** The tables of one newcomer. */
export type Tables = ReturnType<typeof createTables>;
