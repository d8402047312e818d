import * as z from 'zod';
import { askedFor, type MessageKind } from '#shared/life/message.ts';

/** The queues behind the stream. */
export const queueNames = ['urgentMail', 'normalMail', 'rounds'] as const;
export type QueueName = (typeof queueNames)[number];

/** What goes to a worker: only an id, since a worker looks for itself. */
export type Letter = { readonly queue: QueueName; readonly body: string };

const text = z.object({ S: z.string() });
const imageSchema = z.object({ type: text, id: text, state: text.optional(), kind: text.optional() });

const isAskedFor = (kind: string | undefined): boolean => askedFor.has(kind as MessageKind);

/**
 * Where a changed item goes: a message that waits to be sent to one of two queues, since nobody waits for a code behind a
 * hundred reminders, and a round that was asked for or confirmed to its own.
 * @param image the item as the stream shows it after the change, in DynamoDB's JSON.
 * @returns null if no worker has anything to do with it.
 */
export const letterOf = (image: unknown): Letter | null => {
  const { data } = imageSchema.safeParse(image);
  const state = data?.state?.S;
  if (data?.type.S === 'intent' && state === 'pending')
    return {
      queue: isAskedFor(data.kind?.S) ? 'urgentMail' : 'normalMail',
      body: JSON.stringify({ intentId: data.id.S }),
    };
  if (data?.type.S === 'round' && (state === 'requested' || state === 'confirmed'))
    return { queue: 'rounds', body: JSON.stringify({ roundId: data.id.S }) };
  return null;
};
