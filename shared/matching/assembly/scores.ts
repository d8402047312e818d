import { at, asideMark, Double, double, doubles, entryOf, Field, gateMarks, marksOf, Part, recordOf, second, textOnlyMark, unknownShift, Whole, whole } from './layout';

/* Gates, fit and rank of those who are listed, two mentors side by side, in the order of the weights. */

/** Two doubles side by side. */
function both(one: usize, other: usize): v128 {
  return v128.load_lane<f64>(other, v128.load64_zero(one), 1);
}

/** The first halves of two entries: scores. */
function scoresOf(one: v128, other: v128): v128 {
  return v128.shuffle<i64>(one, other, 0, 2);
}

/** The share of the newcomer's wishes that each of two mentors has. */
function livedShares(one: usize, other: usize): v128 {
  const tags = v128.load_lane<u32>(other, v128.load32_zero(one, Field.tags), 2, Field.tags);
  let met = v128.splat<f64>(0);
  let want = at(Part.wants);
  const end = want + (<usize>whole(Whole.wants) << 4);
  for (; want < end; want += 16) {
    const has = v128.and(v128.shr<u64>(tags, load<i32>(want)), v128.splat<i64>(1));
    met = v128.add<f64>(met, v128.and(v128.neg<i64>(has), v128.load64_splat(want, 8)));
  }
  return v128.div<f64>(met, v128.splat<f64>(double(Double.wanted)));
}

/** How near by a mentor is, from 0 to 1, if meeting in person comes first; else −1. */
function nearnessOf(record: usize): f64 {
  if (whole(Whole.anyNear) == 0 || load<f64>(entryOf(record, Field.modalities), second) < 0) return -1;
  return load<f64>(entryOf(record, Field.near));
}

function modalityPoints(record: usize): f64 {
  const entry = entryOf(record, Field.modalities);
  const near = nearnessOf(record);
  if (near < 0) return load<f64>(entry);
  const share = double(Double.placeShare);
  return double(Double.modality) * (load<f64>(entry, second) * share + near * (1 - share));
}

/** Whether somebody's contact or id may be one that the newcomer must not meet, or stands aside: looked at again. */
function isDoubtful(record: usize, marks: i32): bool {
  const ofId = load<i32>(record, Field.contact + 4) & 0xff;
  if (ofId == whole(Whole.idByte) || (marks & asideMark) != 0) return true;
  let each = at(Part.sought);
  const end = each + (<usize>whole(Whole.sought) << 3);
  for (; each < end; each += 8) if (load<u32>(record, Field.contact) == load<u32>(each)) return true;
  return false;
}

/** Whether all are told of, and how many of them were doubtful. */
let isEverybody: bool = false;
let doubtful: i32 = 0;

function keep(index: i32, marks: i32, fit: f64, rank: f64): void {
  const record = recordOf(index);
  const tooFar = whole(Whole.tooFar);
  if ((marks & tooFar) != 0 && nearnessOf(record) >= 0) marks &= ~tooFar;
  const position = load<i32>(record, Field.position);
  if (isEverybody) {
    const worst = <i32>load<u16>(at(Part.worst) + (<usize>index << 1));
    if (worst < whole(Whole.enough) && (marks & textOnlyMark) == 0) marks |= whole(Whole.tooLittle);
    store<i32>(at(Part.failed) + (<usize>position << 2), marks & gateMarks);
  } else {
    if ((marks & tooFar) != 0) return;
    const word = at(Part.passed) + ((<usize>(position >> 5)) << 2);
    store<i32>(word, load<i32>(word) | (1 << (position & 31)));
  }
  if (isDoubtful(record, marks)) {
    store<i32>(at(Part.doubtful) + (<usize>doubtful << 2), position);
    doubtful += 1;
  }
  const isSoon = (<i32>load<u8>(at(Part.soon) + (index >> 3)) >> (index & 7)) & 1;
  if (isSoon != 0) rank += double(Double.soonBonus);
  store<f64>(at(Part.fits) + (<usize>position << 3), fit);
  store<f64>(at(Part.ranks) + (<usize>position << 3), rank);
}

function scoreTwo(first: i32, next: i32): void {
  const one = recordOf(first);
  const other = recordOf(next);
  const worst = at(Part.worst);
  const table = at(Part.availability);
  const weeks = both(
    table + ((<usize>load<u16>(worst + (<usize>first << 1))) << 3),
    table + ((<usize>load<u16>(worst + (<usize>next << 1))) << 3),
  );
  // Sums are formed in the order of the weights.
  let a = v128.load(entryOf(one, Field.pathways));
  let b = v128.load(entryOf(other, Field.pathways));
  let marksA = a;
  let marksB = b;
  let sum = scoresOf(a, b);
  sum = v128.add<f64>(sum, v128.mul<f64>(v128.splat<f64>(double(Double.availability)), weeks));
  a = v128.load(entryOf(one, Field.month));
  b = v128.load(entryOf(other, Field.month));
  marksA = v128.or(marksA, a);
  marksB = v128.or(marksB, b);
  sum = v128.add<f64>(sum, scoresOf(a, b));
  const lived = v128.splat<f64>(double(Double.lived));
  sum = v128.add<f64>(sum, v128.mul<f64>(lived, livedShares(one, other)));
  a = v128.load(entryOf(one, Field.stage));
  b = v128.load(entryOf(other, Field.stage));
  marksA = v128.or(marksA, a);
  marksB = v128.or(marksB, b);
  sum = v128.add<f64>(sum, scoresOf(a, b));
  const personA = entryOf(one, Field.person);
  const personB = entryOf(other, Field.person);
  a = v128.load(personA);
  b = v128.load(personB);
  marksA = v128.or(marksA, a);
  marksB = v128.or(marksB, b);
  sum = v128.add<f64>(sum, scoresOf(a, b));
  a = v128.load(entryOf(one, Field.modalities));
  b = v128.load(entryOf(other, Field.modalities));
  marksA = v128.or(marksA, a);
  marksB = v128.or(marksB, b);
  let modality = scoresOf(a, b);
  if (whole(Whole.anyNear) != 0) {
    modality = v128.replace_lane<f64>(v128.splat<f64>(modalityPoints(one)), 1, modalityPoints(other));
  }
  sum = v128.add<f64>(sum, modality);
  sum = v128.add<f64>(sum, both(personA + second, personB + second));
  a = v128.load(entryOf(one, Field.languages));
  b = v128.load(entryOf(other, Field.languages));
  marksA = v128.or(marksA, a);
  marksB = v128.or(marksB, b);
  sum = v128.add<f64>(sum, scoresOf(a, b));
  const ofOne = v128.extract_lane<i32>(marksA, 2) | marksOf(entryOf(one, Field.standing));
  const ofOther = v128.extract_lane<i32>(marksB, 2) | marksOf(entryOf(other, Field.standing));
  const mask = whole(Whole.unknownMask);
  const unknownOne = (<usize>((ofOne >>> unknownShift) & mask)) << 3;
  const unknownOther = (<usize>((ofOther >>> unknownShift) & mask)) << 3;
  const from = doubles + Double.known * 8;
  const known = both(from + unknownOne, from + unknownOther);
  const confidence = both(from + 64 + unknownOne, from + 64 + unknownOther);
  const neutral = both(from + 128 + unknownOne, from + 128 + unknownOther);
  const raw = v128.div<f64>(v128.mul<f64>(v128.splat<f64>(100), sum), known);
  const fit = v128.add<f64>(v128.mul<f64>(confidence, raw), neutral);
  const rank = v128.sub<f64>(
    v128.sub<f64>(fit, both(one + Field.penalty, other + Field.penalty)),
    both(one + Field.recency, other + Field.recency),
  );
  keep(first, ofOne, v128.extract_lane<f64>(fit, 0), v128.extract_lane<f64>(rank, 0));
  if (first == next) return;
  keep(next, ofOther, v128.extract_lane<f64>(fit, 1), v128.extract_lane<f64>(rank, 1));
}

/**
 * Fit and rank of the first `count` of the list, at their positions. Of everybody also the gates that fail, contacts aside;
 * else a bit in `passed` of each who is not too far away. @returns of how many of them the contacts must be looked at.
 */
export function score(count: i32, everybody: bool): i32 {
  isEverybody = everybody;
  doubtful = 0;
  const list = at(Part.list);
  for (let i = 0; i < count; i += 2) {
    const first = load<i32>(list + (<usize>i << 2));
    scoreTwo(first, i + 1 < count ? load<i32>(list + (<usize>i << 2), 4) : first);
  }
  return doubtful;
}
