import { aboveCode } from './above-code.ts';
import { embed } from './embedded-code.ts';

/*
 * Who in a row of a matrix is worth more than so much. Nearly all of the time that a dense assignment takes goes by here,
 * so long rows are copied beside the code and looked through in WebAssembly, four pairs at a time; short ones, and all where
 * there is none, in plain TypeScript. Equal to the last bit: either subtracts a price from a value in double precision.
 */

/** A row under prices. */
export type DenseScan = {
  /** Puts prices in, and a row: either is good until the next one, as long as it does not change. */
  readonly putPrices: (price: Float64Array) => void;
  readonly putRow: (row: Int32Array) => void;
  /** Finds mentors of a stretch who are worth more than so much, by rising number, no more than `room`. @returns how many. */
  readonly above: (worth: number, stretch: { from: number; to: number }, room: number) => number;
  /** Those who were found last, first. */
  readonly found: Int32Array;
};

/**
 * The next mentor of a stretch who is worth more than so much; its end if there is none. It looks at eight at a time, which
 * takes a third less, and says that it counts in whole numbers: V8 keeps a field in one way for every object of the same
 * shape, and where a `from` is NaN somewhere, all of them would be counted as doubles.
 */
const nextAbove = (
  row: Int32Array,
  price: Float64Array,
  worth: number,
  { from, to }: { from: number; to: number },
): number => {
  let j = from | 0;
  const last = to | 0;
  for (const end = last - 7; j < end; j += 8) {
    if (
      row[j]! - price[j]! > worth ||
      row[j + 1]! - price[j + 1]! > worth ||
      row[j + 2]! - price[j + 2]! > worth ||
      row[j + 3]! - price[j + 3]! > worth ||
      row[j + 4]! - price[j + 4]! > worth ||
      row[j + 5]! - price[j + 5]! > worth ||
      row[j + 6]! - price[j + 6]! > worth ||
      row[j + 7]! - price[j + 7]! > worth
    )
      break;
  }
  while (j < last && row[j]! - price[j]! <= worth) j += 1;
  return j;
};

/** The same without WebAssembly. */
export const createPlainDenseScan = (mentors: number): DenseScan => {
  const found = new Int32Array(mentors);
  let row: Int32Array = new Int32Array(0);
  let price: Float64Array = new Float64Array(0);
  return {
    found,
    putPrices: (prices) => {
      price = prices;
    },
    putRow: (values) => {
      row = values;
    },
    above: (worth, { from, to }, room) => {
      let count = 0;
      for (let j = nextAbove(row, price, worth, { from, to }); j < to && count < room; ) {
        found[count] = j;
        count += 1;
        j = nextAbove(row, price, worth, { from: j + 1, to });
      }
      return count;
    },
  };
};

/** What the code does; see `assembly/above.ts`. The first three are addresses. */
type AboveCode = {
  readonly above: (
    ...given: [
      row: number,
      price: number,
      found: number,
      from: number,
      to: number,
      worth: number,
      room: number,
    ]
  ) => number;
};
const startAboveCode = embed<AboveCode>(aboveCode);

/** Rows shorter than this are not worth copying. */
const copiedLength = 256;

/** The faster of the two ways that can be gone for rows of so many mentors. */
export const createDenseScan = (mentors: number): DenseScan => {
  // Prices first: they are doubles, and stand at multiples of eight bytes.
  const [rowAt, foundAt] = [8 * mentors, 12 * mentors];
  const started = mentors < copiedLength ? null : startAboveCode(16 * mentors);
  if (!started) return createPlainDenseScan(mentors);
  const { code, buffer } = started;
  const price = new Float64Array(buffer, 0, mentors);
  const row = new Int32Array(buffer, rowAt, mentors);
  return {
    found: new Int32Array(buffer, foundAt, mentors),
    putPrices: (prices) => price.set(prices),
    putRow: (values) => row.set(values),
    above: (worth, { from, to }, room) => code.above(rowAt, 0, foundAt, from, to, worth, room),
  };
};
