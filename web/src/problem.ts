/** Kinds of page that say something went wrong; their words are in the catalogue under `errors`. */
export const problemKinds = ['not-found', 'expired', 'slow-down', 'refused', 'fault'] as const;

/** A page that says what went wrong. */
export interface Problem {
  kind: (typeof problemKinds)[number];
  /** Two words or so that a person can pass on, and that the log knows. */
  reference?: string | undefined;
}

/** The HTTP status that goes with each kind. */
export const problemStatus: Readonly<Record<Problem['kind'], number>> = {
  'not-found': 404,
  expired: 410,
  'slow-down': 429,
  refused: 403,
  fault: 500,
};
