import type { Facet } from './facet.ts';
import { meetPathways, type Pair, type ReadyNewcomer, type Setting } from './pair.ts';
import type { MentorProfile } from './profile.ts';

/*
 * A pathway and how deep a mentor went into it, as one number; a mentor's list of them as a row of a few. For one
 * newcomer each such number has one score, the very product that `meetPathways` forms, and a list scores the greatest
 * of its row. So the thousands of lists that a big pool has are scored by a few look-ups each.
 */

type Listed = Pick<MentorProfile, 'pathways' | 'onlyPathways'>;

/** Lists of codes: list `l` has those from `start[l]` up to `start[l + 1]`. */
export type PathwayCodes = {
  readonly codes: MentorProfile['pathways'];
  readonly start: number[];
  readonly code: number[];
};

/** No lists yet. */
export const createPathwayCodes = (): PathwayCodes => ({ codes: [], start: [0], code: [] });

/** Takes in the lists that a facet has got since. */
export const followFacet = ({ codes, start, code }: PathwayCodes, { parts }: Facet<Listed>): void => {
  for (let list = start.length - 1; list < parts.length; list += 1) {
    for (const { pathway, depth } of parts[list]!.pathways) {
      let at = codes.findIndex((each) => each.pathway === pathway && each.depth === depth);
      if (at < 0) at = codes.push({ pathway, depth }) - 1;
      code.push(at);
    }
    start.push(code.length);
  }
};

/** Every list's score for one newcomer; 0 where nothing meets. */
export const scoreLists = (
  { codes, start, code }: PathwayCodes,
  { profile }: ReadyNewcomer,
  { rubric }: Setting,
): Float64Array => {
  const scores = codes.map(
    (each) => meetPathways(profile, { pathways: [each] } as Pair['mentor'], rubric).score,
  );
  const ofList = new Float64Array(start.length - 1);
  for (let list = 0; list < ofList.length; list += 1) {
    for (let e = start[list]!; e < start[list + 1]!; e += 1) {
      if (scores[code[e]!]! > ofList[list]!) ofList[list] = scores[code[e]!]!;
    }
  }
  return ofList;
};
