import { plural } from '../plural.ts';

const count = plural('en');
const spelled = ['no one', 'one', 'two', 'three', 'four', 'five'] as const;

/** Why two people were put together, in words: sentences, reasons, conditions, and what would change them. */
export const reasons = {
  /** Pathways within a sentence, where their own name does not do. */
  pathways: {
    ca: 'Cocaine Anonymous',
    'other-twelve-step': 'another twelve-step fellowship',
    secular: 'a secular or own way',
    medication: 'recovery with medication',
    'harm-reduction': 'harm reduction or moderation',
    craft: 'CRAFT or another secular family approach',
    'mental-health-peer': 'mental-health peer support',
    'illness-peer': 'chronic-illness peer support',
    unsure: 'any pathway',
  },
  sentence: {
    both: (clauses: string) => `Both ${clauses}`,
    bothLater: (clauses: string) => `both ${clauses}`,
    chose: (pathway: string) => `chose ${pathway}`,
    differ: (who: { newcomer: string; mentor: string }, what: { newcomer: string; mentor: string }) =>
      `${who.newcomer} chose ${what.newcomer}, ${who.mentor} knows ${what.mentor}`,
    open: (who: { newcomer: string; mentor: string }, pathway: string) =>
      `${who.newcomer} is open to any pathway, ${who.mentor} knows ${pathway}`,
    free: (times: string) => `are free ${times}`,
    hours: (hours: string) => `share ${hours} a week`,
    text: 'are fine with texting',
    speak: (languages: string) => `speak ${languages}`,
    room: (mentor: string, places: number) => `${mentor} has room for ${spelled[places] ?? places}`,
  },
  times: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    parts: {
      morning: (days: string) => `${days} mornings`,
      afternoon: (days: string) => `${days} afternoons`,
      evening: (days: string) => `${days} evenings`,
      late: (days: string) => `${days} nights`,
    },
    everyDay: {
      morning: 'every morning',
      afternoon: 'every afternoon',
      evening: 'every evening',
      late: 'every night',
    },
    weekdays: 'weekday',
    weekend: 'weekend',
  },
  hours: { hours: (number: string) => `${number} h`, minutes: (number: string) => `${number} min` },
  clock: {
    together: (hours: string) => `${hours} a week together`,
    after: (hours: string, date: string) => `${hours} after ${date}`,
    fragile: 'A clock change takes more than a quarter of it.',
  },
  labels: {
    pathway: 'Pathway',
    availability: 'Shared time',
    recovery: 'Recovery',
    lived: 'Lived experience',
    stage: 'Age and family',
    worldview: 'Worldview',
    modality: 'How to talk',
    gender: 'Gender',
    language: 'Language',
  },
  points: (points: string, max: string) => `${points} of ${max}`,
  notTold: 'Not told, so it counts half.',
  notAsked: (list: string) => `No wish about: ${list}.`,
  pathway: {
    same: (pathway: string, depth: string) => `Both ${pathway}. ${depth}`,
    differ: (newcomer: string, mentor: string) => `${newcomer} asked for, ${mentor} known.`,
    none: 'The mentor named no pathway.',
    open: (pathway: string) => `Open to any pathway; the mentor knows ${pathway}.`,
    choice: (place: number) =>
      place === 1 ? 'The first choice.' : place === 2 ? 'The second choice.' : 'The third choice.',
    depth: {
      main: 'The mentor’s own way.',
      experienced: 'The mentor knows it well.',
      familiar: 'The mentor knows it a little.',
    },
  },
  availability: {
    days: (days: number) => count(days, { one: 'on # day', other: 'on # days' }),
    soon: 'A first talk could be within two days.',
    none: 'No time together.',
  },
  recovery: {
    years: (years: string) => `The mentor: ${years} in recovery.`,
    lead: (years: string) => `${years} further along.`,
    notTold: 'The newcomer told no month and counts as just starting.',
    duration: (years: number) => count(years, { one: '# year', other: '# years' }),
    months: (months: number) => count(months, { one: '# month', other: '# months' }),
  },
  lived: {
    met: (list: string) => `The mentor knows: ${list}.`,
    missing: (list: string) => `Not: ${list}.`,
    important: (tag: string) => `${tag} (important)`,
  },
  stage: {
    sameBand: (band: string) => `Both ${band}.`,
    bands: (newcomer: string, mentor: string) => `${newcomer} and ${mentor}.`,
    family: (list: string) => `Both: ${list}.`,
    noFamily: 'No stage of family life in common.',
  },
  worldview: {
    same: (view: string) => `Both ${view}.`,
    differ: (newcomer: string, mentor: string) => `Newcomer ${newcomer}, mentor ${mentor}.`,
  },
  modality: {
    shared: (list: string) => `Both would talk ${list}.`,
    choice: (place: number) =>
      place === 1 ? 'The first choice.' : place === 2 ? 'The second choice.' : 'A later choice.',
    near: 'Both near the same place.',
    distance: (km: string) => `About ${km} km apart.`,
    none: 'No way to talk in common.',
  },
  gender: {
    asked: (wanted: string, mentor: string) => `Asked for: ${wanted}. The mentor: ${mentor}.`,
    notSaid: 'not said',
    anyone: 'anyone',
  },
  language: {
    fluent: (language: string) => `${language} (both fluent)`,
    fair: (language: string) => `${language} (well enough)`,
    none: 'None in common.',
  },
  gates: {
    'consent-missing': 'Both agreed to be matched',
    'same-person': 'Two different people',
    'mentor-not-approved': 'The mentor is approved',
    'mentor-heartbeat-overdue': 'The mentor said “still willing” lately',
    'mentor-paused': 'The mentor is not on a break',
    'safety-hold': 'No open concern',
    'different-track': 'The same kind of support',
    'recovery-too-short': 'The mentor is far enough along',
    'lead-too-short': 'Further along than the newcomer',
    'no-capacity': 'A free place',
    'gender-must': 'Gender, where it must be',
    'no-shared-language': 'A language in common',
    'no-shared-modality': 'A way to talk in common',
    'too-far': 'Near enough to meet',
    'too-little-shared-time': 'An hour a week together',
    'pathway-excluded': 'No pathway that is not wanted',
    'pathway-mismatch': 'Pathways that go together',
    'medication-affirming': 'For medication, where it is needed',
    'worldview-must': 'Worldview, where it must be',
    'do-not-match': 'On nobody’s private list',
  },
  facts: {
    waitsFor: {
      newcomer: 'the newcomer has not',
      mentor: 'the mentor has not',
      both: 'neither has',
    },
    daysAgo: (days: number, limit: string) =>
      `${count(days, { one: '# day ago', other: '# days ago' })}, at most ${limit}`,
    never: 'never',
    and: (a: string, b: string) => `${a} and ${b}`,
    atLeast: (value: string, needed: string) => `${value}, at least ${needed}`,
    atMost: (value: string, limit: string) => `${value}, at most ${limit}`,
    notNeeded: 'not asked for here',
    places: (free: number, capacity: number) => `${free} of ${capacity}`,
    days: (days: number) => count(days, { one: '# day', other: '# days' }),
    km: (km: string) => `${km} km`,
    noMust: 'nobody said must',
    wants: (wanted: string, mentor: string) => `asked for ${wanted}; the mentor: ${mentor}`,
    mentors: (whom: string, newcomer: string) => `mentors ${whom}; the newcomer: ${newcomer}`,
    none: 'none',
    needNotMeet: 'they need not meet',
    noPlace: 'one of them gave no place',
    textOnly: 'not needed, by text only',
    asked: { attested: 'asked for and attested', missing: 'asked for, not attested' },
    obstacles: {
      'low-affinity': 'too far apart',
      'newcomer-only-these': 'the newcomer wants only their own',
      'mentor-only-these': 'the mentor offers only their own',
      'for-women': 'this one is for women',
    },
  },
  gateWords: { passed: 'Holds', blocked: 'Does not hold' },
  bands: { strong: 'Strong fit', good: 'Good fit', fair: 'Fair fit', weak: 'Weak fit' },
  fit: (fit: string) => `${fit} of 100`,
  gap: {
    waits: (needs: string, newcomers: number) =>
      count(newcomers, {
        one: `# newcomer who needs ${needs} waits; no such mentor has room.`,
        other: `# newcomers who need ${needs} wait; no such mentor has room.`,
      }),
    noRoom: (newcomers: number) =>
      count(newcomers, {
        one: '# newcomer waits; no mentor has room at all.',
        other: '# newcomers wait; no mentor has room at all.',
      }),
    lackOnly: (need: string, mentors: number) =>
      count(mentors, {
        one: `# mentor with room has all but this: ${need}.`,
        other: `# mentors with room have all but this: ${need}.`,
      }),
    others: (newcomers: number) =>
      count(newcomers, {
        one: '# more has nobody. Too few share the same needs for them to be told here.',
        other: '# more have nobody. Too few share the same needs for them to be told here.',
      }),
    kinds: {
      'no-shared-language': 'another language',
      'gender-must': 'a mentor of a certain gender',
      'pathway-mismatch': 'other pathways',
      'pathway-excluded': 'a pathway other than those they ruled out',
      'worldview-must': 'their own worldview',
      'no-shared-modality': 'another way to talk',
    },
    medication: 'support for medication',
    genders: { woman: 'a woman', man: 'a man', 'non-binary': 'a non-binary person' },
    mentoring: {
      woman: 'someone who mentors women',
      man: 'someone who mentors men',
      'non-binary': 'someone who mentors non-binary people',
    },
    mentoringAnyone: 'someone who mentors people of any gender',
    track: (track: string) => `a mentor for “${track}”`,
    onlyPathway: (pathways: string) => `only ${pathways}`,
    pathway: (pathways: string) => `${pathways} or something close`,
    openPathway: 'a pathway for someone who is not sure yet',
    otherPathway: (pathways: string) => `a pathway other than ${pathways}`,
    worldview: (view: string) => `a ${view} worldview`,
    talking: (ways: string) => `talking ${ways}`,
    near: 'someone near enough to meet',
    time: 'an hour a week at their times',
    recovery: 'someone with enough time in recovery',
    lead: 'someone further along',
  },
  alternative: {
    less: (mentor: string, points: string) => `Next: ${mentor}, ${points} less`,
    equal: (mentor: string) => `Next: ${mentor}, just as good`,
    more: (mentor: string, points: string) => `${mentor} would come to ${points} more`,
    points: (points: number, text: string) => (points === 1 ? `${text} point` : `${text} points`),
    hasRoom: ', with a free place.',
    noRoom: ', with no place left.',
    elsewhere: '; their places go where all pairs together add up to more.',
  },
  relief: {
    blocked: (label: string, mentors: number) =>
      `${label}: does not hold for ${count(mentors, { one: '# mentor', other: '# mentors' })}.`,
    change: {
      'gender-must': 'If the gender were a wish and not a must',
      'worldview-must': 'If the worldview were a wish and not a must',
      'only-these-pathways': 'If other pathways were welcome too',
      'medication-affirming': 'If medication did not matter',
      windows: 'With more times to talk',
    },
    notPathway: (pathway: string) => `If ${pathway} were welcome after all`,
    modality: (way: string) => `If they could also talk ${way}`,
    radius: (km: string) => `If they could meet within ${km} km`,
    language: (language: string) => `If their ${language} were enough to talk`,
    brings: (mentors: number, proposable: number) =>
      mentors === 0
        ? 'still nobody.'
        : `${count(mentors, { one: '# mentor', other: '# mentors' })}, ${proposable} of them a fair fit or better.`,
    times: (list: string) => `Most would be free: ${list}.`,
    kinds: {
      wish: 'can be talked about',
      safety: 'their own safety choice; only they can reopen it',
      need: 'not to be given up; look for such a mentor',
    },
  },
};
