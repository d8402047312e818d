import type * as z from 'zod';
import type { messageView } from '#shared/http/mail-views.ts';
import type { Visit } from '../room.ts';

type Message = z.output<typeof messageView>;

/** Of what is not over yet, and of what failed, it helps to know what was said when it was last tried. */
const tellsWhy = new Set<Message['state']>(['pending', 'unknown', 'failed']);

const sentence = ({ words, now, when }: Visit, message: Message): string => {
  const t = words.desk.message.states;
  const { state, trouble, reason, notBefore, events } = message;
  if (trouble) return t[trouble];
  if (reason === 'given-up') return t.givenUp;
  if (state === 'pending' && notBefore > now) return t.pendingUntil(when.dateTime(notBefore));
  const lastPress = events.findLastIndex(({ what }) => what === 'sent-again');
  const delivered = events.slice(lastPress + 1).some(({ what }) => what === 'delivered');
  return state === 'accepted' && delivered ? t.delivered : t[state];
};

/** Where a message stands, in a sentence or two. */
export const stateOf = (visit: Visit, message: Message): string => {
  const { state, trouble, reason } = message;
  const why =
    reason !== null && trouble === null && tellsWhy.has(state)
      ? ` ${visit.words.desk.message.reason(reason)}`
      : '';
  return sentence(visit, message) + why;
};
