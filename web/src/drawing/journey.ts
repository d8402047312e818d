/** One stretch of the way down a page, 48 × 100: the newcomer's line on the left, the mentor's on the right. */
interface Stretch {
  readonly newcomer: string;
  readonly mentor: string;
}

/** The stretches fit together in this order; the second may be repeated, and so may the fourth. */
export const stretches = {
  setOut: {
    newcomer: 'M5 0C3 12 2 22 8 33S17 52 11 66 9 90 9 100',
    mentor: 'M43 0C46 14 45 26 39 38S37 58 42 70 38 90 38 100',
  },
  apart: {
    newcomer: 'M9 0C9 12 17 20 13 34S1 52 4 68 9 90 9 100',
    mentor: 'M38 0C38 12 44 20 43 32S35 58 37 72 38 90 38 100',
  },
  draw: {
    newcomer: 'M9 0C9 14 6 28 12 40S20 66 19 78 20 92 20 100',
    mentor: 'M38 0C38 14 45 26 39 40S27 62 28 76 28 90 28 100',
  },
  together: {
    newcomer: 'M20 0C20 16 23 26 22 40S16 62 17 78 20 92 20 100',
    mentor: 'M28 0C28 16 31 28 30 42S24 64 25 80 28 92 28 100',
  },
  part: {
    newcomer: 'M20 0C20 14 23 26 20 42S11 64 13 78 9 92 8 100',
    mentor: 'M28 0C28 16 31 28 34 42S31 66 36 78 40 92 39 100',
  },
} as const satisfies Record<string, Stretch>;

/** Name of a stretch of the way. */
export type StretchName = keyof typeof stretches;
