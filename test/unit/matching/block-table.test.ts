import { describe, expect, it } from 'vitest';
import { blockTable } from '#shared/matching/block-table.ts';

/** How many of 16 bits lie in runs of at least so many, by writing them out. */
const inBlocks = (bits: number, least: number): number =>
  bits
    .toString(2)
    .split('0')
    .filter(({ length }) => length >= least)
    .reduce((sum, { length }) => sum + length, 0);

describe('blockTable()', () => {
  it.each([1, 2, 4, 5, 16, 17])('counts the bits that lie in runs of at least %s', (least) => {
    const table = blockTable(least);
    expect(table).toHaveLength(65_536);
    const some = [0, 1, 3, 0x8000, 0xffff, 0x7fff, 0xfffe, 0b1011_0111_0111_1000, 0b1110_0011];
    for (let bits = 0; bits < 65_536; bits += 257) some.push(bits);
    for (const bits of some) expect([bits, table[bits]]).toEqual([bits, inBlocks(bits, least)]);
  });

  it('is made once for a length', () => {
    expect(blockTable(3)).toBe(blockTable(3));
    expect(blockTable(3)).not.toBe(blockTable(4));
  });
});
