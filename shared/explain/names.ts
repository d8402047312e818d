import { type Locale, messages } from '#shared/i18n/index.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';

const named =
  (list: Readonly<Record<string, string>>) =>
  (code: string): string =>
    list[code] ?? code;

/** A label within a sentence: its first letter small, unless it is an abbreviation or a name. */
const inSentence =
  (list: Readonly<Record<string, string>>, kept: readonly string[] = []) =>
  (code: string): string => {
    const label = list[code] ?? code;
    const second = label.charAt(1);
    const isAbbreviation = second !== second.toLocaleLowerCase();
    return isAbbreviation || kept.includes(code)
      ? label
      : label.charAt(0).toLocaleLowerCase() + label.slice(1);
  };

/** Asks once for each of a few values that come again and again. */
const remembered = (ask: (code: string) => string) => {
  const known = new Map<string, string>();
  return (code: string): string => {
    const answer = known.get(code) ?? ask(code);
    known.set(code, answer);
    return answer;
  };
};

const makeWording = (locale: Locale) => {
  const { reasons, terms, mail } = messages(locale);
  const names: Readonly<Record<string, string>> = terms.pathways;
  const pathways: Readonly<Record<string, string>> = { ...names, ...reasons.pathways };
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    locale,
    words: reasons,
    /** “a, b and c” */
    and: (items: readonly string[]) => conjunction.format(items),
    /** “a, b or c” */
    or: (items: readonly string[]) => disjunction.format(items),
    whole: (value: number) => number.format(Math.round(value)),
    /** A pathway within a sentence; those that a community adds have their own label only. */
    pathway: (id: string) => pathways[id] ?? rubricV1.pathways[id]?.label ?? id,
    /** A pathway standing alone, such as a choice of a list. */
    pathwayName: (id: string) => names[id] ?? rubricV1.pathways[id]?.label ?? id,
    tag: inSentence(terms.livedTags, ['indigenous']),
    track: inSentence(terms.tracks),
    gender: inSentence(terms.genders),
    worldview: inSentence(terms.worldviews),
    family: inSentence(terms.familyStages),
    ageBand: named(terms.ageBands),
    /** “by phone” */
    way: named(mail.common.way),
    language: remembered((code) => languages.of(code) ?? code),
  };
};

/** What `wording` gives. */
export type Wording = ReturnType<typeof makeWording>;

const made = new Map<Locale, Wording>();

/** The words of one language, and how that language joins and counts; made once for each. */
export const wording = (locale: Locale): Wording => {
  const known = made.get(locale) ?? makeWording(locale);
  made.set(locale, known);
  return known;
};

/** A sentence's first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
