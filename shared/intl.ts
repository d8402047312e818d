/*
 * Intl's formatters, each made once: making one costs a hundred times as much as using it.
 */

const once = <O extends object, F>(make: (locale: string, options: O) => F) => {
  const made = new Map<string, F>();
  return (locale: string, options: O): F => {
    const name = `${locale} ${JSON.stringify(options)}`;
    const kept = made.get(name) ?? make(locale, options);
    made.set(name, kept);
    return kept;
  };
};

/** Formats dates and times; the zones are those of IANA's list, so few are ever made. */
export const dateFormat = once(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

/** Formats numbers. */
export const numberFormat = once(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** Some data sets put rare spaces into times, which not every typeface has. */
export const plainSpaces = (time: string): string => time.replaceAll(/[\u2009\u202f]/g, '\u00a0');
