import type { Pair } from './pair.ts';
import type { MentorProfile, NewcomerProfile } from './profile.ts';

/*
 * Safety and consent are gates, never points: every one must hold, and a result lists all that do not, in this order.
 * What a person did not tell never passes a "must".
 */

const day = 86_400_000;

/** Codes that both speak at `conversational` or better. */
export const sharedLanguages = ({ newcomer, mentor }: Pair): string[] => {
  const talks = (languages: NewcomerProfile['languages']) =>
    languages.filter(({ level }) => level !== 'basic').map(({ code }) => code);
  const theirs = talks(mentor.languages);
  return [...new Set(talks(newcomer.languages).filter((code) => theirs.includes(code)))];
};

/** Ways to talk in common, in the newcomer's order, however far apart the two are. */
export const sharedModalities = ({ newcomer, mentor }: Pair): NewcomerProfile['modalities'] =>
  newcomer.modalities.filter((modality) => mentor.modalities.includes(modality));

/** Pathways of the mentor's, at any depth, that the newcomer chose. */
export const sharedPathways = ({ newcomer, mentor }: Pair): string[] =>
  newcomer.pathways.filter((choice) => mentor.pathways.some(({ pathway }) => pathway === choice));

/** Main pathways of the mentor's that the newcomer said no to. */
export const excludedPathways = ({ newcomer, mentor }: Pair): string[] =>
  mentor.pathways
    .filter(({ pathway, depth }) => depth === 'main' && newcomer.notPathways.includes(pathway))
    .map(({ pathway }) => pathway);

/** Either of them writes and nothing else, so no shared hour is needed. */
export const textOnly = ({ newcomer, mentor }: Pair): boolean =>
  [newcomer, mentor].some(({ modalities }) => modalities.length === 1 && modalities[0] === 'text');

/** What stands against the pair's pathways, if anything. */
export const pathwayObstacles = (pair: Pair) => {
  const { minimumPathwayScore, womenOnlyPathways } = pair.setting.rubric.policy;
  const shared = sharedPathways(pair).length > 0;
  const only = pair.mentor.pathways.length === 1 ? pair.mentor.pathways[0]!.pathway : '';
  return {
    'low-affinity': pair.pathway.score < minimumPathwayScore,
    'newcomer-only-these': pair.newcomer.pathwayMust && !shared,
    'mentor-only-these': pair.mentor.onlyPathways && !shared,
    'for-women': womenOnlyPathways.includes(only) && pair.newcomer.gender !== 'woman',
  };
};

/** Days since the mentor's last "still willing, still well"; null if there was none. */
export const heartbeatAge = ({ mentor, setting }: Pair): number | null =>
  mentor.heartbeatAt === null ? null : (setting.asOfMs - Date.parse(mentor.heartbeatAt)) / day;

const acceptsGender = (accepted: readonly string[] | null, gender: string | null): boolean =>
  accepted === null || (gender !== null && accepted.includes(gender));

const genderHolds = ({ newcomer, mentor }: Pair): boolean => {
  const { strength, genders } = newcomer.genderPreference;
  return (
    acceptsGender(strength === 'must' ? genders : null, mentor.gender) &&
    acceptsGender(mentor.mentorsGenders, newcomer.gender)
  );
};

/** They share a way to talk, and none counts: it is in person, and too far. */
const isFarApart = (pair: Pair): boolean =>
  sharedModalities(pair).length > 0 && pair.modality.modality === null;

/** One person under two ids. */
export const samePerson = ({ newcomer, mentor, ready }: Pair): boolean =>
  newcomer.id === mentor.id ||
  ready.newcomer.contactHashes.some((hash) => ready.mentor.contactHashes.includes(hash));

/** Either one's private list names the other. */
export const namesOther = ({ newcomer, mentor, ready }: Pair): boolean =>
  ready.mentor.contactHashes.some((hash) => newcomer.doNotMatch.includes(hash)) ||
  ready.newcomer.contactHashes.some((hash) => mentor.doNotMatch.includes(hash));

/** Places that a mentor has left. */
export const freePlaces = ({ capacity, active, reserved }: MentorProfile): number =>
  Math.max(0, capacity - active - reserved);

/** The twenty gates in order; each says whether a pair passes it. */
export const gates = {
  'consent-missing': ({ newcomer, mentor }) => newcomer.consented && mentor.consented,
  'same-person': (pair) => !samePerson(pair),
  'mentor-not-approved': ({ mentor }) => mentor.approved,
  'mentor-heartbeat-overdue': (pair) => {
    const age = heartbeatAge(pair);
    return age !== null && age <= pair.setting.rubric.policy.heartbeatDays;
  },
  'mentor-paused': ({ mentor }) => !mentor.paused,
  'safety-hold': ({ newcomer, mentor }) => !newcomer.safetyHold && !mentor.safetyHold,
  'different-track': ({ newcomer, mentor }) => newcomer.track === mentor.track,
  'recovery-too-short': ({ newcomer, ready, setting }) =>
    ready.mentor.recoveryDays >= setting.rubric.policy.minimumRecoveryDays[newcomer.track],
  'lead-too-short': ({ newcomer, leadDays, setting }) =>
    newcomer.track === 'family' || leadDays >= setting.rubric.policy.minimumLeadDays,
  'no-capacity': ({ mentor }) => freePlaces(mentor) > 0,
  'gender-must': genderHolds,
  'no-shared-language': (pair) => sharedLanguages(pair).length > 0,
  'no-shared-modality': (pair) => sharedModalities(pair).length > 0,
  'too-far': (pair) => !isFarApart(pair),
  'too-little-shared-time': (pair) =>
    textOnly(pair) || pair.time.worstMinutes >= pair.setting.rubric.policy.minimumSharedMinutes,
  'pathway-excluded': (pair) => excludedPathways(pair).length === 0,
  'pathway-mismatch': (pair) => !Object.values(pathwayObstacles(pair)).some(Boolean),
  'medication-affirming': ({ newcomer, mentor }) =>
    !newcomer.needsMedicationAffirming || mentor.medicationAffirming,
  'worldview-must': ({ newcomer, mentor }) =>
    !newcomer.worldviewMust || (mentor.worldview !== null && mentor.worldview === newcomer.worldview),
  'do-not-match': (pair) => !namesOther(pair),
} satisfies Record<string, (pair: Pair) => boolean>;

export type GateCode = keyof typeof gates;
/** The gates' codes, in the order in which they are told. */
export const gateCodes = Object.keys(gates) as GateCode[];

/** Every gate that a pair fails, in order; none means eligible. */
export const failedGates = (pair: Pair): GateCode[] => gateCodes.filter((code) => !gates[code](pair));

/** How many mentors a gate stops, and for how many of them it is the only one. */
export type GateCount = { gate: GateCode; mentors: number; alone: number };

/** Counts, for each gate that stops somebody, the mentors whom it stops; most first, then in the order of the gates. */
export const countBlocked = (failures: readonly (readonly GateCode[])[]): GateCount[] =>
  gateCodes
    .map((gate) => ({
      gate,
      mentors: failures.filter((failed) => failed.includes(gate)).length,
      alone: failures.filter((failed) => failed.length === 1 && failed[0] === gate).length,
    }))
    .filter(({ mentors }) => mentors > 0)
    .sort((a, b) => b.mentors - a.mentors);
