/** Chance that comes out the same each time: the demo community is the same on every machine. */
export type Chance = ReturnType<typeof createChance>;

/** A generator from a seed (mulberry32: small, and good enough for made-up people). */
export const createChance = (seed: number) => {
  let state = seed >>> 0;
  /** 0 ≤ x < 1 */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(values: readonly [T, ...T[]] | readonly T[]): T => {
    const value = values[whole(0, values.length - 1)];
    if (value === undefined) throw new RangeError('There is nothing to pick from.');
    return value;
  };
  return {
    next,
    /** A whole number from `min` to `max`, both included. */
    whole,
    /** A number between the two. */
    between: (min: number, max: number): number => min + next() * (max - min),
    /** True in this share of cases. */
    happens: (share: number): boolean => next() < share,
    pick,
    /** One of the keys, as often as its number is large. */
    weighted: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const entries = Object.entries(weights) as [K, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries[0]![0];
    },
    /** Up to `count` different ones. */
    several: <T>(values: readonly T[], count: number): T[] => {
      const left = [...values];
      return Array.from(
        { length: Math.min(count, left.length) },
        () => left.splice(whole(0, left.length - 1), 1)[0]!,
      );
    },
    /** The same values in another order. */
    shuffled: <T>(values: readonly T[]): T[] => {
      const left = [...values];
      return Array.from({ length: left.length }, () => left.splice(whole(0, left.length - 1), 1)[0]!);
    },
  };
};
