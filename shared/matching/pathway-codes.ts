import type { Facet } from './facet.ts';
import { excludedPathways, sharedPathways } from './gates.ts';
import { meetPathways, type Pair, type ReadyNewcomer, type Setting } from './pair.ts';
import type { MentorProfile } from './profile.ts';

/*
 * A pathway and how deep a mentor went into it, as one number; a mentor's list of them as a row of a few. For one
 * newcomer each such number has one score, the very product that `meetPathways` forms, and a list scores the greatest
 * of its row. Whether a list fails a gate hangs on five yes-or-no questions about it, so the gates are asked about one
 * list for each of the 32 answers at the most. So the thousands of lists that a big pool has cost a few look-ups each.
 */

type Listed = Pick<MentorProfile, 'pathways' | 'onlyPathways'>;

/** Lists of codes: list `l` has those from `start[l]` up to `start[l + 1]`, and 1 in `only` if it wants nothing else. */
export type PathwayCodes = {
  readonly codes: MentorProfile['pathways'];
  readonly start: number[];
  readonly code: number[];
  readonly only: number[];
};

/** No lists yet. */
export const createPathwayCodes = (): PathwayCodes => ({ codes: [], start: [0], code: [], only: [] });

/** Takes in the lists that a facet has got since. */
export const followFacet = ({ codes, start, code, only }: PathwayCodes, { parts }: Facet<Listed>): void => {
  for (let list = only.length; list < parts.length; list += 1) {
    for (const { pathway, depth } of parts[list]!.pathways) {
      let at = codes.findIndex((each) => each.pathway === pathway && each.depth === depth);
      if (at < 0) at = codes.push({ pathway, depth }) - 1;
      code.push(at);
    }
    start.push(code.length);
    only.push(parts[list]!.onlyPathways ? 1 : 0);
  }
};

// What there is to know of a list, beside `only`, as bits.
const isShared = 2;
const isExcluded = 4;
const isForWomen = 8;
const isLow = 16;

/** What one newcomer makes of each code by itself. */
const judgeCodes = (
  { codes }: PathwayCodes,
  { profile: newcomer }: ReadyNewcomer,
  { rubric }: Setting,
): { scores: Float64Array; answers: Uint8Array; alone: Uint8Array } => {
  const mentors = codes.map((code) => ({ pathways: [code] }) as Pair['mentor']);
  const pairs = mentors.map((mentor) => ({ newcomer, mentor }) as Pair);
  return {
    scores: Float64Array.from(mentors, (mentor) => meetPathways(newcomer, mentor, rubric).score),
    answers: Uint8Array.from(
      pairs,
      (pair) =>
        (sharedPathways(pair).length > 0 ? isShared : 0) |
        (excludedPathways(pair).length > 0 ? isExcluded : 0),
    ),
    alone: Uint8Array.from(codes, ({ pathway }) =>
      rubric.policy.womenOnlyPathways.includes(pathway) ? isForWomen : 0,
    ),
  };
};

/**
 * Every list's score for one newcomer, 0 where nothing meets, and its failed gates.
 *
 * @param judge - the failed gates of a list with that score; asked once for lists that no gate tells apart.
 */
export const judgeLists = (
  pathwayCodes: PathwayCodes,
  ready: ReadyNewcomer,
  setting: Setting,
  judge: (list: number, score: number) => number,
): { score: Float64Array; gates: Uint32Array } => {
  const { start, code, only } = pathwayCodes;
  const { scores, answers, alone } = judgeCodes(pathwayCodes, ready, setting);
  const least = setting.rubric.policy.minimumPathwayScore;
  const score = new Float64Array(only.length);
  const gates = new Uint32Array(only.length);
  const judged = new Int32Array(2 * isLow).fill(-1);
  for (let list = 0, from = 0, to = 0; list < only.length; list += 1, from = to) {
    to = start[list + 1]!;
    let best = 0;
    let known = only[list]!;
    for (let e = from; e < to; e += 1) {
      const each = code[e]!;
      if (scores[each]! > best) best = scores[each]!;
      known |= answers[each]!;
    }
    if (to - from === 1) known |= alone[code[from]!]!;
    if (best < least) known |= isLow;
    score[list] = best;
    if (judged[known] === -1) judged[known] = judge(list, best);
    gates[list] = judged[known]!;
  }
  return { score, gates };
};
