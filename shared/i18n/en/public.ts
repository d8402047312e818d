import { privacy } from './privacy.ts';

/** Words of the pages that anyone can read. A section is a heading, paragraphs, and points of a list. */
export const publicPages = {
  privacy,
  home: {
    title: 'Alongside',
    description: 'Talk with someone who has been there. Free, with as little about you as you like.',
    heading: 'Company for the road',
    lead: 'Alongside introduces people who are new to recovery to a mentor: someone who has been there, and has about an hour a week to talk. It is free. You share as little as you like, and a person checks every introduction.',
    doors: {
      apply: {
        label: 'Find a mentor',
        text: 'About three minutes. A nickname is enough, and “not sure yet” is a full answer.',
      },
      volunteer: {
        label: 'Become a mentor',
        text: 'About an hour a week for each person. You say how many, and when you need a break.',
      },
    },
    returning: 'Been here before?',
    returningLink: 'Go to your page',
    stepsHeading: 'How two lines meet',
    steps: [
      {
        heading: 'You tell us a little',
        text: 'What kind of support you would like, and when you could talk. You can skip nearly every question.',
      },
      {
        heading: 'Someone looks for a good fit',
        text: 'A coordinator finds a mentor who shares what matters to you. The mentor says yes first. Then it is your turn.',
      },
      {
        heading: 'You go on side by side',
        text: 'Once you have both said yes, you learn how to reach each other. If it does not feel right, you can stop or try someone else. You need no reason.',
      },
    ],
    more: 'Read how it works, step by step',
    notHeading: 'What this is not',
    not: 'Alongside is not treatment, not therapy, and nobody here is on call. If you need someone right now,',
    notLink: 'here is who answers.',
  },
  how: {
    title: 'How it works',
    description: 'What happens after the form, who decides, and how long it takes.',
    heading: 'How it works',
    lead: 'From a short form to a first talk. You can stop at every step, and you always hear from us.',
    marginTitle: 'No silence',
    margin:
      'Waiting is the hardest part. If there is no news, we write after three days, after seven and then every two weeks, so that you know you are not forgotten.',
    sections: [
      {
        heading: 'You fill in a short form',
        paragraphs: [
          'It takes about three minutes. Only a few questions need an answer: what to call you, how to reach you, that you are 18 or older, what kind of support you would like, and when you could talk.',
          'Then we send you one message, so that you can confirm the address is yours.',
        ],
        points: [],
      },
      {
        heading: 'A coordinator looks for someone who fits',
        paragraphs: [
          'A computer compares what you and the mentors have told us, and shows its reasons. It never decides. A coordinator reads the suggestion, and approves it or picks someone else.',
          'What counts most is the kind of support, your way of recovery, the hours you share, a language you both speak, and what you said matters to you.',
        ],
        points: [],
      },
      {
        heading: 'The mentor is asked first',
        paragraphs: [
          'The mentor sees what you two share: ways of recovery, hours, how you would talk, and languages. Nothing shows who you are. If they cannot take it on, we go on looking, and you do not have to start again.',
        ],
        points: [],
      },
      {
        heading: 'Then you are asked',
        paragraphs: [
          'You see what you two share, which of your wishes the mentor knows first-hand, and their own words if they wrote some. You say “yes” or “not this time”. You never have to give a reason, and the mentor never hears one.',
        ],
        points: [],
      },
      {
        heading: 'You both said yes',
        paragraphs: [
          'Now each of you gets a message: how to reach the other, in the way that person chose, and an idea for a first line. Two days later we ask if you found each other.',
        ],
        points: [],
      },
      {
        heading: 'If it does not fit',
        paragraphs: [
          'Some pairs click and some do not. Ask for someone else with one press. To end it, or to report a concern, you need no permission.',
        ],
        points: [],
      },
    ],
  },
  mentors: {
    title: 'What mentors do',
    description: 'What a mentor is for, what a mentor is not for, and how mentors are chosen.',
    heading: 'What mentors do, and what they don’t',
    lead: 'A mentor is a volunteer who has lived through recovery and has time to listen. A companion, not a professional.',
    marginTitle: 'Could this be you?',
    margin: 'You choose how many people, from one to five, and you can take a break at any time.',
    marginLink: 'Become a mentor',
    sections: [
      {
        heading: 'A mentor',
        paragraphs: [],
        points: [
          'talks with you about an hour a week, at times you agree on',
          'listens, and tells you what helped on their own road',
          'respects your way, whichever it is, with or without medication',
          'keeps what you say between the two of you, unless someone is in danger',
          'can tell you where else to look for help',
        ],
      },
      {
        heading: 'A mentor does not',
        paragraphs: [],
        points: [
          'give you a place to stay',
          'lend or take money, or sell you anything',
          'act as your therapist',
          'give medical advice, least of all about starting, changing or stopping a medicine',
          'answer emergencies',
          'begin a romantic or sexual relationship with you',
        ],
      },
      {
        heading: 'How mentors are chosen',
        paragraphs: [
          'A coordinator reads what each mentor writes and decides before anyone is introduced. Each one agrees to a code of conduct. Every month we ask if they are still well and still willing.',
          'Mentors are people like you. Trust your feeling, take your time, and tell us if something is wrong.',
        ],
        points: [],
      },
      {
        heading: 'Some call it something else',
        paragraphs: [
          'In twelve-step groups you may know the word “sponsor”. Other groups, such as SMART Recovery or LifeRing, have no word for it. Here it is always “mentor”.',
        ],
        points: [],
      },
    ],
  },
  safety: {
    title: 'Staying safe',
    description: 'How we keep your contact with a mentor safe, and what you can do yourself.',
    heading: 'Staying safe',
    lead: 'You decide what is known about you, and you can stop at any moment. We built it that way on purpose.',
    marginTitle: 'Someone in danger?',
    margin: 'Nobody here is on call. These people answer day and night.',
    marginLink: 'Urgent help',
    sections: [
      {
        heading: 'If someone else sees your screen or your mail',
        paragraphs: [],
        points: [
          'Our messages have plain subjects and never tell your story.',
          'You can say at which hours a message is safe, and whether someone else may read it.',
          '“Leave this site” is on every form. It empties the page and opens a weather site. You can also press Shift three times.',
          'Leaving does not clear your browser’s history. A private window does not keep one.',
        ],
      },
      {
        heading: 'When you first talk',
        paragraphs: [],
        points: [
          'Begin by phone, video or text. Meet later, if you like, in a public place by day.',
          'Tell someone you trust where you are going.',
          'Keep your address, your work and your surname to yourself until you want to share them.',
          'Never send money. No mentor may ask for it.',
        ],
      },
      {
        heading: 'Someone you must not meet',
        paragraphs: [
          'In the form you can name an e-mail address or a phone number. We keep it scrambled: we can compare it, but nobody can read it. That person will not be proposed to you.',
        ],
        points: [],
      },
      {
        heading: 'If something feels wrong',
        paragraphs: [
          '“Report a concern” is never more than one press away: it says whom to tell. You can end a match yourself at any time. Your contact details are then hidden here at once, and the other person is not told why.',
        ],
        points: [],
      },
    ],
  },
  urgent: {
    title: 'Urgent help',
    description: 'Whom to call right now.',
    heading: 'Help right now',
    lead: 'Nobody at Alongside is on call. The people behind these numbers are there day and night, and they want you to call.',
    overdose: {
      heading: 'If someone may have taken too much',
      points: [
        'Call 911. Say where you are, and that someone does not wake up or hardly breathes.',
        'If there is naloxone (Narcan), give it. If nothing changes in 2 to 3 minutes, give it again.',
        'If they do not breathe: rescue breaths or chest compressions, if you know how. 911 can tell you how.',
        'If they breathe: on their side, with the upper knee bent.',
        'Stay until help comes. Naloxone can wear off before the drug does.',
      ],
    },
    after: {
      heading: 'If you have returned to use',
      text: 'It happens, and it does not undo what you have done. Your body may take less than before, so please do not be alone with it. Call someone you trust, or one of the numbers above. You are as welcome here as on the first day.',
    },
  },
  accessibility: {
    title: 'Accessibility',
    description: 'What works, what we know does not work yet, and how to tell us.',
    heading: 'Everyone should be able to use this',
    lead: 'On an old phone, with a keyboard, with a screen reader, in large type, on a bad day.',
    sections: [
      {
        heading: 'What you can count on',
        paragraphs: [],
        points: [
          'Every page and every form works without JavaScript.',
          'Everything can be reached with a keyboard, and you always see where you are.',
          'Text grows to four times its size without getting lost.',
          'There is a light page and a dark one. Color never carries a meaning alone.',
          'One question on a screen, in short sentences. Nothing moves by itself.',
          'An unfinished form waits for two hours, or for seven days if you choose “finish later”.',
        ],
      },
      {
        heading: 'What we measure against',
        paragraphs: [
          'The Web Content Accessibility Guidelines (WCAG) 2.2, level AA. Every page is checked by a machine in both languages, both themes and several widths, and by hand with a keyboard.',
        ],
        points: [],
      },
      {
        heading: 'What we know is missing',
        paragraphs: [
          'People who use a screen reader or a switch every day have not yet tested the site with us. A machine finds only some of the barriers.',
        ],
        points: [],
      },
      {
        heading: 'If something stands in your way',
        paragraphs: [
          'That is our mistake, not yours. Please tell a coordinator (“Ask a person”, at the foot of each page): what you wanted to do, and where it stopped. They can also fill in the form with you.',
        ],
        points: [],
      },
    ],
  },
};
