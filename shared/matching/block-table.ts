/*
 * How many of 16 quarter-hours lie in blocks that are long enough, for every way in which they can be free: so a chunk of
 * shared time is one load instead of a walk. 64 KB for each length that is asked for; they are kept.
 */

/** Quarter-hours that one look at the table is about. */
export const tableBits = 16;

/** For any 16 bits, how many of them lie in blocks of at least so many. */
const blockTables = new Map<number, Uint8Array>();

const makeBlockTable = (least: number): Uint8Array => {
  const table = new Uint8Array(1 << tableBits);
  for (let bits = 1; bits < table.length; bits += 1) {
    // The lowest run of ones, and what stands above it.
    const from = 31 - Math.clz32(bits & -bits);
    const run = 31 - Math.clz32(~(bits >>> from) & -~(bits >>> from));
    const above = bits & ~(((1 << run) - 1) << from);
    table[bits] = table[above]! + (run >= least ? run : 0);
  }
  return table;
};

/** The table for blocks of at least so many quarter-hours. O(65,536) the first time. */
export const blockTable = (least: number): Uint8Array => {
  const found = blockTables.get(least) ?? makeBlockTable(least);
  blockTables.set(least, found);
  return found;
};

/** What a block must be: how long at least, in quarter-hours, and the table for it. */
export type BlockRule = { readonly least: number; readonly table: Uint8Array };
