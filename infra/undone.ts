/** What it means for people when something lies among the dead letters, by whose; each alarm is a heading in docs/runbook.md. */
export const undone = {
  Stream: {
    alarm: 'changes-not-carried',
    means:
      'For two minutes the table’s changes did not reach the queues. Codes, offers and rounds go by the clock’s minute; nothing is lost, but somebody may be waiting at the page.',
  },
  UrgentMail: {
    alarm: 'codes-not-carried',
    means:
      'Somebody asked for a sign-in code or a confirmation, and the way to the mail worker failed five times. The clock tries again every minute; they may be waiting at the page.',
  },
  NormalMail: {
    alarm: 'mail-not-carried',
    means:
      'An offer, an introduction or a reminder could not be handed to the mail worker five times. The clock tries again every minute; nothing is lost, but somebody may wait in silence.',
  },
  MailNews: {
    alarm: 'mail-news-not-taken',
    means:
      'SES told what became of a message and it could not be written down. A bounced address may still be written to, and a message may go out a second time.',
  },
  Rounds: {
    alarm: 'round-not-worked',
    means:
      'A coordinator asked for a round of proposals and it could not be worked out. Nobody was told anything yet.',
  },
  EveryMinute: {
    alarm: 'clock-turn-failed',
    means:
      'A turn of the clock failed. Offers, reminders and stuck mail were late by a minute; if it goes on, offers do not end in time.',
  },
  EveryHour: {
    alarm: 'site-not-reached',
    means:
      'Looked at from outside, as a stranger would, some page did not answer or said something else. Whoever looks for help now may find a closed door.',
  },
} as const;
