import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { checkStep, nameStep, question, reachStep, sharedSteps } from './shared-steps.ts';
import type { Step } from './steps.ts';

const { adult, track, you, languages, times } = sharedSteps;

const pathways: Step<'pathways'> = {
  id: 'pathways',
  questions: [
    {
      name: 'pathways',
      texts: Object.keys(rubricV1.pathways).map((id) => `depth-${id}`),
      points: ['/answers/pathways'],
    },
    question('only-pathways', '/answers/onlyPathways'),
  ],
};

const progress: Step<'progress'> = {
  id: 'progress',
  questions: [
    { name: 'since-month', texts: ['since-month', 'since-year'], points: ['/answers/recoverySince'] },
  ],
};

const people: Step<'people'> = {
  id: 'people',
  questions: [
    question('capacity', '/answers/capacity'),
    { name: 'whom', texts: ['whom'], points: [] },
    { name: 'whom-genders', lists: ['whom-genders'], points: ['/answers/mentorsGenders'] },
  ],
};

const speak: Step<'speak'> = {
  id: 'speak',
  questions: [
    { name: 'tags', lists: ['tags'], points: ['/answers/tags'] },
    question('medication', '/answers/medicationAffirming'),
  ],
};

const talk: Step<'talk'> = {
  id: 'talk',
  questions: [
    { name: 'modalities', lists: ['modalities'], points: ['/answers/modalities'] },
    question('place', '/answers/placeId'),
    question('radius', '/answers/radiusKm'),
  ],
};

const words: Step<'words'> = {
  id: 'words',
  questions: [question('about', '/texts/about'), question('boundaries', '/texts/boundaries')],
};

const more: Step<'more'> = {
  id: 'more',
  questions: [question('apart', '/doNotMatch'), question('note', '/texts/note')],
};

const conduct: Step<'conduct'> = { id: 'conduct', questions: [question('conduct', '/codeOfConduct')] };

/** The screens of `/volunteer`, in order; the first one has no name in the address. */
export const mentorSteps = [
  nameStep,
  adult,
  reachStep,
  track,
  pathways,
  progress,
  people,
  speak,
  you,
  languages,
  times,
  talk,
  words,
  more,
  conduct,
  checkStep,
] as const satisfies readonly Step[];
