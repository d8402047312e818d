/** A place to turn to at once; its words are in the catalogue under `site.crisis.lines`. */
export interface CrisisLine {
  readonly id: 'emergency' | 'lifeline' | 'samhsa' | 'textLine';
  /** As it is written on the page. */
  readonly number: string;
  readonly href: string;
}

/**
 * Whom to call, by region, on every page and in every mail. A coordinator checks the list once a year;
 * the date says when that last happened (local date, YYYY-MM-DD).
 */
export const crisisLines = {
  us: {
    reviewedOn: '2026-11-22',
    lines: [
      { id: 'emergency', number: '911', href: 'tel:911' },
      { id: 'lifeline', number: '988', href: 'tel:988' },
      { id: 'samhsa', number: '1-800-662-4357', href: 'tel:+18006624357' },
      { id: 'textLine', number: '741741', href: 'sms:741741' },
    ],
  },
} as const satisfies Record<string, { reviewedOn: string; lines: readonly CrisisLine[] }>;
