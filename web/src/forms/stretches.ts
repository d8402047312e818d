/** A stretch of one day, in minutes after midnight; `end` is not in it. */
export type Stretch = { readonly start: number; readonly end: number };

/** Stretches in order, those that touch or overlap as one. */
export const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const found: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start <= last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else found.push({ start, end });
  }
  return found;
};

/** What of the stretches lies in none of the others. */
export const without = (stretches: readonly Stretch[], taken: readonly Stretch[]): Stretch[] =>
  taken.reduce<readonly Stretch[]>(
    (left, { start, end }) =>
      left.flatMap((each) =>
        [
          { start: each.start, end: Math.min(each.end, start) },
          { start: Math.max(each.start, end), end: each.end },
        ].filter((piece) => piece.start < piece.end),
      ),
    joined(stretches),
  ) as Stretch[];

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Minutes after midnight as fields hold them: `09:30`; 24:00 ends a day. */
export const timeOf = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
