import type { Instant } from '#shared/time.ts';
import { after } from './life.ts';
import { type Intent, type MailFact, type MessageEvent, messageLife } from './message.ts';
import { toAccepted } from './settle-message.ts';

/** Facts kept of one message; a mailbox that answers for ever must not fill the item. */
const factsMax = 20;

const troubleOf = ({ type }: MailFact): Intent['trouble'] =>
  type === 'bounced' || type === 'complained' || type === 'rejected' ? type : null;

/** What a fact changes of a message: a step of its life, if any, and the rest. */
export type FactTaken = { readonly event: MessageEvent | null; readonly patch: Partial<Intent> };

/**
 * Takes in one fact that SES tells. Every fact shows that SES has taken the message, so whichever comes first settles
 * one whose answer was lost. News of what was sent before a coordinator sent it again is written down, no more.
 * @returns null if it is known already.
 */
export const takeFact = (intent: Intent, fact: MailFact, now: Instant): FactTaken | null => {
  const known = intent.facts.some(
    ({ type, sesMessageId }) => type === fact.type && sesMessageId === fact.sesMessageId,
  );
  if (known || intent.facts.length >= factsMax) return null;
  const facts = [...intent.facts, fact];
  if (intent.earlierSesMessageIds.includes(fact.sesMessageId)) return { event: null, patch: { facts } };
  const trouble = intent.trouble ?? troubleOf(fact);
  const taken = { facts, trouble };
  return after(messageLife, intent.state, 'accept')
    ? { event: 'accept', patch: { ...toAccepted(fact.sesMessageId, now), ...taken } }
    : { event: null, patch: taken };
};
