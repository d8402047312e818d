/**
 * One pen for every drawn line. A line is written down as heights at even steps, the way a hand passes over
 * paper from left to right; the pen rounds it into a smooth curve (Catmull–Rom, as cubic Béziers).
 */
export interface PenLine {
  /** Distance between two heights, in the drawing's units. */
  readonly step: number;
  readonly heights: readonly number[];
}

const short = (value: number): string => String(Math.round(value * 10) / 10);

/** The height at `index`, the ends carried on flat. */
const at = ({ heights }: PenLine, index: number): number =>
  heights[Math.min(Math.max(index, 0), heights.length - 1)] ?? 0;

const draw = (line: PenLine): string => {
  const { heights, step } = line;
  const curves = heights.slice(1).map((height, index) => {
    const x = index * step;
    const leaving = at(line, index) + (height - at(line, index - 1)) / 6;
    const arriving = height - (at(line, index + 2) - at(line, index)) / 6;
    const points = [x + step / 3, leaving, x + (2 * step) / 3, arriving, x + step, height];
    return `C${points.map(short).join(' ')}`;
  });
  return `M0 ${short(at(line, 0))}${curves.join('')}`;
};

const drawn = new WeakMap<PenLine, string>();

/** The path data of a whole line; one that is drawn again, such as on each card, is not reckoned again. */
export const penPath = (line: PenLine): string => {
  const known = drawn.get(line) ?? draw(line);
  drawn.set(line, known);
  return known;
};

/** How high the pen is at `x`. */
export const penHeight = (line: PenLine, x: number): number => {
  const index = Math.min(Math.floor(x / line.step), line.heights.length - 2);
  const t = x / line.step - index;
  const [before, from, to, after] = [-1, 0, 1, 2].map((offset) => at(line, index + offset)) as [
    number,
    number,
    number,
    number,
  ];
  const leaving = (to - before) / 2;
  const arriving = (after - from) / 2;
  return (
    (2 * t ** 3 - 3 * t ** 2 + 1) * from +
    (t ** 3 - 2 * t ** 2 + t) * leaving +
    (-2 * t ** 3 + 3 * t ** 2) * to +
    (t ** 3 - t ** 2) * arriving
  );
};
