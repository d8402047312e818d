import { at, entryOf, Field, marksOf, Part, recordOf, textOnlyMark, weekBytes, Whole, whole } from './layout';
import { anyBlock, countWeek } from './weeks';

export { score } from './scores';

/*
 * AssemblyScript, not TypeScript: `npm run assembly` makes `panel-code.ts` of it. One newcomer against mentors who stand in
 * tiles of eight of one zone: shared time for eight at once, then gates and scores, to the last bit what `pool-reader` and
 * `pool-scorer` give. Memory is the caller's.
 */

/** Of some lanes of a tile, those who need no shared hour. */
function textOnlyIn(tile: i32, among: i32): i32 {
  let lanes = 0;
  for (let left = among; left != 0; left &= left - 1) {
    const record = recordOf((tile << 3) + ctz(left));
    if ((marksOf(entryOf(record, Field.modalities)) & textOnlyMark) != 0) lanes |= left & -left;
  }
  return lanes;
}

/**
 * Shared time of every mentor whose bit in `open` is set: the worst week, and who shares time soon. Lists those who share
 * enough of it, or need not. @returns how many are listed.
 */
export function meet(): i32 {
  const weeks = at(Part.weeks);
  const open = at(Part.open);
  const list = at(Part.list);
  const least = whole(Whole.least);
  const enough = v128.splat<i16>(<i16>whole(Whole.enough));
  const anyTextOnly = whole(Whole.anyTextOnly) != 0;
  let count = 0;
  for (let zone = 0; zone < whole(Whole.zones); zone += 1) {
    // Of each zone: its first tile, the tile after its last one, the program of "soon", how many weeks, their programs.
    const entry = <usize>load<u32>(at(Part.zones) + (<usize>zone << 2));
    const end = load<i32>(entry, 4);
    const weekCount = load<i32>(entry, 12);
    for (let tile = load<i32>(entry); tile < end; tile += 1) {
      const asked = <i32>load<u8>(open + tile);
      if (asked == 0) continue;
      const week = weeks + <usize>tile * weekBytes;
      let worst = countWeek(week, load<u32>(entry, 16), least);
      for (let w = 1; w < weekCount; w += 1) {
        worst = v128.min<i16>(worst, countWeek(week, load<u32>(entry + (<usize>w << 2), 16), least));
      }
      v128.store(at(Part.worst) + (<usize>tile << 4), worst);
      let left = v128.bitmask<i16>(v128.ge<i16>(worst, enough)) & asked;
      if (anyTextOnly) left |= textOnlyIn(tile, asked & ~left);
      if (left == 0) continue;
      store<u8>(at(Part.soon) + tile, <u8>anyBlock(week, load<u32>(entry, 8), least));
      for (; left != 0; left &= left - 1) {
        store<i32>(list + (<usize>count << 2), (tile << 3) + ctz(left));
        count += 1;
      }
    }
  }
  return count;
}
