import { freeWeek, type SharedTime, shareTime } from './availability.ts';
import {
  type MatchingContext,
  type MentorProfile,
  type NewcomerProfile,
  requireContext,
  requireMentor,
  requireNewcomer,
} from './profile.ts';
import { type Rubric, type RubricInput, requireRubric } from './rubric.ts';
import { pairZones, type ZonePair } from './shared-weeks.ts';

/*
 * What gates and components look at. A person is made ready once (checked, week drawn, months counted), a setting is
 * made once for an instant and a rubric, and a pair holds only what needs both people. So a round checks each profile
 * once and works out each pair of zones once, and scoring a pair touches neither zod nor `Intl`.
 */

/** An instant, a pool and a rubric; remembers what each pair of zones shares. */
export type Setting = {
  readonly context: MatchingContext;
  readonly asOfMs: number;
  readonly rubric: Rubric;
  /** What two zones share from `asOf` on. */
  readonly zonePair: (newcomer: string, mentor: string) => ZonePair;
};

/** What both kinds of person are made ready with. */
type Ready = {
  readonly free: Uint8Array;
  /** Whole UTC days since the last day of the month they told. */
  readonly recoveryDays: number;
  readonly contactHashes: readonly string[];
};
/** A newcomer, checked and ready to be compared. */
export type ReadyNewcomer = Ready & { readonly profile: NewcomerProfile };
/** A mentor, checked and ready to be compared. */
export type ReadyMentor = Ready & { readonly profile: MentorProfile };

/** The best way in which a mentor's pathways meet a newcomer's choices. */
export type PathwayMeeting = {
  readonly score: number;
  readonly newcomerPathway: string;
  readonly mentorPathway: string | null;
  readonly depth: MentorProfile['pathways'][number]['depth'] | null;
};

/** The way to talk that counts: the first shared one in the newcomer's order. */
export type ModalityMeeting = {
  readonly modality: NewcomerProfile['modalities'][number] | null;
  /** Its place in the newcomer's order, from 0; −1 if nothing is shared. */
  readonly place: number;
};

/** A newcomer and a mentor, with what needs both. */
export type Pair = {
  readonly newcomer: NewcomerProfile;
  readonly mentor: MentorProfile;
  readonly ready: { readonly newcomer: ReadyNewcomer; readonly mentor: ReadyMentor };
  readonly setting: Setting;
  readonly zones: ZonePair;
  readonly time: SharedTime;
  readonly pathway: PathwayMeeting;
  readonly modality: ModalityMeeting;
  /** Null if either gave no place. */
  readonly distanceKm: number | null;
  /** The smaller of the two radii; null if either gave no place. */
  readonly radiusKm: number | null;
  /** Days by which the mentor is further along. */
  readonly leadDays: number;
};

const dayMs = 86_400_000;
/** Days in a year, as recovery is counted. */
export const daysInYear = 365.25;

/**
 * A setting for any number of pairs.
 *
 * @throws {RangeError} if the context or the rubric is wrong.
 */
export const createSetting = (context: MatchingContext, rubric: RubricInput): Setting => {
  const checked = requireContext(context);
  const checkedRubric = requireRubric(rubric);
  const asOfMs = Date.parse(checked.asOf);
  const pairs = new Map<string, Map<string, ZonePair>>();
  return {
    context: checked,
    asOfMs,
    rubric: checkedRubric,
    zonePair: (newcomer, mentor) => {
      let ofNewcomer = pairs.get(newcomer);
      if (!ofNewcomer) {
        ofNewcomer = new Map();
        pairs.set(newcomer, ofNewcomer);
      }
      let found = ofNewcomer.get(mentor);
      if (!found) {
        found = pairZones({ newcomer, mentor }, asOfMs, checkedRubric);
        ofNewcomer.set(mentor, found);
      }
      return found;
    },
  };
};

/** Whole UTC days since the month's last day, never below 0; a month not told counts 0. */
export const countRecovery = (month: string | null, asOfMs: number): number => {
  if (month === null) return 0;
  const [year, monthOfYear] = month.split('-').map(Number) as [number, number];
  return Math.max(0, Math.floor((asOfMs - Date.UTC(year, monthOfYear, 0)) / dayMs));
};

const makeReady = (profile: NewcomerProfile | MentorProfile, asOfMs: number): Ready => ({
  free: freeWeek(profile.windows),
  recoveryDays: countRecovery(profile.recoverySince, asOfMs),
  contactHashes: [profile.contactHash, ...(profile.otherContactHashes ?? [])],
});

/** A newcomer made ready. @throws {RangeError} if the profile is wrong. */
export const readyNewcomer = (newcomer: NewcomerProfile, { asOfMs }: Setting): ReadyNewcomer => {
  const profile = requireNewcomer(newcomer);
  return { profile, ...makeReady(profile, asOfMs) };
};

/** Either made ready from a profile that was found right before. */
export const readyAgain = <Profile extends NewcomerProfile | MentorProfile>(
  profile: Profile,
  { asOfMs }: Setting,
): Ready & { readonly profile: Profile } => ({ profile, ...makeReady(profile, asOfMs) });

/** A mentor made ready. @throws {RangeError} if the profile is wrong. */
export const readyMentor = (mentor: MentorProfile, { asOfMs, context }: Setting): ReadyMentor => {
  const profile = requireMentor(mentor, context.asOf);
  return { profile, ...makeReady(profile, asOfMs) };
};

/** 1 for the same pathway, else the cell of the two rows; 0 for a pathway that the rubric does not know. */
const affinityOf = (
  newcomerPathway: string,
  mentorPathway: string,
  { pathways, affinity }: Rubric,
): number => {
  if (newcomerPathway === mentorPathway) return 1;
  const row = pathways[newcomerPathway]?.row ?? newcomerPathway;
  const column = pathways[mentorPathway]?.row;
  return column === undefined ? 0 : (affinity[row]?.[column] ?? 0);
};

/** The best over choices × pathways; the first of equals, so that it is always the same one. */
export const meetPathways = (
  newcomer: NewcomerProfile,
  mentor: MentorProfile,
  rubric: Rubric,
): PathwayMeeting => {
  const choices = newcomer.pathways.length > 0 ? newcomer.pathways : ['unsure'];
  let best: PathwayMeeting = { score: 0, newcomerPathway: choices[0]!, mentorPathway: null, depth: null };
  choices.forEach((choice, place) => {
    for (const { pathway, depth } of mentor.pathways) {
      const score =
        (rubric.pathwayRank[place] ?? 0) * rubric.pathwayDepth[depth] * affinityOf(choice, pathway, rubric);
      if (score > best.score) best = { score, newcomerPathway: choice, mentorPathway: pathway, depth };
    }
  });
  return best;
};

type Place = { lat: number; lon: number };

/** Great-circle distance by the haversine, on a sphere of 6,371 km. */
export const distanceBetween = (a: Place, b: Place): number => {
  const radians = Math.PI / 180;
  const halfLat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const halfLon = Math.sin(((b.lon - a.lon) * radians) / 2);
  const h = halfLat ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * halfLon ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** In person counts as shared only within reach; farther, the next shared way counts, at its own place. */
export const meetModalities = (
  newcomer: NewcomerProfile,
  mentor: MentorProfile,
  near: boolean,
): ModalityMeeting => {
  const place = newcomer.modalities.findIndex(
    (modality) => mentor.modalities.includes(modality) && (modality !== 'in-person' || near),
  );
  return { modality: newcomer.modalities[place] ?? null, place };
};

/** A pair, with everything that gates and components ask about both. */
export const pairUp = (newcomer: ReadyNewcomer, mentor: ReadyMentor, setting: Setting): Pair => {
  const [n, m] = [newcomer.profile, mentor.profile];
  const zones = setting.zonePair(n.timeZone, m.timeZone);
  const free = { newcomer: newcomer.free, mentor: mentor.free };
  const places = n.location && m.location ? ([n.location, m.location] as const) : null;
  const distanceKm = places && distanceBetween(...places);
  const radiusKm = places && Math.min(places[0].radiusKm, places[1].radiusKm);
  const near = distanceKm !== null && radiusKm !== null && distanceKm <= radiusKm;
  return {
    newcomer: n,
    mentor: m,
    ready: { newcomer, mentor },
    setting,
    zones,
    time: shareTime(zones, free, setting.asOfMs, setting.rubric),
    pathway: meetPathways(n, m, setting.rubric),
    modality: meetModalities(n, m, near),
    distanceKm,
    radiusKm,
    leadDays: mentor.recoveryDays - newcomer.recoveryDays,
  };
};
