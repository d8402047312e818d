/*
 * Something that many mentors have in common, kept once: each distinct part gets a number, and a mentor's column holds
 * the number. So what a newcomer makes of a part is worked out once for all mentors who share it.
 */

/** The distinct parts seen so far. */
export type Facet<T> = {
  readonly parts: T[];
  /** The number of a part; a new one gets the next. */
  readonly numberOf: (part: T) => number;
};

/** A facet that starts with these parts. Parts are told apart by their JSON. */
export const createFacet = <T>(parts: readonly T[] = []): Facet<T> => {
  const kept: T[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (part: T): number => {
    const key = JSON.stringify(part);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, kept.length);
    kept.push(part);
    return kept.length - 1;
  };
  for (const part of parts) numberOf(part);
  return { parts: kept, numberOf };
};
