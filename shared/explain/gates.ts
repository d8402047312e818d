import type { Locale } from '#shared/i18n/index.ts';
import type { GateExplanation, GateFacts } from '#shared/matching/explanation.ts';
import type { GateCode } from '#shared/matching/gates.ts';
import { yearsText } from './components.ts';
import { hoursText } from './hours.ts';
import { type Wording, wording } from './names.ts';

/** Days as years where they are one or more. */
const spanText = (days: number, told: Wording): string =>
  days >= 365 ? yearsText(days / 365, told) : told.words.facts.days(Math.round(days));

/** A fact in a few words, or nothing where the label says it all. */
type Fact<G extends GateCode> = (fact: GateFacts[G], told: Wording) => string | undefined;

const nothing = () => undefined;

const namedOrNone = (codes: readonly string[], name: (code: string) => string, { words, and }: Wording) =>
  codes.length > 0 ? and(codes.map(name)) : words.facts.none;

const genderFact: Fact<'gender-must'> = (fact, { words, gender, or }) => {
  const said = (one: string | null) => (one === null ? words.gender.notSaid : gender(one));
  const parts = [
    fact.newcomerWants && words.facts.wants(or(fact.newcomerWants.map(gender)), said(fact.mentor)),
    fact.mentorMentors && words.facts.mentors(or(fact.mentorMentors.map(gender)), said(fact.newcomer)),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join('; ') : words.facts.noMust;
};

const facts: { [G in GateCode]: Fact<G> } = {
  'consent-missing': ({ newcomer, mentor }, { words }) => {
    if (newcomer && mentor) return undefined;
    const { waitsFor } = words.facts;
    return newcomer ? waitsFor.mentor : mentor ? waitsFor.newcomer : waitsFor.both;
  },
  'same-person': nothing,
  'mentor-not-approved': nothing,
  'mentor-heartbeat-overdue': ({ daysAgo, limitDays }, { words, whole }) =>
    daysAgo === null ? words.facts.never : words.facts.daysAgo(daysAgo, whole(limitDays)),
  'mentor-paused': nothing,
  'safety-hold': nothing,
  'different-track': ({ newcomer, mentor }, { words, track }) =>
    newcomer === mentor ? track(newcomer) : words.facts.and(track(newcomer), track(mentor)),
  'recovery-too-short': ({ mentorDays, neededDays }, told) =>
    told.words.facts.atLeast(spanText(mentorDays, told), spanText(neededDays, told)),
  'lead-too-short': ({ leadDays, neededDays }, told) =>
    neededDays === null
      ? told.words.facts.notNeeded
      : told.words.facts.atLeast(spanText(Math.max(0, leadDays), told), spanText(neededDays, told)),
  'no-capacity': ({ free, capacity }, { words }) => words.facts.places(Math.max(0, free), capacity),
  'gender-must': genderFact,
  'no-shared-language': ({ shared }, told) => namedOrNone(shared, told.language, told),
  'no-shared-modality': ({ shared }, told) => namedOrNone(shared, told.way, told),
  'too-far': ({ inPersonOnly, distanceKm, limitKm }, { words, whole }) => {
    if (!inPersonOnly) return words.facts.needNotMeet;
    if (distanceKm === null || limitKm === null) return words.facts.noPlace;
    return words.facts.atMost(words.facts.km(whole(distanceKm)), words.facts.km(whole(limitKm)));
  },
  'too-little-shared-time': ({ minutes, textOnly }, { words, locale }) =>
    textOnly ? words.facts.textOnly : hoursText(minutes, locale),
  'pathway-excluded': ({ excluded }, told) =>
    excluded.length > 0 ? namedOrNone(excluded, told.pathway, told) : undefined,
  'pathway-mismatch': ({ obstacles }, { words, and }) =>
    obstacles.length > 0 ? and(obstacles.map((code) => words.facts.obstacles[code])) : undefined,
  'medication-affirming': ({ needed, attested }, { words }) =>
    needed ? words.facts.asked[attested ? 'attested' : 'missing'] : words.facts.notNeeded,
  'worldview-must': ({ must, newcomer, mentor }, { words, worldview }) => {
    const said = (one: string | null) => (one === null ? words.gender.notSaid : worldview(one));
    return must ? words.facts.wants(said(newcomer), said(mentor)) : words.facts.noMust;
  },
  'do-not-match': nothing,
};

/** A condition in words. */
export type GateWords = {
  readonly label: string;
  readonly fact: string | undefined;
  readonly passed: boolean;
};

const toWords = ({ gate, passed, fact }: GateExplanation, told: Wording): GateWords => ({
  label: told.words.gates[gate],
  fact: (facts[gate] as Fact<GateCode>)(fact, told),
  passed,
});

/** Conditions of a pair in their order, each with its fact. */
export const gateWords = (gates: readonly GateExplanation[], locale: Locale): GateWords[] => {
  const told = wording(locale);
  return gates.map((each) => toWords(each, told));
};
