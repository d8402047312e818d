/** One movement of the pen. */
interface Stroke {
  readonly ink: 'clay' | 'spruce' | 'ink';
  readonly d: string;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly Stroke[];
}

/**
 * The small drawings. In each, clay is the newcomer's line and spruce the mentor's; ink is the world around
 * them. The newcomer's comes in from the left, as one writes.
 */
export const drawings = {
  /** Nothing to do: both lines lie still. */
  rest: {
    width: 240,
    height: 72,
    strokes: [
      { ink: 'clay', d: 'M2 44C30 40 58 48 86 44s34-30 46-14-14 26-8 6 40-2 114-4' },
      { ink: 'spruce', d: 'M2 58c40-4 80 4 118 0s80 2 118-2' },
    ],
  },
} as const satisfies Record<string, Picture>;

/** Name of a small drawing. */
export type DrawingName = keyof typeof drawings;
