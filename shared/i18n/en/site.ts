/** Words of the frame around every page, and those that every form shares. */
export const site = {
  name: 'Alongside',
  home: 'Alongside, first page',
  skip: 'Skip to the main part',
  urgent: 'Need help now?',
  /** The other language's name, in that language. */
  otherLanguage: 'Español',
  toDark: 'Dark page',
  toLight: 'Light page',
  leave: {
    label: 'Leave this site',
    how: 'To leave this site fast, use the link at the top or press Shift three times. Your browser still keeps it in its history.',
  },
  navigation: 'More about Alongside',
  links: {
    how: 'How it works',
    mentors: 'What mentors do',
    safety: 'Staying safe',
    urgent: 'Urgent help',
    privacy: 'Privacy',
    accessibility: 'Accessibility',
    contact: 'Ask a person',
    signIn: 'Sign in',
  },
  crisis: {
    title: 'If you need help right now',
    intro: 'Alongside does not answer emergencies. These people do, day and night.',
    reviewed: (date: string) => `We last checked these numbers on ${date}.`,
    lines: {
      emergency: { name: 'Emergency', text: 'Someone is in danger. Outside the US, call your local number.' },
      lifeline: { name: 'Suicide and crisis lifeline', text: 'Call or text. Free, any hour.' },
      samhsa: {
        name: 'SAMHSA helpline',
        text: 'Where to find treatment and support. Information, not counseling.',
      },
      textLine: { name: 'Crisis Text Line', text: 'Text HOME to this number.' },
    },
  },
  form: {
    next: 'Continue',
    back: 'Back',
    finishLater: 'Finish later',
    optional: 'optional',
    whyWeAsk: 'Why we ask',
    errorTitle: (title: string) => `Error: ${title}`,
    errorSummary: 'Something needs another look',
    freeText:
      'Nobody reads this right away. In danger, call 911 or your local number. In a crisis, call or text 988.',
  },
  step: (step: string, of: string) => `Step ${step} of ${of}`,
};
