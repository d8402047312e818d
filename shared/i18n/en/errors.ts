/** Pages that say what went wrong: plainly, without blame, with a way on. */
export const errors = {
  'not-found': {
    title: 'Page not found',
    heading: 'We cannot find this page',
    text: 'There is nothing at this address. The link may be old, or a letter may be missing.',
    action: 'Go to the first page',
  },
  expired: {
    title: 'Link no longer works',
    heading: 'This link has had its day',
    text: 'Links and codes work once, and only for a while. That keeps your page yours. Nothing is lost: ask for a new one.',
    action: 'Get a new code',
  },
  'slow-down': {
    title: 'Please wait a moment',
    heading: 'A little slower, please',
    text: 'That was a lot at once, so we stopped for a moment. Wait a minute, then load this page again.',
    action: 'Go to the first page',
  },
  refused: {
    title: 'Not accepted',
    heading: 'We could not take that',
    text: 'The page was open for a long time, or the request came from another site. Go back, load the page again, and send it once more.',
    action: 'Go to the first page',
  },
  fault: {
    title: 'Something broke',
    heading: 'That was our fault',
    text: 'Something broke on our side. What was already saved is still saved. Please try again in a minute.',
    action: 'Go to the first page',
  },
  reference: (reference: string) => `If you tell a coordinator about it, mention “${reference}”.`,
};
