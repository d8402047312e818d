/** Words of the page that says whom to ask; it knows the community, so the function draws it. */
export const contact = {
  title: 'Ask a person',
  description: 'How to reach the coordinators.',
  heading: 'Ask a person',
  lead: (community: string) =>
    `The coordinators of ${community} read what you write. No machine answers for them.`,
  write: 'Write to',
  call: 'or call',
  what: {
    heading: 'What they can do for you',
    points: [
      'listen when something does not feel right, and act on it',
      'fill in a form with you',
      'change the address that we write to',
      'give you a copy of what we keep about you, or erase it',
    ],
  },
  care: 'You need not tell your story in a message. “Please call me”, and how, is enough. They do not answer at night: for help at once, see the numbers below.',
};
