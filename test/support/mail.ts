import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll } from 'vitest';
import { createOutbox } from '#functions/local/outbox.ts';
import { type ReadMail, readMail } from '#functions/local/read-mail.ts';
import { createLocalSes } from '#functions/local/ses.ts';
import type { SesBehaviour } from '#functions/local/ses-switches.ts';
import { createSender, type Sender } from '#functions/mail/sender.ts';

/** A local SES of one test file, over HTTP, with a folder of its own. */
export type TestSes = {
  readonly folder: string;
  readonly endpoint: string;
  /** A real client of SES, pointed at it. */
  readonly sender: Sender;
  /** How the next requests are answered; back to `accept` is up to the test. */
  behaviour: SesBehaviour;
  /** How many requests came. */
  requests: number;
  /** What was taken for an address, oldest first. */
  readonly mailTo: (address: string) => Promise<ReadMail[]>;
};

/** Starts a local SES before the tests of this file and ends it after them; read it inside tests only. */
export const useSes = (): TestSes => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-mail-'));
  const now = () => new Date().toISOString();
  const ses = { folder, endpoint: '', behaviour: 'accept', requests: 0 } as unknown as {
    -readonly [K in keyof TestSes]: TestSes[K];
  };
  ses.mailTo = async (address) => {
    const outbox = createOutbox(folder, now);
    const mails = await Promise.all(
      outbox.list().map(async (number) => {
        const stored = outbox.get(number);
        return stored ? [await readMail(stored)] : [];
      }),
    );
    return mails
      .flat()
      .filter(({ to }) => to.includes(address))
      .reverse();
  };
  let server: ReturnType<typeof serve>;
  beforeAll(async () => {
    const behave = (): SesBehaviour => {
      ses.requests += 1;
      return ses.behaviour;
    };
    const app = createLocalSes({ folder, now, behave });
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    ses.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    ses.sender = createSender({ MAIL_FROM: 'no-reply@mail.example.org', SES_ENDPOINT: ses.endpoint });
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return ses;
};
