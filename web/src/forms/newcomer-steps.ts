import { plainComponents } from './newcomer-fields.ts';
import { checkStep, nameStep, question, reachStep, sharedSteps } from './shared-steps.ts';
import type { Step } from './steps.ts';

const { adult, track, you, languages, times } = sharedSteps;

const pathways: Step<'pathways'> = {
  id: 'pathways',
  questions: [
    question('pathway-1', '/answers/pathways', '/answers/pathways/0'),
    question('pathway-2', '/answers/pathways/1'),
    question('pathway-3', '/answers/pathways/2'),
    question('only-pathways', '/answers/pathwayMust'),
    { name: 'not-pathways', lists: ['not-pathways'], points: ['/answers/notPathways'] },
    question('medication', '/answers/needsMedicationAffirming'),
  ],
};

const progress: Step<'progress'> = {
  id: 'progress',
  questions: [
    { name: 'since', texts: ['since'], points: ['/answers/justStarting'] },
    { name: 'since-month', texts: ['since-month', 'since-year'], points: ['/answers/recoverySince'] },
  ],
};

const mentor: Step<'mentor'> = {
  id: 'mentor',
  questions: [
    { name: 'wants', lists: ['wants', 'important'], points: ['/answers/wants'] },
    {
      name: 'gender-wish-genders',
      lists: ['gender-wish-genders'],
      points: ['/answers/genderPreference/genders'],
    },
    {
      name: 'gender-wish',
      texts: ['gender-wish'],
      points: ['/answers/genderPreference', '/answers/importance/gender'],
    },
    question('stage-wish', '/answers/importance/stage'),
    question('worldview-wish', '/answers/importance/worldview', '/answers/worldviewMust'),
    ...plainComponents.map((component) =>
      question(`importance-${component}`, `/answers/importance/${component}`),
    ),
  ],
};

const leaving: Step<'dates'> = {
  id: 'dates',
  questions: [
    { name: 'leaving', texts: ['leaving'], points: ['/answers/notLeaving'] },
    question('leaving-on', '/answers/leavingCareOn'),
  ],
};

const talk: Step<'talk'> = {
  id: 'talk',
  questions: [
    { name: 'modalities', lists: ['modalities'], points: ['/answers/modalities'] },
    { name: 'best-way', texts: ['best-way'], points: [] },
    { name: 'second-way', texts: ['second-way'], points: [] },
    question('place', '/answers/placeId'),
    question('radius', '/answers/radiusKm'),
  ],
};

const more: Step<'more'> = {
  id: 'more',
  questions: [question('apart', '/doNotMatch'), question('note', '/note')],
};

/** The screens of `/apply`, in order; the first one has no name in the address. */
export const newcomerSteps = [
  nameStep,
  adult,
  reachStep,
  track,
  pathways,
  progress,
  mentor,
  you,
  languages,
  leaving,
  times,
  talk,
  more,
  checkStep,
] as const satisfies readonly Step[];
