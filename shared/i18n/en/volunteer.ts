/** Words of the form by which a mentor volunteers, where it says something else than a newcomer's. */
export const volunteer = {
  welcome: {
    lead: 'About five minutes. Then a coordinator gets to know you.',
    whyName: 'Coordinators see it. A newcomer sees it only when you have both said yes.',
  },
  reach: { why: 'Only coordinators see this. A newcomer sees it when you have both said yes.' },
  age: { why: 'Mentors here are adults.' },
  support: {
    heading: 'What have you been through yourself?',
    why: 'Newcomers only meet mentors who know it from their own life.',
  },
  pathways: {
    heading: 'Which ways of recovery have you lived?',
    hint: 'Tell us at least one, and how well you know it.',
    why: 'A newcomer who looks for one of these can find you.',
    no: 'Not mine',
    only: 'I want to mentor in these ways only',
    onlyHint: 'We then never ask you about anyone else.',
  },
  progress: {
    heading: 'Since when have you been in recovery?',
    headings: {
      family: 'Since when have you been on this road?',
      other: 'Since when have you been on this road?',
    },
    hint: 'The month is enough. Only coordinators see it. Mentors are at least a year along; for families it is half a year.',
    tooSoon: (needed: string, from: string) =>
      `Thank you for wanting to give. Mentors here have been on this road for at least ${needed}. Please come back in ${from}: you will be welcome. Until then you can ask for a mentor of your own.`,
    askInstead: 'Ask for a mentor',
    why: 'Newcomers never see this. We use it to find people who are a good way behind you.',
  },
  people: {
    heading: 'For how many people do you have room?',
    hint: 'About an hour a week each. You can change this at any time.',
    count: (count: string) => count,
    why: 'One is plenty. Better one hour that is sure than five that are not.',
    whom: 'Whom would you like to mentor?',
    anyone: 'Anyone',
    some: 'Only some people',
    which: 'Which?',
  },
  speak: {
    heading: 'What can you speak about from your own life?',
    hint: 'Only what you are glad to talk about. A newcomer sees it only where they asked for it.',
    medication: 'I fully support people who take medication for recovery',
    medicationHint: 'Please tick this only if you would never ask someone to stop taking it.',
    why: 'Newcomers can wish for someone who knows these first-hand.',
  },
  you: { why: 'Used to find newcomers whose life is a little like yours.' },
  talk: { hint: 'Tick all that you offer.' },
  times: { hint: 'In your own time zone. You agree on the hour with each other.' },
  words: {
    heading: 'In your own words',
    lead: 'Both questions can stay empty.',
    about: 'What would you like to say about yourself?',
    aboutHint:
      'A newcomer reads this with the offer. Please leave out your name, where you work and where you live.',
    boundaries: 'Where are your limits?',
    boundariesHint:
      'Such as “no calls after nine” or “I do not talk about my divorce”. Coordinators read this.',
  },
  conduct: {
    heading: 'Our code of conduct',
    lead: 'Every mentor says yes to this. It keeps both of you safe.',
    version: (version: string) => `Version ${version}`,
    points: [
      'I listen, and I speak from my own life. I give no medical, legal or money advice.',
      'I respect every way of recovery, with or without medication.',
      'I keep what I hear to myself, unless someone is in danger. Then I call for help and tell a coordinator.',
      'I lend or borrow no money, offer no place to stay, and sell nothing.',
      'I begin no romantic or sexual relationship with someone I mentor.',
      'I am not under the influence when we talk.',
      'I tell a coordinator when I cannot go on, when I return to use, or when something feels wrong.',
      'I know that either of us can stop at any time, without a reason.',
    ],
    agree: 'I have read this, and I will keep to it',
  },
  check: {
    consent: 'I agree that Alongside uses my answers to find newcomers for me',
    send: 'Send my form',
    room: (count: string) => `room for ${count}`,
    about: 'a few words about you',
    boundaries: 'your limits',
    medication: 'for medication',
    agreed: (version: string) => `Yes, version ${version}`,
  },
  done: {
    withdraw:
      'That is fine. If you do not confirm, everything is deleted by itself. If you have confirmed, sign in and press “Step down”. You need no reason.',
    next: [
      'Once your address is confirmed, a coordinator reads your form and gets in touch with you.',
      'When they have approved you, you can be suggested to newcomers. If someone fits, we write to you, and you say yes or not this time.',
      'Once a month we ask whether you are still willing and well. One press is enough.',
    ],
  },
};
