import type { IntentId, PersonId } from '#shared/ids.ts';
import {
  type Intent,
  type MessageHandling,
  type MessageHandlingReason,
  mayGiveUp,
  maySendAgain,
} from '#shared/life/message.ts';
import type { Services } from '../services.ts';

type MessageServices = Pick<Services, 'store' | 'now'>;

/** How a coordinator's hand on a message ended. */
export type Handled =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not-found' | 'not-in-this-state' | 'busy' };

/** Whose hand, and why. */
export type Hand = { readonly by: PersonId; readonly reason: MessageHandlingReason };

const attemptsMax = 5;

const handle = async (
  { store }: MessageServices,
  id: IntentId,
  {
    may,
    write,
  }: {
    may: (intent: Intent) => boolean | Promise<boolean>;
    write: (intent: Intent) => Promise<Intent | null>;
  },
): Promise<Handled> => {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const intent = await store.intents.get(id);
    if (!intent) return { ok: false, reason: 'not-found' };
    if (!(await may(intent))) return { ok: false, reason: 'not-in-this-state' };
    if (await write(intent)) return { ok: true };
  }
  return { ok: false, reason: 'busy' };
};

const handledBy = (intent: Intent, what: MessageHandling, hand: Hand & { at: string }) => ({
  handled: [...intent.handled, { what, ...hand }],
});

const hasComplained = async ({ store }: MessageServices, { personId }: Intent): Promise<boolean> => {
  const person = personId && (await store.people.get(personId));
  return person ? store.people.hasComplained(person.addressHash) : false;
};

/** Whoever bounced once may have mended their mailbox; the coordinator who sends again has heard so. */
const allowAddress = async ({ store }: MessageServices, { personId }: Intent): Promise<void> => {
  const person = personId && (await store.people.get(personId));
  if (person) await store.people.allowAgain(person.addressHash);
};

/**
 * Sends a message once more because a coordinator says so: one that failed, bounced or was held back because an earlier one had
 * bounced. News of the earlier sending settles nothing any more.
 */
export const sendAgain = (services: MessageServices, id: IntentId, hand: Hand): Promise<Handled> =>
  handle(services, id, {
    may: async (intent) => maySendAgain(intent, await hasComplained(services, intent)),
    write: async (intent) => {
      const now = services.now();
      await allowAddress(services, intent);
      const known = [intent.sesMessageId, ...intent.facts.map(({ sesMessageId }) => sesMessageId)];
      const earlier = new Set([...intent.earlierSesMessageIds, ...known.filter((each) => each !== null)]);
      return services.store.intents.move(intent, 'resend', {
        ...handledBy(intent, 'sent-again', { ...hand, at: now }),
        notBefore: now,
        dueAt: now,
        leaseUntil: null,
        endedAt: null,
        reason: null,
        trouble: null,
        attempts: 0,
        sesMessageId: null,
        earlierSesMessageIds: [...earlier],
      });
    },
  });

/** Lets a message be: it is not sent any more, and nobody has to look after it. */
export const giveUp = (services: MessageServices, id: IntentId, hand: Hand): Promise<Handled> =>
  handle(services, id, {
    may: mayGiveUp,
    write: (intent) => {
      const now = services.now();
      const patch = { ...handledBy(intent, 'given-up', { ...hand, at: now }), trouble: null };
      return intent.state === 'accepted'
        ? services.store.intents.note(intent, patch)
        : services.store.intents.move(intent, 'give-up', {
            ...patch,
            endedAt: now,
            dueAt: null,
            leaseUntil: null,
            reason: 'given-up',
          });
    },
  });
