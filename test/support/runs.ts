const share = Number(process.env.RUNS_SHARE ?? 1);

/** Whether tests are to be short, as under mutation testing, which runs each of them thousands of times. */
export const isShortened = share < 1;

/**
 * How often a random test is tried, or how many of a kind it makes: `count`, or a share of that under mutation testing
 * (`RUNS_SHARE`, from 0 to 1, set in `tools/mutation/vitest.config.ts`).
 */
export const runs = (count: number): number => Math.ceil(count * share);

/** What a test that looks at many looks at: all of them, or under mutation testing a share from all over the list. */
export const someOf = <T>(list: readonly T[]): readonly T[] =>
  list.filter((_, i) => Math.floor(i * share) < Math.floor((i + 1) * share) || i === 0);
