import { randomUUID } from 'node:crypto';
import type { IntentId } from '#shared/ids.ts';
import { after } from '#shared/life/life.ts';
import { type Intent, type MessageEvent, messageLife } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';
import { unchanged } from './commit.ts';
import { intentKind, toItem } from './entities.ts';
import { indexKeys, keys } from './keys.ts';
import type { Item, Table } from './table-client.ts';

const parse = (item: Item): Intent => intentKind.parse(item);

/** Messages: each write takes one from the version that was read to the next, or does nothing. */
export const createIntents = (table: Table) => {
  const get = async (id: IntentId): Promise<Intent | null> => {
    const item = await table.get(keys.intent(id));
    return item && parse(item);
  };

  /**
   * Writes the next version. A write whose answer is lost is sent again by the SDK and then fails by its own first
   * success, so a refusal is looked at once more: it is ours if it carries our mark.
   */
  const write = async (intent: Intent, patch: Partial<Intent>): Promise<Intent | null> => {
    const next = { ...intent, ...patch, version: intent.version + 1, writeId: randomUUID() };
    if (await table.put(toItem(intentKind, next), unchanged(intent.version, intent.state))) return next;
    const standing = await get(intent.id);
    return standing?.writeId === next.writeId ? standing : null;
  };

  return {
    /**
     * One step of a message's life, with what it brings.
     * @returns the next version, or null if the step is not allowed or another was faster.
     */
    move: async (
      intent: Intent,
      event: MessageEvent,
      patch: Partial<Intent> = {},
    ): Promise<Intent | null> => {
      const state = after(messageLife, intent.state, event);
      return state ? write(intent, { ...patch, state }) : null;
    },
    /** Writes down what is known of a message, and leaves its state. @returns null if another was faster. */
    note: (intent: Intent, patch: Partial<Omit<Intent, 'state'>>): Promise<Intent | null> =>
      write(intent, patch),
    /** Writes a due message again as it is, so that the stream carries it to the worker once more. */
    wake: async (intent: Intent, nextLook: Instant): Promise<boolean> =>
      (await write(intent, { wakes: intent.wakes + 1, dueAt: nextLook })) !== null,
    /** Messages that failed, were held back, or did not arrive, oldest first. */
    troubled: async (): Promise<Intent[]> =>
      (await table.queryAll({ index: 'byState', partition: indexKeys.troubled })).map(parse),
    /** How many those are. */
    countTroubled: (): Promise<number> => table.count({ index: 'byState', partition: indexKeys.troubled }),
    /** Messages that SES took, without trouble so far, of those that were written on one day, such as `2026-03-10`. */
    acceptedOf: async (day: string): Promise<Intent[]> =>
      (
        await table.queryAll({
          index: 'byState',
          partition: indexKeys.byState('intent', 'accepted'),
          prefix: day,
        })
      ).map(parse),
  };
};
