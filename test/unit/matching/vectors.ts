import { readFileSync } from 'node:fs';
import type { MatchingContext, MentorProfile, NewcomerProfile, ScoreResult } from '#shared/matching/index.ts';

/** A worked pair, made by an independent implementation. */
export type PairVector = {
  name?: string;
  context: MatchingContext;
  newcomer: NewcomerProfile;
  mentor: MentorProfile;
  expected: Omit<ScoreResult, 'explanation' | 'rubricVersion'>;
};

/** A worked capacitated assignment. */
export type AssignVector = {
  name: string;
  newcomers: number;
  capacities: number[];
  edges: [number, number, number][];
  optimum: number;
};

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../vectors/${name}.v1.json`, import.meta.url), 'utf8'));

export const pairVectors: PairVector[] = read('pairs');
export const assignVectors: AssignVector[] = read('assign');
export const rubricVector = read('rubric');

/** The worked pair of that name; throws if there is none. */
export const vectorNamed = (name: string): PairVector => {
  const found = pairVectors.find((vector) => vector.name === name);
  if (!found) throw new Error(`No worked pair is named “${name}”.`);
  return found;
};

/** The plain worked pair, with some of it changed. */
export const pairWith = (
  changes: {
    newcomer?: Partial<NewcomerProfile>;
    mentor?: Partial<MentorProfile>;
    context?: Partial<MatchingContext>;
  } = {},
) => {
  const { newcomer, mentor, context } = vectorNamed('plain');
  return {
    newcomer: { ...newcomer, ...changes.newcomer },
    mentor: { ...mentor, ...changes.mentor },
    context: { ...context, ...changes.context },
  };
};

/** Another newcomer like the one of the plain pair. */
export const twin = (id: string, changes: Partial<NewcomerProfile> = {}): NewcomerProfile => ({
  ...pairWith().newcomer,
  id,
  contactHash: `h-${id}`,
  ...changes,
});

/** Another mentor like the one of the plain pair, with one place. */
export const guide = (id: string, changes: Partial<MentorProfile> = {}): MentorProfile => ({
  ...pairWith().mentor,
  id,
  contactHash: `h-${id}`,
  capacity: 1,
  ...changes,
});
