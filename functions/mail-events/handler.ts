import { takeFact } from '#shared/life/mail-fact.ts';
import { emailSchema } from '#shared/people/contact.ts';
import type { Services } from '../services.ts';
import { type NotTold, readSesEvent, type Told } from './ses-event.ts';

/** An SQS event, as far as it is read here. */
export type MailEventsEvent = {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
};

/** What the worker of SES's events works with. */
export type MailEventsServices = Pick<Services, 'store' | 'now' | 'vault' | 'log'>;

const attemptsMax = 8;

/** Stops mail to addresses that bounced for good or complained; a complaint outweighs a bounce. */
const suppress = async ({ store, vault, now }: MailEventsServices, { lost, fact }: Told): Promise<void> => {
  for (const address of lost) {
    const parsed = emailSchema.safeParse(address);
    if (parsed.success) await store.people.suppress(vault.contactHash(parsed.data), fact.type, now());
  }
};

/**
 * Writes one fact down, and lets it settle what it can.
 * @throws if others were faster again and again: the record comes once more.
 */
const take = async (told: Told, services: MailEventsServices): Promise<'taken' | 'known' | 'unknown-tag'> => {
  const { store, now } = services;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const intent = await store.intents.get(told.intentId);
    if (!intent) return 'unknown-tag';
    // Before the fact: a crash between the two must not leave it looking done.
    await suppress(services, told);
    const taken = takeFact(intent, told.fact, now());
    if (!taken) return 'known';
    const { event, patch } = taken;
    const written = event
      ? await store.intents.move(intent, event, patch)
      : await store.intents.note(intent, patch);
    if (written) return 'taken';
  }
  throw new Error('A fact about a message could not be written down: others were faster each time.');
};

const workOne = async (body: string, services: MailEventsServices): Promise<void> => {
  const told = readSesEvent(body);
  const drop = (why: NotTold | 'unknown-tag'): void => services.log('mail-event-dropped', { why });
  if (typeof told === 'string') return drop(told);
  const outcome = await take(told, services);
  if (outcome === 'unknown-tag') return drop(outcome);
  if (outcome === 'taken') services.log('mail-event', { intentId: told.intentId, type: told.fact.type });
};

/** Whether some address has to be shut off, for which its hash is needed. */
export const shutsAddresses = ({ Records }: MailEventsEvent): boolean =>
  Records.some(({ body }) => {
    const told = readSesEvent(body);
    return typeof told !== 'string' && told.lost.length > 0;
  });

/**
 * The worker of SES's events: what became of each message, joined by its tag. Events may come late, twice, never, and in any
 * order; what makes no sense is dropped and counted in the log, since nobody could mend it.
 * @returns the records that failed for a reason that may pass, such as the table's silence.
 */
export const handleMailEvents = async (
  event: MailEventsEvent,
  services: MailEventsServices,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      await workOne(body, services);
    } catch (error) {
      // The error's words may hold an address; its name does not.
      services.log('mail-events-failed', {
        record: messageId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
