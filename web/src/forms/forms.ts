import { mentorApplicationSchema, newcomerApplicationSchema } from '#shared/people/application.ts';
import type { CommunityView } from './check.ts';
import { type Fields, textOf } from './fields.ts';
import { toMentorApplication } from './mentor-fields.ts';
import { mentorSteps } from './mentor-steps.ts';
import { toNewcomerApplication } from './newcomer-fields.ts';
import { newcomerSteps } from './newcomer-steps.ts';

/** The form by which a newcomer asks for a mentor. */
export const newcomerForm = {
  kind: 'newcomer',
  path: '/apply',
  steps: newcomerSteps,
  schema: newcomerApplicationSchema,
  toApplication: toNewcomerApplication,
} as const;

/** The form by which a mentor volunteers. */
export const mentorForm = {
  kind: 'mentor',
  path: '/volunteer',
  steps: mentorSteps,
  schema: mentorApplicationSchema,
  toApplication: toMentorApplication,
} as const;

/** One of the two forms. */
export type Form = typeof newcomerForm | typeof mentorForm;
/** The form of a kind of draft. */
export const formOf = (kind: Form['kind']): Form => (kind === 'mentor' ? mentorForm : newcomerForm);

/** A step of one of the forms. */
export type FormStep = Form['steps'][number];

/** Ids of the pathways of the kind of support that was chosen. */
export const pathwaysFor = (fields: Fields, { pathways }: Pick<CommunityView, 'pathways'>): string[] =>
  pathways.filter(({ track }) => track === textOf(fields, 'track')).map(({ id }) => id);

/** The screens that somebody is asked: where there is only one pathway, a newcomer need not choose. */
export const askedSteps = (
  form: Form,
  fields: Fields,
  community: Pick<CommunityView, 'pathways'>,
): readonly FormStep[] => {
  const known = textOf(fields, 'track') !== '';
  const choice = form.kind === 'mentor' || !known || pathwaysFor(fields, community).length > 1;
  return form.steps.filter(({ id }) => id !== 'pathways' || choice);
};

/** A step's address, without its language. */
export const stepPath = (form: Form, id: string): string =>
  id === 'name' ? form.path : `${form.path}/${id}`;

/** Answers that fall away when the kind of support changes: they belong to the one before. */
export const clearedByTrack = (form: Form): Record<string, string | string[]> =>
  form.steps
    .filter(({ id }) => id === 'pathways')
    .flatMap(({ questions }) => [...questions])
    .reduce<Record<string, string | string[]>>((cleared, { name, ...question }) => {
      const { texts, lists } = question as { texts?: readonly string[]; lists?: readonly string[] };
      for (const each of texts ?? (lists ? [] : [name])) cleared[each] = '';
      for (const each of lists ?? []) cleared[each] = [];
      return cleared;
    }, {});
