import { scoreAvailability } from './availability.ts';
import { weightOf, worthOfWant } from './components.ts';
import type { Pair, ReadyNewcomer, Setting } from './pair.ts';
import { type Columns, fingerprint, weekWords } from './pool-columns.ts';
import { countJointTime, isJointSoon, type JointTime } from './pool-slots.ts';
import { createTables, gateBit } from './pool-tables.ts';
import { componentNames } from './rubric.ts';
import { priorityOf, toCentipoints } from './score.ts';

/*
 * One newcomer against the columns: gates and scores of the mentor at a position, to the last bit what `comparePair`
 * gives. Cheap things first: what is looked up, then what is counted (shared time), then what stands aside.
 *
 * A bound needs no counting: shared time is at most the newcomer's own, and points only grow with it.
 */

const dayMs = 86_400_000;
const [pathway, availability, recovery, lived, stage, worldview, modality, gender, language] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
];

/** A newcomer who looks at positions; `scores`, `fit` and the like are those of the last position looked at. */
export type Reader = {
  /** The gates that fail without counting shared time or looking aside, as bits. */
  readonly quickGates: (at: number) => number;
  /** What each pathways number scores, whatever the gates say. */
  readonly pathwayScores: Float64Array;
  /** Whether none of them fails; looks no further than the first that does. */
  readonly passesQuickly: (at: number) => boolean;
  /** Those that need either. Counts shared time into `time`. */
  readonly slowGates: (at: number) => number;
  /** Whether none of those fails, the likeliest first; counts shared time too. */
  readonly passesSlowly: (at: number) => boolean;
  /** Works out `fit` and `rank`, after `slowGates` of the same position. */
  readonly score: (at: number) => void;
  /** The most centipoints of rank that the mentor there could come to. */
  readonly bound: (at: number) => number;
  readonly scores: Float64Array;
  readonly time: JointTime & { soon: boolean };
  readonly numbers: { confidence: number; fit: number; rank: number };
  /** The most points that anybody with these tags and such a pathway could come to, and of how many. */
  readonly blockPoints: (pathway: number, tags: number) => { points: number; applicable: number };
  /** The newcomer's own priority, in points. */
  readonly priority: number;
};

/** Fingerprints one after the other, two words each. */
const fingerprints = (texts: readonly string[]): Uint32Array => Uint32Array.from(texts.flatMap(fingerprint));

const sameWords = (wanted: Uint32Array, contact: Uint32Array, at: number): boolean => {
  for (let w = 0; w < wanted.length; w += 2) {
    if (contact[2 * at] === wanted[w] && contact[2 * at + 1] === wanted[w + 1]) return true;
  }
  return false;
};

const weightsFor = (newcomer: Pair['newcomer'], { rubric }: Setting): Float64Array =>
  Float64Array.from(componentNames, (name) => weightOf(name, { newcomer } as Pair, rubric));

/** Which components this newcomer has no word on. */
const notApplicable = (newcomer: Pair['newcomer']): boolean[] => {
  const none = new Array<boolean>(componentNames.length).fill(false);
  none[lived] = newcomer.wants.length === 0;
  none[stage] = newcomer.ageBand === null && newcomer.familyStage.length === 0;
  none[worldview] = newcomer.worldview === null;
  none[gender] = newcomer.genderPreference.strength !== 'prefer';
  return none;
};

const createWishes = (columns: Columns, { wants }: Pair['newcomer'], setting: Setting) => {
  const worths = wants.map((want) => worthOfWant(want, setting));
  const bits = wants.map(({ tag }) => columns.tagBits.indexOf(tag));
  let wanted = 0;
  for (const worth of worths) wanted += worth;
  const met = (at: number): number => {
    const tags = columns.tags[at]!;
    let sum = 0;
    for (let w = 0; w < worths.length; w += 1) {
      const bit = bits[w]!;
      const has =
        bit >= 0
          ? ((tags >>> bit) & 1) === 1
          : columns.tagBits.length === 32 &&
            columns.aside.get(columns.ids[at]!)?.moreTags.includes(wants[w]!.tag) === true;
      if (has) sum += worths[w]!;
    }
    return wanted > 0 ? sum / wanted : 0;
  };
  /** The most that anybody with some of these tags could score; tags that stand aside might be anybody's. */
  const most = (tags: number): number => {
    let possible = 0;
    for (let w = 0; w < worths.length; w += 1) {
      const bit = bits[w]!;
      if (bit >= 0 ? ((tags >>> bit) & 1) === 1 : columns.tagBits.length === 32) possible += worths[w]!;
    }
    return wanted > 0 ? possible / wanted : 0;
  };
  return { met, most };
};

/** Whether the two are one person or must not meet, as gates. */
const createContacts = (columns: Columns, { profile, contactHashes }: ReadyNewcomer) => {
  const own = fingerprints(contactHashes);
  const unwanted = fingerprints(profile.doNotMatch);
  const [same, named] = [gateBit('same-person'), gateBit('do-not-match')];
  const { ids, contact, aside: allAside } = columns;
  return (at: number): number => {
    const id = ids[at]!;
    const aside = allAside.size > 0 ? allAside.get(id) : undefined;
    let failed = id === profile.id || sameWords(own, contact, at) ? same : 0;
    if (sameWords(unwanted, contact, at)) failed |= named;
    if (!aside) return failed;
    if (aside.otherContacts.some((hash) => contactHashes.includes(hash))) failed |= same;
    if (aside.otherContacts.some((hash) => profile.doNotMatch.includes(hash))) failed |= named;
    if (contactHashes.some((hash) => aside.doNotMatch.includes(hash))) failed |= named;
    return failed;
  };
};

/** The most time that anybody could share with this newcomer. */
const ownTime = (free: Uint8Array): { worstMinutes: number; worstDays: number } => {
  const quarters = free.reduce((sum, each) => sum + each, 0);
  // A repeated hour counts twice: four quarters more a week at the most.
  return { worstMinutes: 15 * (quarters + 4), worstDays: 7 };
};

/** Makes a newcomer ready to look at the columns. */
export const createReader = (columns: Columns, ready: ReadyNewcomer, setting: Setting): Reader => {
  const { profile: newcomer } = ready;
  const { rubric, asOfMs } = setting;
  const { ranking, policy, details } = rubric;
  const { placeShare } = details.inPerson;
  const tables = createTables(columns, ready, setting);
  const wish = createWishes(columns, newcomer, setting);
  const contacts = createContacts(columns, ready);
  const weights = weightsFor(newcomer, setting);
  const none = notApplicable(newcomer);
  const availabilityMost = scoreAvailability(ownTime(ready.free), rubric);
  const minimumQuarters = policy.minimumBlockMinutes / 15;
  const soonSpan = {
    asOfMs,
    untilMs: asOfMs + ranking.soonHours * 3_600_000,
    leastMs: policy.minimumBlockMinutes * 60_000,
  };
  const [overdue, tooFar, tooLittle] = [
    gateBit('mentor-heartbeat-overdue'),
    gateBit('too-far'),
    gateBit('too-little-shared-time'),
  ];
  const scores = new Float64Array(componentNames.length);
  const time = { worstMinutes: 0, worstDays: 0, bestMinutes: 0, soon: false };
  const numbers = { confidence: 0, fit: 0, rank: 0 };
  const span = { week: columns.week, word: 0 };
  const counting = { minimumQuarters, into: time };
  // A reader lives as long as one question, so columns are not replaced under it.
  const {
    conduct: conductAt,
    pathways: pathwaysAt,
    languages: languagesAt,
    place: placeAt,
    load: loadAt,
    zone: zoneAt,
    month: monthAt,
    stage: stageAt,
  } = columns.numbers;
  const { heartbeat, lastMatch } = columns;

  const meetsNear = (at: number, nearPlace: number) => nearPlace >= 0 && tables.place(placeAt[at]!).isNear;

  const quickGates = (at: number): number => {
    const conduct = tables.conduct(conductAt[at]!);
    let failed =
      conduct.gates |
      tables.pathways.gates[pathwaysAt[at]!]! |
      tables.languages(languagesAt[at]!).gates |
      tables.load(loadAt[at]!).gates |
      tables.month(monthAt[at]!).gates;
    if ((failed & tooFar) !== 0 && meetsNear(at, conduct.nearPlace)) failed &= ~tooFar;
    if (!((asOfMs - heartbeat[at]!) / dayMs <= policy.heartbeatDays)) failed |= overdue;
    return failed;
  };

  const passesQuickly = (at: number): boolean => {
    if (!((asOfMs - heartbeat[at]!) / dayMs <= policy.heartbeatDays)) return false;
    const conduct = tables.conduct(conductAt[at]!);
    if ((conduct.gates & ~tooFar) !== 0 || tables.load(loadAt[at]!).gates !== 0) return false;
    if (tables.languages(languagesAt[at]!).gates !== 0 || tables.month(monthAt[at]!).gates !== 0)
      return false;
    if (tables.pathways.gates[pathwaysAt[at]!]! !== 0) return false;
    return conduct.gates === 0 || meetsNear(at, conduct.nearPlace);
  };

  const sharesEnough = (at: number): boolean => {
    const slots = tables.zone(zoneAt[at]!);
    span.word = weekWords * at;
    countJointTime(slots, span, counting);
    return time.worstMinutes >= policy.minimumSharedMinutes || tables.conduct(conductAt[at]!).textOnly;
  };

  const gather = (at: number): void => {
    const conduct = tables.conduct(conductAt[at]!);
    scores[pathway!] = tables.pathways.score[pathwaysAt[at]!]!;
    scores[recovery!] = tables.month(monthAt[at]!).score;
    scores[lived!] = none[lived!] ? Number.NaN : wish.met(at);
    scores[stage!] = tables.stage(stageAt[at]!).score;
    scores[worldview!] = conduct.worldview;
    scores[modality!] = meetsNear(at, conduct.nearPlace)
      ? conduct.nearPlace * placeShare + tables.place(placeAt[at]!).nearness * (1 - placeShare)
      : conduct.far;
    scores[gender!] = conduct.gender;
    scores[language!] = tables.languages(languagesAt[at]!).score;
  };

  const weigh = (at: number, soon: boolean): void => {
    let points = 0;
    let known = 0;
    let applicable = 0;
    for (let c = 0; c < scores.length; c += 1) {
      if (none[c]) continue;
      applicable += weights[c]!;
      const score = scores[c]!;
      if (Number.isNaN(score)) continue;
      known += weights[c]!;
      points += weights[c]! * score;
    }
    const raw = (100 * points) / known;
    const confidence = known / applicable;
    const fit = confidence * raw + (1 - confidence) * details.neutralFit;
    const last = lastMatch[at]!;
    const daysSince = Number.isNaN(last) ? ranking.recencyDays : (asOfMs - last) / dayMs;
    numbers.confidence = confidence;
    numbers.fit = fit;
    numbers.rank =
      fit -
      tables.load(loadAt[at]!).penalty -
      ranking.recencyPenalty * Math.max(0, 1 - daysSince / ranking.recencyDays) +
      ranking.soonBonus * (soon ? 1 : 0);
  };

  const weightOfAll = weights.reduce((sum, weight, c) => (none[c] ? sum : sum + weight), 0);
  const weightOfRest = weights.reduce(
    (sum, weight, c) => (none[c] || c === pathway || c === availability || c === lived ? sum : sum + weight),
    0,
  );
  const livedWeight = none[lived!] ? 0 : weights[lived!]!;

  return {
    // What is unknown counts half, so the most of every other component is its whole weight.
    blockPoints: (best, tags) => ({
      points:
        weights[pathway!]! * best +
        weights[availability!]! * availabilityMost +
        livedWeight * wish.most(tags) +
        weightOfRest,
      applicable: weightOfAll,
    }),
    pathwayScores: tables.pathways.score,
    quickGates,
    passesQuickly,
    slowGates: (at) => (sharesEnough(at) ? 0 : tooLittle) | contacts(at),
    passesSlowly: (at) => sharesEnough(at) && contacts(at) === 0,
    score: (at) => {
      gather(at);
      scores[availability!] = scoreAvailability(time, rubric);
      span.word = weekWords * at;
      time.soon = isJointSoon(tables.zone(zoneAt[at]!), span, soonSpan);
      weigh(at, time.soon);
    },
    bound: (at) => {
      gather(at);
      scores[availability!] = availabilityMost;
      weigh(at, true);
      return toCentipoints(numbers.rank + 1e-9);
    },
    scores,
    time,
    numbers,
    priority: priorityOf({ newcomer, setting }),
  };
};
