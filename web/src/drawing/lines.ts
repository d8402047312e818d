import type { PenLine } from './pen.ts';

/**
 * The two lines of Alongside, drawn by hand: apart, then nearer, then side by side. The newcomer's is clay,
 * the mentor's is spruce. 640 wide, 44 high.
 */
export const twoLines: { readonly newcomer: PenLine; readonly mentor: PenLine; readonly width: number } = {
  width: 640,
  newcomer: { step: 40, heights: [10, 6, 5, 8, 11, 9, 5, 6, 11, 17, 19, 17, 15, 16, 18.5, 18, 15.5] },
  mentor: {
    step: 40,
    heights: [33, 37, 39, 36, 33, 36, 39.5, 38, 32, 27, 26.5, 24, 22.5, 23.5, 26, 25, 22.5],
  },
};
