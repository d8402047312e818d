import { plural } from '../plural.ts';

const counted = plural('en');

/**
 * Words of every message. They tell nothing to someone who reads over a shoulder or shares the mailbox: no names of
 * others but in the introduction, and never what anyone was looking for.
 */
export const mail = {
  frame: {
    greeting: (name: string) => `Hello ${name},`,
    greetingWithoutName: 'Hello,',
    from: (community: string) => `Alongside, ${community}`,
    /** Why somebody gets a message, by what they are to us. */
    why: {
      form: 'You get this message because someone gave us this address in a form.',
      code: 'You get this message because someone asked for a code for this address.',
      page: 'You get this message because you have a page with us.',
      desk: 'You get this message because you were given access.',
    },
    unread: (coordinators: string) => `Nobody reads replies to it. The coordinators read ${coordinators}.`,
    declinable: 'You can pause messages like this one on your page:',
    code: 'Your code',
  },
  signIn: {
    subject: 'Your sign-in code',
    lead: 'Here is the code you asked for. Type it on the page where you asked, or use the button.',
    until: (time: string) => `It works once, until ${time}.`,
    button: 'Open the sign-in page',
    care: 'Keep the code to yourself. We never ask for it by phone or message. If you did not ask for a code, you need not do anything: without it nobody gets in.',
  },
  confirm: {
    subject: 'We have your form',
    lead: 'Thank you for your form. One small step is left: show us that this address is yours. Press the button, or type the code on the page you came from.',
    button: 'Confirm my address',
    until: (date: string) => `You can do this until ${date}.`,
    care: 'If you did not send us a form, please leave this message alone. The form will then be deleted and you will not hear from us again.',
  },
  knownAddress: {
    subject: 'We have your form',
    lead: 'A form came in with this address. We knew the address already, so we have changed nothing.',
    next: 'If the form was yours, please sign in. There you choose: use the new answers, or keep what you had.',
    button: 'Open the sign-in page',
    until: (date: string) => `The code and the button work once, until ${date}.`,
    care: 'If it was not you, please leave this message alone. Nothing has changed, and whoever sent the form has learned nothing about you.',
  },
  draftLink: {
    subject: 'Your form is kept for you',
    lead: 'You asked us to keep your form. You can finish it when it suits you, on any device.',
    button: 'Go on with my form',
    until: (date: string) => `We keep it until ${date}. After that it is deleted.`,
    care: 'If you did not ask for this, please leave this message alone.',
  },
  coordinatorInvited: {
    subject: 'How to sign in',
    lead: (community: string) => `You now have access to the desk of ${community}.`,
    button: 'Open the sign-in page',
    until: (moment: string) => `The button works once, until ${moment}.`,
    later:
      'Later, open the sign-in page and give this address: we send you a code each time. There is no password.',
    care: 'If you did not expect this, please tell the person who runs the service.',
  },
  mentorApproved: {
    subject: 'A quick update',
    lead: 'Good news: we have read your form, and we would be glad to have you.',
    next: (hours: number) =>
      `When we find someone who fits well with you, we write to you. You then have ${hours} hours to answer. You can always answer “not this time”, and nobody will ask why.`,
    ready: 'Your page shows the times and the places you gave us. You can change them whenever life changes.',
    button: 'Open my page',
  },
  mentorDeclined: {
    subject: 'A quick update',
    lead: 'Thank you for offering your time. We have read your form with care, and we cannot offer you a place right now.',
    next: 'That is about what we need at the moment. It says nothing about your worth or about what you have to give.',
    takenOut: {
      lead: 'Thank you for the time you gave. Your place here has ended: we will not suggest anyone to you any more, and what was open is over.',
      next: 'This says nothing about your worth. If you have a question, write to your coordinators.',
    },
    data: 'You can see what you sent us on your page.',
    button: 'Open my page',
  },
  newcomerUpdate: {
    subject: 'A quick update',
    lead: 'We have not forgotten you. We are still looking for someone who fits well with you.',
    since: (date: string) => `You have been waiting since ${date}. You need not do anything.`,
    hint: 'If you like, add more times when you could talk. It often makes someone easier to find.',
    button: 'See where things stand',
  },
  offerMentor: {
    subject: 'Someone new for you',
    lead: 'We have found someone who could fit well with you. A coordinator thinks so too.',
    next: 'Your page shows what you two share. No names yet.',
    answerBy: (moment: string) => `Please answer by ${moment}. After that we ask someone else.`,
    either: '“Yes” and “not this time” are both good answers. Nobody will ask why.',
    button: 'Take a look',
  },
  offerNewcomer: {
    subject: 'Some news for you',
    lead: 'We have found someone for you. They have said yes, and now it is up to you.',
    next: 'Your page shows what you two share. No names yet.',
    answerBy: (moment: string) => `Please answer by ${moment}.`,
    either: '“Yes” and “not this time” are both good answers. If you say no, you keep your place in line.',
    button: 'Take a look',
  },
  reminder: {
    subject: 'A reply when you can',
    lead: 'Something on your page is waiting for your answer.',
    answerBy: (moment: string) => `It will be there until ${moment}.`,
    mentor:
      '“Yes” and “not this time” are both good answers. If we do not hear from you, we ask someone else.',
    newcomer:
      '“Yes” and “not this time” are both good answers. If now is not the time, you keep your place in line.',
    button: 'Take a look',
  },
  introduction: {
    subject: 'You can get in touch now',
    lead: (name: string) => `You and ${name} have both said yes.`,
    leadWithoutName: 'You have both said yes.',
    sharedTitle: 'What you share',
    callTitle: 'A first call, if it suits you both',
    yourTime: 'For you',
    theirTime: 'For them',
    callNote: 'It is only a suggestion. The file with this message puts it into your calendar as “Call”.',
    contactTitle: (name: string) => `How to reach ${name}`,
    contactOnPage: 'Your page shows how to reach each other, and words for a first message if you want some.',
    more: 'Your page has more: words for a first message if you want some, and a way to tell us if something does not feel right.',
    button: 'Open the page',
  },
  stillLooking: {
    subject: 'Still looking for you',
    lead: 'The last suggestion did not come about. Most often the reason is time, and it is nobody’s fault.',
    newcomer: 'You have kept your place in line, and we go on looking. You need not do anything.',
    mentor: 'Your place is free again. We write when there is someone new for you.',
    button: 'See where things stand',
  },
  checkIn: {
    subject: 'How is it going?',
    lead: 'You were introduced to someone new two days ago. Have you two talked yet?',
    yes: 'Yes, we are in touch',
    notYet: 'Not yet',
    press: 'Each button opens a page with your answer chosen. There you press once more.',
    care: 'If something does not feel right, you can tell us there too.',
  },
  ended: {
    subject: 'A note about your match',
    lead: 'Your match has come to an end. The other person can no longer see how to reach you here.',
    looking:
      'You have kept your place in line, and we are looking for someone else already. You need not do anything.',
    newcomer: 'If you would like someone new, one press on your page is enough. There is no hurry.',
    mentor: 'Thank you for being there. Your place is free again, and we write when there is someone new.',
    button: 'Open my page',
  },
  heartbeat: {
    subject: 'Still OK for you?',
    lead: 'Once a month we ask: may we still write to you about someone new? And are you well yourself?',
    answerBy: (date: string) => `If we do not hear from you by ${date}, we stop suggesting new people.`,
    overdue:
      'We have not heard from you for a while, so we have stopped suggesting new people. Nothing else has changed.',
    back: 'One press brings you back at any time. The people you are in touch with stay with you.',
    yes: 'Yes, still OK',
    rest: 'I would like a break',
    press: 'Each button opens a page with your answer chosen. There you press once more.',
  },
  digest: {
    /** What it is called where messages are listed. */
    name: 'Today',
    subject: (count: number) => counted(count, { one: 'Today: # to look at', other: 'Today: # to look at' }),
    lead: (count: number) =>
      counted(count, {
        one: 'One thing waits for you at the desk.',
        other: '# things wait for you at the desk.',
      }),
    others: 'Everybody at the desk gets this message. Whatever somebody has done is off the list at once.',
    button: 'Open the list',
  },
  /** What two people share, as far as it may stand in a message. */
  common: {
    time: (count: number) =>
      counted(count, {
        one: 'You are both free for about an hour a week.',
        other: 'You are both free for about # hours a week.',
      }),
    ways: (list: string) => `You would both like to talk ${list}.`,
    way: { phone: 'by phone', video: 'by video', text: 'by text', 'in-person': 'in person' },
    languages: (list: string) => `You can talk in ${list}.`,
  },
  contact: {
    email: 'E-mail',
    phone: 'Phone',
    other: 'Another way',
    hours: 'Good hours, by their clock',
    care: 'Please mind',
    sharedInbox: 'Someone else may read their mail.',
  },
  /** Title of a call in a calendar; a calendar is often shared. */
  call: 'Call',
};
