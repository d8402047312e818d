import { plural } from '../plural.ts';

const tries = plural('en');

/** Words of signing in and out. */
export const signIn = {
  title: 'Sign in',
  heading: 'Sign in',
  lead: 'There is no password. We send a code to your e-mail address.',
  email: 'Your e-mail address',
  send: 'Send me a code',
  sentHeading: 'Look in your mailbox',
  sent: 'If we know this address, a mail with a code is on its way. It works for ten minutes.',
  sentTo: (address: string) => `The address you typed: ${address}.`,
  sentSpam: 'Nothing there after a few minutes? Look in the spam folder, or ask for a new code.',
  code: 'The code',
  codeHint: 'Eight digits.',
  enter: 'Sign in',
  confirm: 'Confirm',
  another: 'Ask for a new code',
  link: {
    heading: 'Your link is here',
    text: 'Press the button: it shows us that the address is yours, and takes you in.',
    button: 'Go in',
  },
  noScript:
    'Came here by the button in a mail? In this browser, please type the code from the same mail, or ask for a new one.',
  otherBrowser: {
    title: 'Did you ask for this?',
    text: 'This link was asked for in another browser or on another device. If that was you, go on. If it was not, close this page.',
    button: 'Yes, go in here',
  },
  refused: 'The code or link is wrong, used or too old. Please ask for a new one.',
  wrongCode: (left: number) =>
    `That is not the code in the mail. Please look again: ${tries(left, { one: '# try is left', other: '# tries are left' })}.`,
  codeShape: 'The code is the eight digits in our mail. No try was used up.',
  codeSpent: 'That code can no longer be used: there were too many wrong tries. Please ask for a new one.',
  newCode: 'Get a new code',
  slowDown: 'Those were many tries. Please wait a few minutes, then try again.',
  already: 'You are signed in in this browser.',
  toPage: 'Go to my page',
  out: {
    title: 'Sign out',
    heading: 'Sign out of this browser?',
    button: 'Sign out',
    doneHeading: 'You are signed out',
    done: 'On a shared device, close the browser as well. The history still shows that this site was open.',
    toStart: 'Go to the first page',
  },
};
