import { bandsApart, fluentLanguages, weightOf } from './components.ts';
import type {
  ComponentExplanation,
  ComponentFacts,
  Explanation,
  GateExplanation,
  GateFacts,
} from './explanation.ts';
import {
  excludedPathways,
  freePlaces,
  gateCodes,
  heartbeatAge,
  pathwayObstacles,
  sharedLanguages,
  sharedModalities,
  sharedPathways,
  textOnly,
} from './gates.ts';
import { daysInYear, type Pair } from './pair.ts';
import { type ComponentName, componentNames } from './rubric.ts';
import type { Comparison } from './score.ts';

/*
 * Why a pair came out as it did. Facts are read off the same pair that was compared, by the same functions that
 * decided, so an explanation cannot disagree with its result.
 */

const wholeKm = (distanceKm: number | null): number | null =>
  distanceKm === null ? null : Math.round(distanceKm);

const componentFacts: { [C in ComponentName]: (pair: Pair) => ComponentFacts[C] } = {
  pathway: (pair) => {
    const { newcomerPathway, mentorPathway, depth } = pair.pathway;
    const place = pair.newcomer.pathways.indexOf(newcomerPathway);
    return {
      newcomerPathway,
      choice: place < 0 ? null : place + 1,
      mentorPathway,
      depth,
      same: newcomerPathway === mentorPathway,
      shared: sharedPathways(pair),
    };
  },
  availability: ({ time, zones }) => ({
    worstMinutes: time.worstMinutes,
    worstDays: time.worstDays,
    bestMinutes: time.bestMinutes,
    nowMinutes: time.weeks[0]!.minutes,
    fragile: time.fragile,
    soon: time.soon,
    changes: zones.changes.map(({ at, date, whose, week }) => ({
      at,
      date,
      whose,
      minutes: time.weeks[week]!.minutes,
    })),
  }),
  recovery: ({ newcomer, ready, leadDays }) => ({
    mentorYears: ready.mentor.recoveryDays / daysInYear,
    leadYears: newcomer.track === 'family' ? null : leadDays / daysInYear,
    newcomerTold: newcomer.recoverySince !== null,
  }),
  lived: ({ newcomer, mentor }) => {
    const tags = newcomer.wants.map(({ tag }) => tag);
    return {
      met: tags.filter((tag) => mentor.tags.includes(tag)),
      missing: tags.filter((tag) => !mentor.tags.includes(tag)),
      important: newcomer.wants.filter(({ important }) => important).map(({ tag }) => tag),
    };
  },
  stage: (pair) => ({
    newcomerAgeBand: pair.newcomer.ageBand,
    mentorAgeBand: pair.mentor.ageBand,
    bandsApart: bandsApart(pair),
    sharedFamilyStage: pair.newcomer.familyStage.filter((stage) => pair.mentor.familyStage.includes(stage)),
  }),
  worldview: ({ newcomer, mentor }) => ({ newcomer: newcomer.worldview, mentor: mentor.worldview }),
  modality: (pair) => ({
    modality: pair.modality.modality,
    choice: pair.modality.modality === null ? null : pair.modality.place + 1,
    shared: sharedModalities(pair),
    distanceKm: pair.modality.modality === 'in-person' ? wholeKm(pair.distanceKm) : null,
  }),
  gender: ({ newcomer, mentor }) => ({ preferred: newcomer.genderPreference.genders, mentor: mentor.gender }),
  language: (pair) => {
    const fluent = fluentLanguages(pair);
    return {
      shared: sharedLanguages(pair).map((code) => ({
        code,
        level: fluent.includes(code) ? 'fluent' : 'conversational',
      })),
    };
  },
};

const gateFacts: { [G in keyof GateFacts]: (pair: Pair) => GateFacts[G] } = {
  'consent-missing': ({ newcomer, mentor }) => ({ newcomer: newcomer.consented, mentor: mentor.consented }),
  'same-person': () => ({}),
  'mentor-not-approved': () => ({}),
  'mentor-heartbeat-overdue': (pair) => {
    const age = heartbeatAge(pair);
    return {
      daysAgo: age === null ? null : Math.floor(age),
      limitDays: pair.setting.rubric.policy.heartbeatDays,
    };
  },
  'mentor-paused': () => ({}),
  'safety-hold': ({ newcomer, mentor }) => ({ newcomer: newcomer.safetyHold, mentor: mentor.safetyHold }),
  'different-track': ({ newcomer, mentor }) => ({ newcomer: newcomer.track, mentor: mentor.track }),
  'recovery-too-short': ({ newcomer, ready, setting }) => ({
    mentorDays: ready.mentor.recoveryDays,
    neededDays: setting.rubric.policy.minimumRecoveryDays[newcomer.track],
  }),
  'lead-too-short': ({ newcomer, leadDays, setting }) => ({
    leadDays,
    neededDays: newcomer.track === 'family' ? null : setting.rubric.policy.minimumLeadDays,
  }),
  'no-capacity': ({ mentor }) => ({ free: freePlaces(mentor), capacity: mentor.capacity }),
  'gender-must': ({ newcomer, mentor }) => ({
    newcomerWants: newcomer.genderPreference.strength === 'must' ? newcomer.genderPreference.genders : null,
    mentor: mentor.gender,
    mentorMentors: mentor.mentorsGenders,
    newcomer: newcomer.gender,
  }),
  'no-shared-language': (pair) => ({ shared: sharedLanguages(pair) }),
  'no-shared-modality': (pair) => ({ shared: sharedModalities(pair) }),
  'too-far': (pair) => {
    const shared = sharedModalities(pair);
    return {
      inPersonOnly: shared.length > 0 && shared.every((modality) => modality === 'in-person'),
      distanceKm: wholeKm(pair.distanceKm),
      limitKm: pair.radiusKm,
    };
  },
  'too-little-shared-time': (pair) => ({
    minutes: pair.time.worstMinutes,
    neededMinutes: pair.setting.rubric.policy.minimumSharedMinutes,
    textOnly: textOnly(pair),
  }),
  'pathway-excluded': (pair) => ({ excluded: excludedPathways(pair) }),
  'pathway-mismatch': (pair) => {
    const obstacles = pathwayObstacles(pair);
    return {
      score: pair.pathway.score,
      neededScore: pair.setting.rubric.policy.minimumPathwayScore,
      obstacles: (Object.keys(obstacles) as (keyof typeof obstacles)[]).filter((code) => obstacles[code]),
    };
  },
  'medication-affirming': ({ newcomer, mentor }) => ({
    needed: newcomer.needsMedicationAffirming,
    attested: mentor.medicationAffirming,
  }),
  'worldview-must': ({ newcomer, mentor }) => ({
    must: newcomer.worldviewMust,
    newcomer: newcomer.worldview,
    mentor: mentor.worldview,
  }),
  'do-not-match': () => ({}),
};

const explainComponents = ({ pair, scores }: Comparison): ComponentExplanation[] => {
  const { rubric } = pair.setting;
  const weights = componentNames.map((name) =>
    scores[name] === 'not-applicable' ? 0 : weightOf(name, pair, rubric),
  );
  const applicable = weights.reduce((sum, weight) => sum + weight, 0);
  return componentNames.map((component, i) => {
    const score = scores[component];
    const state = typeof score === 'number' ? 'known' : score;
    const pointsMax = (100 * weights[i]!) / applicable;
    const share = typeof score === 'number' ? score : rubric.details.neutralFit / 100;
    return {
      component,
      state,
      score: typeof score === 'number' ? score : null,
      weight: weights[i]!,
      points: pointsMax * share,
      pointsMax,
      fact: componentFacts[component](pair),
    } as ComponentExplanation;
  });
};

/** A comparison's reasons: per component score, weight, points and facts; per gate, in order, whether it held and why. */
export const explainComparison = (comparison: Comparison): Explanation => ({
  components: explainComponents(comparison),
  gates: gateCodes.map(
    (gate) =>
      ({
        gate,
        passed: !comparison.failed.includes(gate),
        fact: gateFacts[gate](comparison.pair),
      }) as GateExplanation,
  ),
});
