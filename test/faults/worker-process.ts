import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { handleMail, type MailServices } from '#functions/mail/handler.ts';
import { createSender } from '#functions/mail/sender.ts';
import { createServices } from '#functions/services.ts';

/*
 * The real mail worker as a process of its own, which can be told where to be killed. A command is a line of JSON: what to work,
 * what time it is, and the point at which the process ends by SIGKILL, as nothing can catch.
 */

/** Where a worker can be killed by name; `null` leaves it to whoever started it. */
export type KillPoint = 'after-claim' | 'before-ses' | 'after-ses' | 'after-accept' | null;
/** What the worker is told. */
export type Command = { readonly ids: readonly string[]; readonly now: string; readonly die: KillPoint };

let command: Command = { ids: [], now: '', die: null };
const services = createServices(process.env, { now: () => command.now, log: () => {} });
const sender = createSender(process.env);

const dieAt = (point: KillPoint): void => {
  if (point !== null && command.die === point) process.kill(process.pid, 'SIGKILL');
};

const mortal: MailServices = {
  ...services,
  sender: {
    ...sender,
    send: async (message) => {
      dieAt('before-ses');
      const result = await sender.send(message);
      dieAt('after-ses');
      return result;
    },
  },
  store: {
    ...services.store,
    intents: {
      ...services.store.intents,
      move: async (intent, event, patch) => {
        const next = await services.store.intents.move(intent, event, patch);
        if (event === 'claim') dieAt('after-claim');
        if (event === 'accept') dieAt('after-accept');
        return next;
      },
    },
  },
};

// A process that is killed would never leave its compiled code to the next.
flushCompileCache();
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  command = JSON.parse(line);
  const records = command.ids.map((intentId, i) => ({
    messageId: String(i),
    body: JSON.stringify({ intentId }),
  }));
  await handleMail({ Records: records }, mortal);
  process.stdout.write('done\n');
}
