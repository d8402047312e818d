/** Chance from a seed: the same seed, the same schedule. */
export type Chance = ReturnType<typeof createChance>;

/** mulberry32: small, fast, and good enough to shuffle with. */
export const createChance = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (max: number): number => Math.floor(next() * max);
  return {
    /** True in a share of cases. */
    is: (share: number): boolean => next() < share,
    /** A whole number from 0 up to, not including, `max`. */
    below,
    between: (min: number, max: number): number => min + next() * (max - min),
    pick: <T>(items: readonly T[]): T => items[below(items.length)]!,
    /** One of several, each as likely as its weight. */
    weighted: <T>(choices: readonly (readonly [weight: number, item: T])[]): T => {
      let at = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of choices) {
        at -= weight;
        if (at < 0) return item;
      }
      return choices.at(-1)![1];
    },
  };
};
