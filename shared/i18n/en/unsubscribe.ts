/** Words of stopping one kind of message from a mail. */
export const unsubscribe = {
  title: 'Stop messages',
  heading: 'Stop messages like this one?',
  lead: 'You will get no more messages of this kind. Codes, offers and introductions still reach you.',
  button: 'Stop them',
  doneHeading: 'Stopped',
  done: 'You will get no more messages of this kind. You need not do anything else.',
  unknownHeading: 'This link does not work',
  unknown: 'Perhaps a part of it was lost. Open the message again and use its link.',
};
