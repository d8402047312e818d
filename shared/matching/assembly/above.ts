/*
 * AssemblyScript, not TypeScript: `npm run assembly` makes `above-code.ts` of it. Who in a row of a matrix is worth more
 * than so much at today's prices, four at a time; to the last bit what `dense-scan.ts` tells without it.
 */

/**
 * Writes the mentors from `from` up to `to` who are worth more, by rising number and no more than there is room for, to
 * `found`. @returns how many.
 */
export function above(
  row: usize,
  price: usize,
  found: usize,
  from: i32,
  to: i32,
  worth: f64,
  room: i32,
): i32 {
  const least = v128.splat<f64>(worth);
  let count = 0;
  let j = from;
  for (; j < to - 3; j += 4) {
    const values = v128.load(row + (<usize>j << 2));
    const prices = price + (<usize>j << 3);
    const first = v128.sub<f64>(f64x2.convert_low_i32x4_s(values), v128.load(prices));
    const upper = i32x4.shuffle(values, values, 2, 3, 2, 3);
    const second = v128.sub<f64>(f64x2.convert_low_i32x4_s(upper), v128.load(prices, 16));
    const firstAbove = v128.gt<f64>(first, least);
    const secondAbove = v128.gt<f64>(second, least);
    if (!v128.any_true(v128.or(firstAbove, secondAbove))) continue;
    let left = v128.bitmask<i64>(firstAbove) | (v128.bitmask<i64>(secondAbove) << 2);
    for (; left != 0; left &= left - 1) {
      store<i32>(found + (<usize>count << 2), j + ctz(left));
      count += 1;
      if (count == room) return count;
    }
  }
  for (; j < to; j += 1) {
    const net = <f64>load<i32>(row + (<usize>j << 2)) - load<f64>(price + (<usize>j << 3));
    if (!(net > worth)) continue;
    store<i32>(found + (<usize>count << 2), j);
    count += 1;
    if (count == room) return count;
  }
  return count;
}
