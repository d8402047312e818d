import * as z from 'zod';
import { freeWeek } from './availability.ts';
import { countBlocked, type GateCode, gateCodes } from './gates.ts';
import {
  createSetting,
  type Pair,
  type ReadyMentor,
  readyMentor,
  readyNewcomer,
  type Setting,
} from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { compareAll } from './rank.ts';
import {
  everyHour,
  type HelpfulTime,
  type Relaxation,
  relaxationSchema,
  relaxationsOf,
  type Variant,
} from './relaxations.ts';
import type { RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';
import { type Comparison, isProposable } from './score.ts';
import { visitJointRuns } from './shared-weeks.ts';

/*
 * For a newcomer with nobody: which gate stops most mentors, and what each one thing that the newcomer could relax
 * would bring. Each relaxation is a changed copy of the profile, compared again with everybody whom it could let through,
 * so it can never say what scoring would not. A private list is never among them, and a need is marked as one: it is shown to a
 * coordinator so that they recruit, not so that they ask somebody to do without.
 */

/** Why a newcomer has nobody, and what would change it. */
export const whatWouldChangeSchema = z.object({
  mentors: z.number().int(),
  eligible: z.number().int(),
  /** Eligible and not weak. */
  proposable: z.number().int(),
  /** Gates that stop somebody, those that stop most mentors first; `alone`: for how many it is the only one. */
  blocked: z.array(z.object({ gate: z.enum(gateCodes), mentors: z.number().int(), alone: z.number().int() })),
  /** Those that bring most first; those that bring nobody stay in, so that nobody is asked in vain. */
  relaxations: z.array(relaxationSchema),
});
export type WhatWouldChange = z.infer<typeof whatWouldChangeSchema>;

/** The three hours of the newcomer's first sampled week at which most of these mentors are free. */
const findHelpfulTimes = (pairs: readonly Pair[]): HelpfulTime[] => {
  const always = freeWeek(everyHour);
  const hours = Array.from({ length: 7 * 24 }, () => new Set<string>());
  for (const { mentor, ready, zones } of pairs) {
    const { stretches } = zones.weeks[0]!;
    const free = { newcomer: always, mentor: ready.mentor.free };
    for (const stretch of stretches) {
      visitJointRuns([stretch], free, ({ start, end }) => {
        const from = stretch.newcomerStart + start - stretch.start;
        for (let hour = Math.ceil(from / 4); 4 * (hour + 1) <= from + end - start; hour += 1) {
          hours[hour % hours.length]!.add(mentor.id);
        }
      });
    }
  }
  return hours
    .map(({ size }, hour) => ({
      day: Math.floor(hour / 24) + 1,
      start: (hour % 24) * 60,
      end: ((hour % 24) + 1) * 60,
      mentors: size,
    }))
    .filter(({ mentors }) => mentors > 0)
    .sort((a, b) => b.mentors - a.mentors)
    .slice(0, 3);
};

/** Gates that a relaxation can open: whoever is stopped by another one too is stopped by it still. */
const opened: Readonly<Record<Relaxation['code'], readonly GateCode[]>> = {
  'gender-must': ['gender-must'],
  'worldview-must': ['worldview-must'],
  'only-these-pathways': ['pathway-mismatch'],
  'not-pathway': ['pathway-excluded', 'pathway-mismatch'],
  'medication-affirming': ['medication-affirming'],
  modality: ['no-shared-modality', 'too-far', 'too-little-shared-time'],
  radius: ['no-shared-modality', 'too-far'],
  language: ['no-shared-language'],
  windows: ['too-little-shared-time'],
};

const relax = (
  { change, newcomer }: Variant,
  {
    before,
    mentors,
    setting,
  }: { before: readonly Comparison[]; mentors: readonly ReadyMentor[]; setting: Setting },
): Relaxation => {
  const mayAppear = ({ eligible, failed }: Comparison): boolean =>
    !eligible && failed.every((gate) => opened[change.code].includes(gate));
  const after = compareAll(
    readyNewcomer(newcomer, setting),
    mentors.filter((_, i) => mayAppear(before[i]!)),
    setting,
  );
  const appeared = after.filter(({ eligible }) => eligible);
  const counts = { mentors: appeared.length, proposable: appeared.filter(isProposable).length };
  return change.code === 'windows'
    ? { ...change, times: findHelpfulTimes(appeared.map(({ pair }) => pair)), ...counts }
    : { ...change, ...counts };
};

/**
 * Why a newcomer has nobody, and how many mentors each single relaxation would bring. Works for any newcomer.
 * Cost: a comparison a mentor, and one more for each relaxation that could let them through.
 *
 * @throws {RangeError} if a profile, the context or the rubric is wrong.
 */
export const whatWouldChange = (
  newcomer: NewcomerProfile,
  mentors: readonly MentorProfile[],
  context: MatchingContext,
  rubric: RubricInput = rubricV1,
): WhatWouldChange => {
  const setting = createSetting(context, rubric);
  const ready = mentors.map((mentor) => readyMentor(mentor, setting));
  const before = compareAll(readyNewcomer(newcomer, setting), ready, setting);
  return {
    mentors: mentors.length,
    eligible: before.filter(({ eligible }) => eligible).length,
    proposable: before.filter(isProposable).length,
    blocked: countBlocked(before.map(({ failed }) => failed)),
    relaxations: relaxationsOf(newcomer)
      .map((variant) => relax(variant, { before, mentors: ready, setting }))
      .sort((a, b) => b.mentors - a.mentors || b.proposable - a.proposable),
  };
};
