/** Who is free in one half-hour. */
export type SlotState = 'none' | 'newcomer' | 'mentor' | 'both';

/** Neighbouring half-hours of one state, drawn as one rectangle. */
export interface SlotRun {
  readonly state: Exclude<SlotState, 'none'>;
  /** Index of the first half-hour, 0–47. */
  readonly from: number;
  /** Number of half-hours. */
  readonly length: number;
}

/** Joins a day's half-hours into runs, without the empty ones. */
export const slotRuns = (day: readonly SlotState[]): SlotRun[] => {
  const runs: SlotRun[] = [];
  day.forEach((state, from) => {
    if (state === 'none') return;
    const last = runs.at(-1);
    if (last?.state === state && last.from + last.length === from) {
      runs[runs.length - 1] = { ...last, length: last.length + 1 };
    } else {
      runs.push({ state, from, length: 1 });
    }
  });
  return runs;
};
