/** The words for each plural category that the languages here use (CLDR cardinal rules). */
export type PluralForms = { readonly one: string; readonly other: string };

type Counting = { readonly rules: Intl.PluralRules; readonly format: Intl.NumberFormat };

const known = new Map<string, Counting>();

/** A language's rules, made when it counts for the first time: they take milliseconds that a function's start would pay. */
const countingOf = (locale: string): Counting => {
  const kept = known.get(locale);
  if (kept) return kept;
  const made = { rules: new Intl.PluralRules(locale), format: new Intl.NumberFormat(locale) };
  known.set(locale, made);
  return made;
};

/**
 * A counted phrase: `plural('en')(3, { one: '# hour', other: '# hours' })` is “3 hours”.
 * `#` stands for the number in the language's own digits and separators.
 */
export const plural =
  (locale: string) =>
  (count: number, forms: PluralForms): string => {
    const { rules, format } = countingOf(locale);
    return (rules.select(count) === 'one' ? forms.one : forms.other).replaceAll('#', format.format(count));
  };
