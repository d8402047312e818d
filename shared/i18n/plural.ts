/** The words for each plural category that the languages here use (CLDR cardinal rules). */
export type PluralForms = { readonly one: string; readonly other: string };

/**
 * A counted phrase: `plural('en')(3, { one: '# hour', other: '# hours' })` is “3 hours”.
 * `#` stands for the number in the language's own digits and separators.
 */
export const plural = (locale: string) => {
  const rules = new Intl.PluralRules(locale);
  const format = new Intl.NumberFormat(locale);
  return (count: number, forms: PluralForms): string =>
    (rules.select(count) === 'one' ? forms.one : forms.other).replaceAll('#', format.format(count));
};
