import * as z from 'zod';
import { type Locale, messages } from '#shared/i18n/index.ts';
import { modalities } from '#shared/people/catalogues.ts';

/*
 * What two people share, in sentences for a message. Only three facts of a match may stand there: time, ways to talk and
 * languages. Pathways, lived experience and the rest tell a story, and stand in the portal alone.
 */

const component = <N extends string, F extends z.ZodType>(name: N, fact: F) =>
  z.object({ component: z.literal(name), fact });

const componentSchema = z.union([
  component('availability', z.object({ worstMinutes: z.number() })),
  component('modality', z.object({ shared: z.array(z.enum(modalities)) })),
  component('language', z.object({ shared: z.array(z.object({ code: z.string() })) })),
]);

const scoreSchema = z.object({ explanation: z.object({ components: z.array(z.unknown()) }) });

/** Whole hours from two on, halves below. */
const hoursOf = (minutes: number): number =>
  minutes >= 120 ? Math.floor(minutes / 60) : Math.floor(minutes / 30) / 2;

const sentenceOf = (fact: z.infer<typeof componentSchema>, locale: Locale): string | null => {
  const words = messages(locale).mail.common;
  const list = (items: readonly string[]): string =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(items);
  switch (fact.component) {
    case 'availability': {
      const hours = hoursOf(fact.fact.worstMinutes);
      return hours >= 1 ? words.time(hours) : null;
    }
    case 'modality': {
      const ways = fact.fact.shared.map((way) => words.way[way]);
      return ways.length > 0 ? words.ways(list(ways)) : null;
    }
    case 'language': {
      const names = new Intl.DisplayNames(locale, { type: 'language' });
      const languages = fact.fact.shared.map(({ code }) => names.of(code) ?? code);
      return languages.length > 0 ? words.languages(list(languages)) : null;
    }
  }
};

/**
 * Sentences about what a stored score says two people share.
 * @param score a match's `score`; older rubrics may lack some facts, which are then left out.
 */
export const commonGround = (score: unknown, locale: Locale): string[] => {
  const parsed = scoreSchema.safeParse(score);
  const components = parsed.success ? parsed.data.explanation.components : [];
  return components.flatMap((each) => {
    const fact = componentSchema.safeParse(each);
    return fact.success ? (sentenceOf(fact.data, locale) ?? []) : [];
  });
};

/** The same sentences from the facts themselves: minutes a week, ways to talk, and codes of languages. */
export const sharedSentences = (
  shared: {
    readonly minutes: number;
    readonly ways: readonly (typeof modalities)[number][];
    readonly languages: readonly string[];
  },
  locale: Locale,
): string[] => {
  const facts: z.infer<typeof componentSchema>[] = [
    { component: 'availability', fact: { worstMinutes: shared.minutes } },
    { component: 'modality', fact: { shared: [...shared.ways] } },
    { component: 'language', fact: { shared: shared.languages.map((code) => ({ code })) } },
  ];
  return facts.flatMap((each) => sentenceOf(each, locale) ?? []);
};
