import type { Locale } from '#shared/i18n/index.ts';
import type { ComponentFacts, Explanation, GateFacts } from '#shared/matching/explanation.ts';
import type { GateCode } from '#shared/matching/gates.ts';
import type { ComponentName } from '#shared/matching/rubric.ts';
import { hoursText } from './hours.ts';
import { capital, type Wording, wording } from './names.ts';
import { roughTimes, type SharedTime } from './times.ts';

/** The fact of one component of an explanation. */
export const factOf = <C extends ComponentName>(
  explanation: Explanation,
  component: C,
): ComponentFacts[C] | undefined =>
  explanation.components.find((each) => each.component === component)?.fact as ComponentFacts[C] | undefined;

/** The fact of one gate of an explanation. */
export const gateFactOf = <G extends GateCode>(explanation: Explanation, gate: G): GateFacts[G] | undefined =>
  explanation.gates.find((each) => each.gate === gate)?.fact as GateFacts[G] | undefined;

/** Who a sentence is about. */
export type PairNames = { readonly newcomer: string; readonly mentor: string };

/** How their pathways go together: what both did (`both`), or a part of its own (`apart`). */
const pathwayParts = (
  fact: ComponentFacts['pathway'],
  names: PairNames,
  { words, pathway, and }: Wording,
): { both: string[]; apart: string[] } => {
  if (fact.same)
    return {
      both: [
        words.sentence.chose(
          and((fact.shared.length > 0 ? fact.shared : [fact.newcomerPathway]).map(pathway)),
        ),
      ],
      apart: [],
    };
  if (fact.mentorPathway === null) return { both: [], apart: [] };
  const known = pathway(fact.mentorPathway);
  return fact.choice === null
    ? { both: [], apart: [words.sentence.open(names, known)] }
    : {
        both: [],
        apart: [words.sentence.differ(names, { newcomer: pathway(fact.newcomerPathway), mentor: known })],
      };
};

const timeParts = (
  explanation: Explanation,
  together: readonly SharedTime[],
  { words, locale }: Wording,
): string[] => {
  const minutes = factOf(explanation, 'availability')?.worstMinutes ?? 0;
  if (minutes > 0 && together.length > 0) return [words.sentence.free(roughTimes(together, locale))];
  if (minutes > 0) return [words.sentence.hours(hoursText(minutes, locale))];
  return gateFactOf(explanation, 'too-little-shared-time')?.textOnly ? [words.sentence.text] : [];
};

/**
 * Why these two, in one sentence: “Both chose AA, are free Tuesday and Thursday evenings, and speak Spanish; Dana has room
 * for one.”
 * @param together when both are free, on the newcomer's wall; without it the hours of a week are told
 */
export const pairSentence = (
  explanation: Explanation,
  { names, together = [] }: { names: PairNames; together?: readonly SharedTime[] | undefined },
  locale: Locale,
): string => {
  const told = wording(locale);
  const { words, and, language } = told;
  const pathways = factOf(explanation, 'pathway');
  const { both, apart } = pathways ? pathwayParts(pathways, names, told) : { both: [], apart: [] };
  const shared = factOf(explanation, 'language')?.shared ?? [];
  const clauses = [
    ...both,
    ...timeParts(explanation, together, told),
    ...(shared.length > 0 ? [words.sentence.speak(and(shared.map(({ code }) => language(code))))] : []),
  ];
  const places = gateFactOf(explanation, 'no-capacity')?.free ?? 0;
  const shareWords = apart.length > 0 ? words.sentence.bothLater : words.sentence.both;
  const parts = [
    ...apart,
    ...(clauses.length > 0 ? [shareWords(and(clauses))] : []),
    ...(places > 0 ? [words.sentence.room(names.mentor, places)] : []),
  ];
  return capital(`${parts.join('; ')}.`);
};
