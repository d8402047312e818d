import { at, Part } from './layout';

/*
 * Shared time of the eight mentors of a tile. A week is 42 vectors, one for each half-word of 16 quarter-hours, with a lane for
 * each mentor. So a chunk of the newcomer's free time is at the same place for all eight: two loads, two shifts and a mask.
 */

function maskOf(width: i32): v128 {
  const mask = (1 << width) - 1;
  return v128.splat<u16>(<u16>mask);
}

function dayOf(code: i32): v128 {
  const day = 1 << ((code >> 16) & 7);
  return v128.splat<u16>(<u16>day);
}

/** The bits of a chunk (half-word, shift, width) in a tile's week. */
function bitsOf(week: usize, code: i32): v128 {
  const from = week + ((<usize>(code & 63)) << 4);
  const shift = (code >> 6) & 31;
  const width = (code >> 11) & 31;
  let bits = v128.shr<u16>(v128.load(from), shift);
  if (shift + width > 16) bits = v128.or(bits, v128.shl<u16>(v128.load(from, 16), 16 - shift));
  return v128.and(bits, maskOf(width));
}

/** Which of some bits lie in blocks of at least so many. */
function blocksIn(bits: v128, least: i32): v128 {
  for (let k = 1; k < least; k += 1) bits = v128.and(bits, v128.shr<u16>(bits, 1));
  for (let k = 1; k < least; k += 1) bits = v128.or(bits, v128.shl<u16>(bits, 1));
  return bits;
}

/** The same for chunks that meet in time, from `words` on: bits move from one chunk to the next. */
function joinBlocks(week: usize, chunks: usize, length: i32, least: i32): void {
  for (let c = 0; c < length; c += 1) {
    v128.store(at(Part.words) + (<usize>c << 4), bitsOf(week, load<i32>(chunks + (<usize>c << 2))));
  }
  for (let k = 1; k < least; k += 1) {
    for (let c = 0; c < length; c += 1) {
      const word = at(Part.words) + (<usize>c << 4);
      let after = v128.shr<u16>(v128.load(word), 1);
      if (c + 1 < length) {
        const width = (load<i32>(chunks + (<usize>c << 2)) >> 11) & 31;
        const first = v128.and(v128.load(word, 16), v128.splat<u16>(1));
        after = v128.or(after, v128.shl<u16>(first, width - 1));
      }
      v128.store(word, v128.and(v128.load(word), after));
    }
  }
  for (let k = 1; k < least; k += 1) {
    for (let c = length - 1; c >= 0; c -= 1) {
      const word = at(Part.words) + (<usize>c << 4);
      const width = (load<i32>(chunks + (<usize>c << 2)) >> 11) & 31;
      let before = v128.and(v128.shl<u16>(v128.load(word), 1), maskOf(width));
      if (c > 0) before = v128.or(before, lastOf(chunks, c - 1));
      v128.store(word, v128.or(v128.load(word), before));
    }
  }
}

/** The last bit of a chunk, as the first of the next one. */
function lastOf(chunks: usize, c: i32): v128 {
  const width = (load<i32>(chunks + (<usize>c << 2)) >> 11) & 31;
  return v128.shr<u16>(v128.load(at(Part.words) + (<usize>c << 4)), width - 1);
}

function countBits(bits: v128): v128 {
  return i16x8.extadd_pairwise_i8x16_u(v128.popcnt<i8>(bits));
}

/** Eight mentors' week: quarter-hours in blocks × 8, and on how many days they start. */
export function countWeek(week: usize, program: usize, least: i32): v128 {
  let quarters = v128.splat<i16>(0);
  let days = v128.splat<i16>(0);
  const chains = load<i32>(program);
  program += 4;
  for (let chain = 0; chain < chains; chain += 1) {
    const length = load<i32>(program);
    program += 4;
    if (length == 1) {
      const code = load<i32>(program);
      const blocks = blocksIn(bitsOf(week, code), least);
      quarters = v128.add<i16>(quarters, countBits(blocks));
      const day = dayOf(code);
      days = v128.or(days, v128.and(v128.ne<i16>(blocks, v128.splat<i16>(0)), day));
    } else {
      joinBlocks(week, program, length, least);
      for (let c = 0; c < length; c += 1) {
        const blocks = v128.load(at(Part.words) + (<usize>c << 4));
        quarters = v128.add<i16>(quarters, countBits(blocks));
        // A block counts for the day on which it starts.
        let before = v128.shl<u16>(blocks, 1);
        if (c > 0) before = v128.or(before, lastOf(program, c - 1));
        const starts = v128.ne<i16>(v128.andnot(blocks, before), v128.splat<i16>(0));
        const day = dayOf(load<i32>(program + (<usize>c << 2)));
        days = v128.or(days, v128.and(starts, day));
      }
    }
    program += (<usize>length) << 2;
  }
  return v128.add<i16>(v128.shl<i16>(quarters, 3), countBits(days));
}

/** Of eight mentors, as bits: with whom there is a block in a program. */
export function anyBlock(week: usize, program: usize, least: i32): i32 {
  let any = v128.splat<i16>(0);
  const chains = load<i32>(program);
  program += 4;
  for (let chain = 0; chain < chains; chain += 1) {
    const length = load<i32>(program);
    program += 4;
    if (length == 1) any = v128.or(any, blocksIn(bitsOf(week, load<i32>(program)), least));
    else {
      joinBlocks(week, program, length, least);
      for (let c = 0; c < length; c += 1) any = v128.or(any, v128.load(at(Part.words) + (<usize>c << 4)));
    }
    program += (<usize>length) << 2;
  }
  return v128.bitmask<i16>(v128.ne<i16>(any, v128.splat<i16>(0)));
}
