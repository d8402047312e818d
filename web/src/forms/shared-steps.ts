import { languageNames } from './shared-fields.ts';
import type { Question, Step } from './steps.ts';
import { slotNames } from './week.ts';

/** A question with one field of its own name. */
export const question = (name: string, ...points: string[]): Question => ({ name, points });

/** What should we call you. */
export const nameStep: Step<'name'> = { id: 'name', questions: [question('name', '/contact/name')] };

/** How can we reach you. */
export const reachStep: Step<'reach'> = {
  id: 'reach',
  questions: [
    question('email', '/contact/email'),
    question('phone', '/contact/phone'),
    question('other', '/contact/other'),
    { name: 'safe-hours', texts: ['safe-from', 'safe-until'], points: ['/wishes/safeHours'] },
    question('shared-inbox', '/wishes/sharedInbox'),
    question('contact-in-mail', '/wishes/contactInMail'),
  ],
};

const adult: Step<'age'> = { id: 'age', questions: [question('adult', '/adult')] };

const track: Step<'support'> = { id: 'support', questions: [question('track', '/answers/track')] };

const you: Step<'you'> = {
  id: 'you',
  questions: [
    question('gender', '/answers/gender'),
    question('age', '/answers/ageBand'),
    { name: 'family', lists: ['family'], points: ['/answers/familyStage'] },
    question('worldview', '/answers/worldview'),
  ],
};

const languages: Step<'languages'> = {
  id: 'languages',
  questions: [
    { name: 'languages', texts: languageNames, points: ['/answers/languages'] },
    question('time-zone', '/answers/timeZone'),
  ],
};

const times: Step<'times'> = {
  id: 'times',
  questions: [{ name: 'times', texts: slotNames, lists: ['hours'], points: ['/answers/windows'] }],
};

/** Check the answers, agree, send. */
export const checkStep: Step<'check'> = { id: 'check', questions: [question('consent', '/consent')] };

/** Screens that both forms have. */
export const sharedSteps = { adult, track, you, languages, times };
