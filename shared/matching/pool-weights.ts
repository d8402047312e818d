import { weightOf } from './components.ts';
import type { Pair, Setting } from './pair.ts';
import { type ComponentName, componentNames } from './rubric.ts';

/*
 * What each component weighs for one newcomer. Which ones apply is theirs alone; of the others only three can be
 * unknown, so there are eight sums of known weights, each in the order of the weights as `comparePair` adds them.
 */

/** A component's place in the order of the weights. */
export const componentAt = Object.fromEntries(componentNames.map((name, at) => [name, at])) as Record<
  ComponentName,
  number
>;

/** The bit of each component that a mentor may leave unknown. */
export const unknownBits = { stage: 1, worldview: 2, gender: 4 } as const;

/** A newcomer's weights. */
export type Weights = {
  readonly weight: Float64Array;
  /** 1 for each component that the newcomer has a word on, else 0. */
  readonly applicable: Uint8Array;
  /** What does not apply is never known either, but is not missed: the bits of what can be. */
  readonly unknownMask: number;
  /** The weights of what applies, summed. */
  readonly all: number;
  /** By the bits of what is unknown: the known weights summed, the confidence, and what neutral adds to the fit. */
  readonly known: Float64Array;
  readonly confidence: Float64Array;
  readonly neutral: Float64Array;
};

const unknownBitOf = (name: ComponentName): number =>
  name in unknownBits ? unknownBits[name as keyof typeof unknownBits] : 0;

/** The weights of a newcomer. */
export const weightsFor = (newcomer: Pair['newcomer'], { rubric }: Setting): Weights => {
  const weight = new Float64Array(componentNames.length);
  const saysNothing: Partial<Record<ComponentName, boolean>> = {
    lived: newcomer.wants.length === 0,
    stage: newcomer.ageBand === null && newcomer.familyStage.length === 0,
    worldview: newcomer.worldview === null,
    gender: newcomer.genderPreference.strength !== 'prefer',
  };
  const applicable = new Uint8Array(componentNames.length);
  const known = new Float64Array(8);
  let unknownMask = 0;
  componentNames.forEach((name, c) => {
    weight[c] = weightOf(name, { newcomer } as Pair, rubric);
    if (saysNothing[name]) return;
    applicable[c] = 1;
    const bit = unknownBitOf(name);
    unknownMask |= bit;
    for (let unknown = 0; unknown < 8; unknown += 1) if ((bit & unknown) === 0) known[unknown]! += weight[c]!;
  });
  const all = known[0]!;
  const confidence = known.map((sum) => sum / all);
  const neutral = confidence.map((share) => (1 - share) * rubric.details.neutralFit);
  return { weight, applicable, unknownMask, all, known, confidence, neutral };
};
