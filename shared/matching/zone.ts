/*
 * Wall clocks. The idea: a zone is a list of offsets, each from an instant on, and an instant is a whole number of
 * quarter-hours since 1970, because every present offset and every clock change falls on that grid. `Intl` is asked
 * once per zone and year (a day at a time, then halving to the quarter-hour); after that all is integer addition.
 *
 * Invariant: `starts` rises, `starts[0]` is at or before the span that was asked for, and neighbours differ in offset.
 * Source: IANA time zone database, as the runtime's ICU has it.
 */

/** Quarter-hours in a day and in a week. */
export const quartersInDay = 96;
export const quartersInWeek = 7 * quartersInDay;
/** Milliseconds in a quarter-hour. */
export const quarterMs = 900_000;

/** A zone's offsets over a span: `offsets[i]` (in quarter-hours east of UTC) holds from `starts[i]` (UTC quarter-hours). */
export type ZoneClock = { readonly starts: readonly number[]; readonly offsets: readonly number[] };

type Formats = Map<string, Intl.DateTimeFormat | null>;
const formats: Formats = new Map();
const years = new Map<string, ZoneClock>();

/** The runtime's formatter for a zone, or null if it knows no such zone. A bare offset (`+05:00`) is not a zone. */
const formatOf = (zone: string): Intl.DateTimeFormat | null => {
  const found = formats.get(zone);
  if (found !== undefined) return found;
  if (!/^[A-Za-z][\w+/-]*$/.test(zone)) return null;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
    return format;
  } catch {
    return null; // Not kept, so that made-up names cannot fill the memory.
  }
};

/** Whether the runtime knows this IANA time zone. */
export const isZone = (zone: string): boolean => formatOf(zone) !== null;

const readOffset = (format: Intl.DateTimeFormat, quarter: number): number => {
  const [, sign, hours = '0', minutes = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(quarter * quarterMs)) ?? [];
  return Math.round((Number(hours) * 60 + Number(minutes)) / 15) * (sign === '-' ? -1 : 1);
};

/** The first quarter-hour after `low` (offset `before`) at which the offset is another; `high` has that other offset. */
const findChange = (format: Intl.DateTimeFormat, low: number, high: number): number => {
  const before = readOffset(format, low);
  let [from, to] = [low, high];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (readOffset(format, middle) === before) from = middle;
    else to = middle;
  }
  return to;
};

/** One UTC year of a zone. About 370 look-ups, once per zone and year. */
const readYear = (zone: string, year: number): ZoneClock => {
  const key = `${zone} ${year}`;
  const found = years.get(key);
  if (found) return found;
  const format = formatOf(zone);
  if (!format) throw new RangeError(`Cannot read the clock of “${zone}”: it is not a known IANA time zone.`);
  const first = Date.UTC(year, 0, 1) / quarterMs;
  const last = Date.UTC(year + 1, 0, 1) / quarterMs;
  const starts = [first];
  const offsets = [readOffset(format, first)];
  for (let day = first; day < last; day += quartersInDay) {
    const next = readOffset(format, day + quartersInDay);
    if (next === offsets.at(-1)) continue;
    const at = findChange(format, day, day + quartersInDay);
    starts.push(at);
    offsets.push(readOffset(format, at));
  }
  const clock = { starts, offsets };
  years.set(key, clock);
  return clock;
};

/**
 * A zone's clock over a span of UTC quarter-hours.
 *
 * @throws {RangeError} if the runtime knows no such zone.
 */
export const readClock = (zone: string, from: number, to: number): ZoneClock => {
  const starts: number[] = [];
  const offsets: number[] = [];
  const lastYear = new Date(to * quarterMs).getUTCFullYear();
  for (let year = new Date(from * quarterMs).getUTCFullYear(); year <= lastYear; year += 1) {
    const clock = readYear(zone, year);
    clock.starts.forEach((start, i) => {
      const offset = clock.offsets[i]!;
      if (offset === offsets.at(-1)) return;
      starts.push(start);
      offsets.push(offset);
    });
  }
  return { starts, offsets };
};

/** Quarter-hours east of UTC at a UTC quarter-hour inside the clock's span. */
export const offsetAt = (clock: ZoneClock, quarter: number): number => {
  let i = clock.starts.length - 1;
  while (i > 0 && clock.starts[i]! > quarter) i -= 1;
  return clock.offsets[i]!;
};

/** The local day (days since 1970-01-01) at a UTC quarter-hour. */
export const localDay = (clock: ZoneClock, quarter: number): number =>
  Math.floor((quarter + offsetAt(clock, quarter)) / quartersInDay);

/** The Monday on or after a day; 1970-01-01 was a Thursday. */
export const mondayFrom = (day: number): number => day + ((((4 - day) % 7) + 7) % 7);

/** A local quarter-hour since 1970 as one of the week, 0 = Monday 00:00. */
export const quarterOfWeek = (localQuarter: number): number =>
  (((localQuarter + 3 * quartersInDay) % quartersInWeek) + quartersInWeek) % quartersInWeek;

/** A day (days since 1970-01-01) as `YYYY-MM-DD`. */
export const dateOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
