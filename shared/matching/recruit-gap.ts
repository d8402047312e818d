import { freePlaces, type GateCode, gateCodes } from './gates.ts';
import { createSetting, readyMentor, readyNewcomer, type Setting } from './pair.ts';
import { append, createColumns } from './pool-columns.ts';
import { createReader } from './pool-reader.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { type Need, type NeedGate, needGates, type RecruitGap } from './recruit-gap-schema.ts';
import type { RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';

/*
 * What kind of mentor is missing. Of the newcomers whom no mentor with room could take, each is told by the fewest needs
 * that no such mentor meets together: “Spanish and medication” where there are mentors for either and none for both.
 *
 * Every mentor with room fails some needs of a newcomer; to bring that mentor, all of them would have to be relaxed. The
 * needs missing together are a smallest set that shares a member with each of those sets: then no mentor meets the
 * whole set, and every part of it is met by somebody. (Conflicts and relaxations are each other's hitting sets: Reiter
 * 1987.) A newcomer may have several such sets; the one that most others share is told, so that few sentences say it all.
 * Whom too few are like in what exactly would do is told by the kind of need alone, such as “another language”.
 *
 * Private lists take no part, neither do ids or names, and what fewer than `minimum` people share is not told apart.
 * Cost: O(newcomers without anybody × mentors with room) readings of the gates, and at most 2^12 sets a newcomer.
 */

const dayMs = 86_400_000;
const bitOf = (code: GateCode): number => 1 << gateCodes.indexOf(code);
const needBits = needGates.reduce((bits, code) => bits | bitOf(code), 0);
const privateBits = bitOf('same-person') | bitOf('do-not-match');

const popCount = (bits: number): number => {
  let ones = 0;
  for (let left = bits; left !== 0; left &= left - 1) ones += 1;
  return ones;
};

/** The sets that contain no other of them. */
const withoutSupersets = (sets: Iterable<number>): number[] => {
  const kept: number[] = [];
  for (const set of [...new Set(sets)].sort((a, b) => popCount(a) - popCount(b) || a - b))
    if (kept.every((smaller) => (smaller & set) !== smaller)) kept.push(set);
  return kept;
};

/** The smallest sets of bits that share one with each of the given sets, all of them; none of those may be empty. */
export const smallestHittingSets = (sets: Iterable<number>): number[] => {
  let partial = [0];
  const toHit = withoutSupersets(sets);
  const isHitting = (chosen: number) => toHit.every((set) => (set & chosen) !== 0);
  while (!partial.some(isHitting)) {
    const longer = new Set<number>();
    for (const chosen of partial) {
      const missed = toHit.find((set) => (set & chosen) === 0)!;
      for (let bits = missed; bits !== 0; bits &= bits - 1) longer.add(chosen | (bits & -bits));
    }
    partial = [...longer];
  }
  return partial.filter(isHitting).sort((a, b) => a - b);
};

const talks = ({ languages }: NewcomerProfile): string[] =>
  languages.filter(({ level }) => level !== 'basic').map(({ code }) => code);

const valuesOf: Record<NeedGate, (newcomer: NewcomerProfile) => readonly string[]> = {
  'different-track': ({ track }) => [track],
  'no-shared-language': talks,
  'medication-affirming': () => [],
  // Without a must of their own it is the mentors who do not mentor this gender.
  'gender-must': ({ genderPreference: { strength, genders }, gender }) =>
    strength === 'must' ? genders : gender === null ? [] : [gender],
  'pathway-mismatch': ({ pathways }) => pathways,
  'pathway-excluded': ({ notPathways }) => notPathways,
  'worldview-must': ({ worldview }) => (worldview === null ? [] : [worldview]),
  'no-shared-modality': ({ modalities }) => modalities,
  'too-far': () => [],
  'too-little-shared-time': () => [],
  'recovery-too-short': ({ track }) => [track],
  'lead-too-short': () => [],
};

const needOf = (newcomer: NewcomerProfile, gate: NeedGate): Need => ({
  gate,
  values: [...new Set(valuesOf[gate](newcomer))].sort(),
  must:
    gate === 'gender-must'
      ? newcomer.genderPreference.strength === 'must'
      : gate === 'pathway-mismatch' && newcomer.pathwayMust,
});

const needsOf = (newcomer: NewcomerProfile, bits: number): Need[] =>
  needGates.filter((gate) => (bits & bitOf(gate)) !== 0).map((gate) => needOf(newcomer, gate));

/** The same without what exactly would do; a track stays, since no mentor stands for two. */
const roughly = (needs: readonly Need[]): Need[] =>
  needs.map((need) =>
    need.values?.length === 0 || need.gate === 'different-track'
      ? need
      : { gate: need.gate, values: null, must: false },
  );

type Ways = ReadonlyMap<string, readonly Need[]>;
const toWays = (ways: readonly (readonly Need[])[]): Ways =>
  new Map(ways.map((needs) => [JSON.stringify(needs), needs]));

/** One newcomer without anybody. */
type Lonely = {
  /** The ways to say what is missing, by their text: exactly, and roughly. */
  readonly exact: Ways;
  readonly rough: Ways;
  /** For each need, the mentors who lack nothing else. */
  readonly lackOnly: ReadonlyMap<NeedGate, readonly number[]>;
};

const untold: Lonely = { exact: new Map(), rough: new Map(), lackOnly: new Map() };

/** The bits that each mentor with room fails; null if somebody could be had. */
const failuresOf = (gatesAt: (at: number) => number, mentors: number): number[] | null => {
  const failures: number[] = [];
  for (let at = 0; at < mentors; at += 1) {
    const failed = gatesAt(at);
    if (failed === 0) return null;
    failures.push(failed);
  }
  return failures;
};

const toLonely = (newcomer: NewcomerProfile, failures: readonly number[]): Lonely => {
  const needed = failures.map((failed) => failed & needBits);
  // Someone meets every need, and a private list or a hold stands between: that is nobody's business here.
  if (needed.includes(0)) return untold;
  const lackOnly = new Map<NeedGate, number[]>();
  for (const gate of needGates) {
    const bit = bitOf(gate);
    lackOnly.set(
      gate,
      failures.flatMap((failed, at) => ((failed & ~privateBits) === bit ? [at] : [])),
    );
  }
  const ways = smallestHittingSets(needed).map((set) => needsOf(newcomer, set));
  return { exact: toWays(ways), rough: toWays(ways.map(roughly)), lackOnly };
};

/** The way of telling that most of these share; of equals the first by its text. */
const mostShared = (people: readonly Lonely[], how: 'exact' | 'rough'): { way: string; waiting: number } => {
  const shared = new Map<string, number>();
  for (const each of people) for (const way of each[how].keys()) shared.set(way, (shared.get(way) ?? 0) + 1);
  let best = { way: '', waiting: 0 };
  for (const [way, waiting] of shared)
    if (waiting > best.waiting || (waiting === best.waiting && way < best.way)) best = { way, waiting };
  return best;
};

/** Fewest people of whom a gap is told: fewer could be recognised by what they need. */
const smallestGap = 3;
const gapsMaximum = 12;

/** For each need, how many mentors lack nothing else for somebody of the group. */
const countLacking = (needs: readonly Need[], group: readonly Lonely[]) =>
  needs.map(({ gate }) => ({
    gate,
    mentors: new Set(group.flatMap(({ lackOnly }) => lackOnly.get(gate) ?? [])).size,
  }));

const groupByGap = (lonely: readonly Lonely[], minimum: number): Pick<RecruitGap, 'gaps' | 'others'> => {
  let left = lonely;
  const gaps: RecruitGap['gaps'] = [];
  for (const how of ['exact', 'rough'] as const) {
    while (gaps.length < gapsMaximum) {
      const { way, waiting } = mostShared(left, how);
      if (waiting < Math.max(1, minimum)) break;
      const group = left.filter((each) => each[how].has(way));
      left = left.filter((each) => !each[how].has(way));
      const needs = [...group[0]![how].get(way)!];
      gaps.push({ needs, waiting, lackOnly: countLacking(needs, group) });
    }
  }
  gaps.sort((a, b) => b.waiting - a.waiting);
  return { gaps, others: left.length };
};

/** Whether a mentor is in the pool and has a place, whoever asks. */
const hasRoom = (mentor: MentorProfile, { asOfMs, rubric }: Setting): boolean => {
  const { consented, approved, paused, safetyHold, heartbeatAt } = mentor;
  const silentDays =
    heartbeatAt === null ? Number.POSITIVE_INFINITY : (asOfMs - Date.parse(heartbeatAt)) / dayMs;
  const stands = consented && approved && !paused && !safetyHold;
  return stands && silentDays <= rubric.policy.heartbeatDays && freePlaces(mentor) > 0;
};

/**
 * What mentors are missing for these newcomers. Those who could have somebody with room are passed over.
 *
 * @throws {RangeError} if a profile, the context or the rubric is wrong.
 */
export const findRecruitGap = (
  newcomers: readonly NewcomerProfile[],
  mentors: readonly MentorProfile[],
  context: MatchingContext,
  { rubric = rubricV1, minimum = smallestGap }: { rubric?: RubricInput; minimum?: number } = {},
): RecruitGap => {
  const setting = createSetting(context, rubric);
  const columns = createColumns();
  const withRoom = mentors
    .map((mentor) => readyMentor(mentor, setting).profile)
    .filter((mentor) => hasRoom(mentor, setting));
  for (const mentor of withRoom) append(columns, mentor);
  const lonely: Lonely[] = [];
  for (const newcomer of newcomers) {
    const reader = createReader(columns, readyNewcomer(newcomer, setting), setting);
    const failures = failuresOf((at) => reader.failedGates(at), columns.size);
    if (!failures) continue;
    const isTold = newcomer.consented && !newcomer.safetyHold;
    lonely.push(isTold ? toLonely(newcomer, failures) : untold);
  }
  return { waiting: lonely.length, mentorsWithRoom: withRoom.length, ...groupByGap(lonely, minimum) };
};
