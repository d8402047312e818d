import { handleClock } from '#functions/clock/handler.ts';
import { intentKind } from '#functions/data/entities.ts';
import { handleMail } from '#functions/mail/handler.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import { type Intent, type MessageState, messageLife } from '#shared/life/message.ts';
import { createCast } from '#test/support/cast.ts';
import type { Algorithm } from './algorithm.ts';

const failures = (answer: { batchItemFailures: readonly { itemIdentifier: string }[] }): string[] =>
  answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

const isStep = (from: MessageState, to: MessageState): boolean =>
  from === to ||
  Object.values(messageLife.transitions).some((step) => step.from.includes(from) && step.to === to);

const ended: ReadonlySet<MessageState> = new Set(['accepted', 'suppressed', 'cancelled', 'failed']);

const judgeIntent = (intent: Intent, sends: number): string => {
  if (!ended.has(intent.state)) return 'lost';
  if (intent.state === 'accepted' && sends === 0) return 'lost';
  if (intent.state === 'suppressed' && sends > 0) return 'sent though suppressed';
  if (intent.state === 'failed' && !('gsi1pk' in intentKind.index(intent))) return 'lost';
  return 'fine';
};

/** The protocol of this product: the very handlers that run on AWS. */
export const ours: Algorithm = {
  write: async ({ services }, chance) => {
    const cast = createCast(services);
    const count = chance.is(0.3) ? 2 : 1;
    for (let i = 0; i < count; i += 1) {
      const { person } = await cast.newcomer();
      if (chance.is(0.05))
        await services.store.people.suppress(person.addressHash, 'bounced', services.now());
      if (chance.is(0.3)) await cast.code(person);
      else await cast.message({ kind: 'newcomer-update', personId: person.id });
    }
  },
  isMessage: ({ type }) => type === 'intent',
  streamed: ({ type, state, id }) => (type === 'intent' && state === 'pending' ? String(id) : null),
  work: async ({ services, sender }, records) => {
    const bodies = records.map(({ messageId, body }) => ({
      messageId,
      body: JSON.stringify({ intentId: body }),
    }));
    return failures(await handleMail({ Records: bodies }, { ...services, sender }));
  },
  tick: async ({ services }) => {
    await handleClock(services);
  },
  tell: async ({ services }, records) => failures(await handleMailEvents({ Records: records }, services)),
  judge: (item, sends) => judgeIntent(intentKind.parse(item), sends),
  judgeWrite: (before, after) => {
    if (after.type !== 'intent') return null;
    const next = intentKind.parse(after);
    if (!before) return next.version === 1 ? null : 'begins in the middle';
    const last = intentKind.parse(before);
    // A request that comes twice writes the same version again.
    if (last.version === next.version && last.writeId === next.writeId) return null;
    if (next.version !== last.version + 1) return `version ${last.version} → ${next.version}`;
    return isStep(last.state, next.state) ? null : `${last.state} → ${next.state}`;
  },
};
