import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Instant, instantSchema } from '#shared/time.ts';

const envelopeSchema = z.object({
  /** The id that SES answered. */
  messageId: z.string(),
  at: instantSchema,
  source: z.string(),
  destinations: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().nullable(),
});
/** What the local SES knows about a message beside its text. */
export type StoredEnvelope = z.infer<typeof envelopeSchema>;

/** A message that the local SES has taken; its number gives the order. */
export type StoredMail = StoredEnvelope & { readonly number: number; readonly raw: Buffer };

/** The folder in which taken messages lie, as `000001.eml` with `000001.json` beside it. */
export type Outbox = ReturnType<typeof createOutbox>;

/** An id in the shape of SES's own. */
const newMessageId = (): string => `local-${randomUUID()}-000000`;

const fileNumber = (name: string): number => (/^\d{6,}\.eml$/.test(name) ? Number(name.slice(0, -4)) : 0);

/** Keeps messages in `mail/` of a data folder. */
export const createOutbox = (dataFolder: string, now: () => Instant) => {
  const folder = join(dataFolder, 'mail');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const numbers = (): number[] =>
    readdirSync(folder)
      .map(fileNumber)
      .filter((number) => number > 0)
      .sort((a, b) => a - b);
  let last = numbers().at(-1) ?? 0;
  const pathOf = (number: number, ending: 'eml' | 'json'): string =>
    join(folder, `${String(number).padStart(6, '0')}.${ending}`);
  return {
    /** Stores a message; it is there, whole, or not at all, however the process ends. */
    add: (raw: Uint8Array, envelope: Omit<StoredEnvelope, 'messageId' | 'at'>): StoredEnvelope => {
      last += 1;
      const stored = { ...envelope, messageId: newMessageId(), at: now() };
      writeFileSync(pathOf(last, 'json'), JSON.stringify(stored), { mode: 0o600 });
      writeFileSync(`${pathOf(last, 'eml')}.new`, raw, { mode: 0o600 });
      renameSync(`${pathOf(last, 'eml')}.new`, pathOf(last, 'eml'));
      return stored;
    },
    /** Numbers of all messages, newest first. */
    list: (): number[] => numbers().reverse(),
    /** One message, or null. */
    get: (number: number): StoredMail | null => {
      try {
        const envelope = envelopeSchema.parse(JSON.parse(readFileSync(pathOf(number, 'json'), 'utf8')));
        return { ...envelope, number, raw: readFileSync(pathOf(number, 'eml')) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };
};
