import type { Setting } from './pair.ts';
import { arrange, type Columns } from './pool-columns.ts';

/*
 * Mentors who are alike stand together: by track, then pathways, then tags. So a block of neighbours has few pathways
 * and few tags, and the best that anybody in it could come to is worked out from these without looking at anybody.
 */

/** Mentors a block. */
export const blockSize = 64;

/** Each block's pathways (from `start[b]` up to `start[b + 1]`) and all tags that occur in it. */
export type Blocks = {
  /** Positions that the blocks cover; whoever came later stands behind them. */
  readonly covered: number;
  readonly start: Int32Array;
  readonly pathways: Int32Array;
  readonly tags: Uint32Array;
};

const orderOf = (columns: Columns): Uint32Array => {
  const { numbers, facets, tags } = columns;
  const tracks = facets.conduct.parts.map((part) => part?.track ?? '');
  const rank = [...new Set(tracks)].sort();
  const track = tracks.map((each) => rank.indexOf(each));
  const alive: number[] = [];
  for (let at = 0; at < columns.size; at += 1) if (numbers.conduct[at] !== 0) alive.push(at);
  return Uint32Array.from(alive).sort(
    (a, b) =>
      track[numbers.conduct[a]!]! - track[numbers.conduct[b]!]! ||
      numbers.pathways[a]! - numbers.pathways[b]! ||
      tags[a]! - tags[b]! ||
      a - b,
  );
};

const summarize = ({ size, numbers, tags }: Columns): Blocks => {
  const count = Math.ceil(size / blockSize);
  const start = new Int32Array(count + 1);
  const pathways: number[] = [];
  const allTags = new Uint32Array(count);
  for (let block = 0; block < count; block += 1) {
    const end = Math.min(size, (block + 1) * blockSize);
    for (let at = block * blockSize; at < end; at += 1) {
      allTags[block]! |= tags[at]!;
      // Sorted by track, then pathways: the same number comes in runs.
      if (pathways.length === start[block] || pathways.at(-1) !== numbers.pathways[at]) {
        pathways.push(numbers.pathways[at]!);
      }
    }
    start[block + 1] = pathways.length;
  }
  return { covered: size, start, pathways: Int32Array.from(pathways), tags: allTags };
};

/** Puts mentors who are alike together and those who left away. O(mentors · log mentors); moves everybody. */
export const arrangeBlocks = (columns: Columns): Blocks => {
  arrange(columns, orderOf(columns));
  return summarize(columns);
};

/** What blocks need to be bounded for one newcomer: fit is linear in what each component adds. */
export type BlockBound = (block: number) => number;

/** The blocks of columns that are arranged already. */
export const readBlocks = summarize;

/** Blocks from the greatest bound down, those below `least` left out. Bucket sort: O(blocks + bounds). */
export const blocksByBound = (
  blocks: Blocks,
  boundOf: BlockBound,
): { block: Int32Array; bound: Int32Array } => {
  const count = blocks.tags.length;
  const bounds = new Int32Array(count);
  let most = 0;
  for (let block = 0; block < count; block += 1) {
    bounds[block] = Math.max(-1, boundOf(block));
    if (bounds[block]! > most) most = bounds[block]!;
  }
  const next = new Int32Array(most + 2);
  for (let block = 0; block < count; block += 1)
    if (bounds[block]! >= 0) next[most - bounds[block]! + 1]! += 1;
  for (let key = 0; key <= most; key += 1) next[key + 1]! += next[key]!;
  const block = new Int32Array(next[most + 1]!);
  const bound = new Int32Array(block.length);
  for (let b = 0; b < count; b += 1) {
    if (bounds[b]! < 0) continue;
    const at = next[most - bounds[b]!]!++;
    block[at] = b;
    bound[at] = bounds[b]!;
  }
  return { block, bound };
};

/** The centipoints of a rank from the points that a block could reach at the most. */
export const rankBound = (
  { points, applicable }: { points: number; applicable: number },
  { rubric }: Setting,
): number => Math.floor(100 * ((100 * points) / applicable + rubric.ranking.soonBonus + 1e-9) + 0.5);
