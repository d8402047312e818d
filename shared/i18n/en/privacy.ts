const untilErased = 'Until you ask us to erase it.';

/** Words of the privacy page: one table, then the few things it cannot say. */
export const privacy = {
  title: 'Privacy',
  description: 'What we ask, why, who sees it, and how long we keep it.',
  heading: 'What we know about you, and who sees it',
  lead: 'We ask for little, show it to few, and forget it on time. All of it is in this table.',
  caption: 'What we keep',
  columns: ['What', 'Why', 'Who sees it', 'How long'],
  rows: [
    [
      'What to call you',
      'So that we can talk to you. A nickname is enough.',
      'Coordinators. The other person, once you have both said yes.',
      untilErased,
    ],
    [
      'How to reach you',
      'To write to you at safe hours, and to put the two of you in touch.',
      'The other person, once you have both said yes. A coordinator only by opening it, and that is recorded.',
      untilErased,
    ],
    [
      'What you are looking for: support, pathway, hours, languages',
      'To find a mentor who fits.',
      'Coordinators. A mentor who might fit sees it without your name.',
      untilErased,
    ],
    [
      'About you: age group, gender, family, beliefs. All optional.',
      'Only if it matters to you, or to a mentor.',
      'Coordinators.',
      untilErased,
    ],
    [
      'What you write in your own words',
      'To tell a coordinator what no box can hold.',
      'Coordinators. Each opening is recorded.',
      untilErased,
    ],
    [
      'Someone you must not meet',
      'So that we never propose that person.',
      'Nobody. It is scrambled: it can be compared, not read.',
      untilErased,
    ],
    [
      'Your match: who, when, how it went',
      'To ask how it is going, and to help if it is not.',
      'The two of you. Coordinators.',
      '12 months after it ends. Then only numbers without people.',
    ],
    [
      'Who looked at or changed something',
      'So that misuse is seen.',
      'You, in your own data. Coordinators.',
      '6 years, without anything about your health.',
    ],
    [
      'A form you have not finished',
      'So that you can go on.',
      'Nobody.',
      '2 hours. 7 days if you choose “finish later”.',
    ],
    [
      'A form you have not confirmed',
      'We wait for you to confirm your address.',
      'Nobody. If our message to you does not arrive, a coordinator may see your name and open how else to reach you, and that is recorded.',
      '7 days.',
    ],
    [
      'Technical notes: which page, when, what failed',
      'To find faults.',
      'The people who run the service. What you wrote is not in them.',
      '30 days.',
    ],
  ],
  sections: [
    {
      heading: 'What we never ask',
      paragraphs: ['Your surname, date of birth, street address, a diagnosis, or a photo.'],
      points: [],
    },
    {
      heading: 'What we never do',
      paragraphs: [],
      points: [
        'sell or lend what you tell us',
        'load anything from other companies: no trackers, no maps, no counters',
        'put your story, or anyone’s contact details, into a message unless that person chose so',
        'show numbers about groups of fewer than ten people',
      ],
    },
    {
      heading: 'Your data is yours',
      paragraphs: [
        'On your own page you can see it, see who looked, and change it. For a copy, or to have it erased, ask a coordinator: there is no button for that yet. What is erased is gone from the service at once, and from its backups within 35 days.',
        'You agreed to each use separately, and can take each back. It stops at once, and we tell you what that means.',
      ],
      points: [],
    },
    {
      heading: 'Cookies',
      paragraphs: [
        'One while you fill in a form, one while you are signed in, and one if you choose the light or dark page. They are ours, and nobody else can read them.',
      ],
      points: [],
    },
    {
      heading: 'What we cannot promise',
      paragraphs: [
        'Your mentor hears what you tell them, and is asked to keep it. If a court orders us to, we may have to hand over what we hold: one more reason why we hold little.',
      ],
      points: [],
    },
  ],
};
