import { arrange, type Columns } from './pool-columns.ts';
import { allowanceFor, type Sieve, wishLossOf } from './pool-sieve.ts';

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
  const tracks = facets.status.parts.map((part) => part?.track ?? '');
  const rank = [...new Set(tracks)].sort();
  const track = tracks.map((each) => rank.indexOf(each));
  const alive: number[] = [];
  for (let at = 0; at < columns.size; at += 1) if (numbers.status[at] !== 0) alive.push(at);
  return Uint32Array.from(alive).sort(
    (a, b) =>
      track[numbers.status[a]!]! - track[numbers.status[b]!]! ||
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

/** The blocks of columns that are arranged already. */
export const readBlocks = summarize;

/** The most centipoints of rank that anybody in a block could come to; less than 0 if a gate stops all. */
const boundsOf = ({ start, pathways, tags }: Blocks, sieve: Sieve): Int32Array => {
  const losses = sieve.losses.pathways;
  const bounds = new Int32Array(tags.length);
  for (let block = 0; block < bounds.length; block += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let e = start[block]!; e < start[block + 1]!; e += 1) {
      const loss = losses[pathways[e]!]!;
      if (loss < least) least = loss;
    }
    bounds[block] = Math.max(-1, allowanceFor(sieve, least + wishLossOf(sieve, tags[block]!)));
  }
  return bounds;
};

/** Blocks from the greatest bound down, without those that a gate stops. Bucket sort: O(blocks + bounds). */
export const blocksByBound = (blocks: Blocks, sieve: Sieve): { block: Int32Array; bound: Int32Array } => {
  const count = blocks.tags.length;
  const bounds = boundsOf(blocks, sieve);
  const most = bounds.reduce((a, b) => Math.max(a, b), 0);
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
