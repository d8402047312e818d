import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import * as z from 'zod';

/** How one request is to be answered: taken, taken without an answer, or refused with an error of SES. */
export type SesBehaviour =
  | 'accept'
  | 'accept-and-hang-up'
  | 'hang-up'
  | { readonly status: number; readonly code: string };

const switchesSchema = z.strictObject({
  /** How calls are answered from now on. `down`: 503 to everything; `refuse`: 400, this message never. */
  answer: z.enum(['accept', 'throttle', 'refuse', 'down', 'hang-up', 'accept-and-hang-up']).default('accept'),
  /** Milliseconds before each answer. */
  delayMilliseconds: z.number().int().min(0).max(600_000).default(0),
  /** How what became of a message is told. */
  events: z.enum(['in-order', 'in-disorder', 'twice', 'never']).default('in-order'),
  /** Milliseconds before it is told. */
  eventsDelayMilliseconds: z.number().int().min(0).max(86_400_000).default(0),
});
type Switches = z.infer<typeof switchesSchema>;

const behaviours: Readonly<Record<Switches['answer'], SesBehaviour>> = {
  accept: 'accept',
  'accept-and-hang-up': 'accept-and-hang-up',
  'hang-up': 'hang-up',
  throttle: { status: 400, code: 'Throttling' },
  refuse: { status: 400, code: 'MessageRejected' },
  down: { status: 503, code: 'ServiceUnavailable' },
};

const inOrderOf = <T>(items: readonly T[], how: Switches['events']): readonly T[] => {
  switch (how) {
    case 'in-order':
      return items;
    case 'in-disorder':
      return items.toReversed();
    case 'twice':
      return [...items, ...items];
    case 'never':
      return [];
  }
};

/** The switches of a local SES. */
export type SesSwitches = ReturnType<typeof createSesSwitches>;

/** Makes a local SES behave as SES does on a bad day, until it is told otherwise; `pages` takes the switches over HTTP. */
export const createSesSwitches = () => {
  let switches: Switches = switchesSchema.parse({});
  const pages = new Hono();
  pages.get('/switches', (c) => c.json(switches));
  pages.put('/switches', async (c) => {
    const parsed = switchesSchema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ title: z.prettifyError(parsed.error) }, 400);
    switches = parsed.data;
    return c.json(switches);
  });
  return {
    pages,
    /** Resolves, after the delay that was asked for, with how this call is answered. */
    behave: async (): Promise<SesBehaviour> => {
      const { answer, delayMilliseconds } = switches;
      if (delayMilliseconds > 0) await pause(delayMilliseconds);
      return behaviours[answer];
    },
    /** Tells things in the way that was asked for. */
    tell: async <T>(items: readonly T[], send: (item: T) => void): Promise<void> => {
      const { events, eventsDelayMilliseconds } = switches;
      const toTell = inOrderOf(items, events);
      // Nobody waits for a late event when the service ends.
      await pause(eventsDelayMilliseconds, undefined, { ref: false });
      for (const item of toTell) send(item);
    },
  };
};
