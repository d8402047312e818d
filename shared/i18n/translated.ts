import type { en } from './en/index.ts';

/**
 * The shape that another language must fill: the same keys, text for text, and a function of the same
 * parameters where a sentence depends on a value.
 */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer P) => string
      ? (...values: P) => string
      : T[K] extends readonly string[]
        ? readonly string[]
        : Translated<T[K]>;
};

/** The catalogue's shape, given by its English text. */
export type Catalogue = Translated<typeof en>;
