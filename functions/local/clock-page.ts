import { Hono } from 'hono';
import * as z from 'zod';
import { isSameOrigin } from '#functions/api/pipeline.ts';
import type { LocalClock } from './clock.ts';

const advanceSchema = z.object({
  seconds: z.coerce
    .number()
    .int()
    .min(1)
    .max(400 * 86_400),
});

/**
 * `/_local/clock`: GET tells the service's time; POST `seconds` moves it forward, by JSON from a program or by a form of our
 * own pages, which gets back to the page it came from.
 */
export const createClockPage = (clock: LocalClock, origin: string): Hono => {
  const page = new Hono();
  const tell = () => ({ now: clock.now(), aheadSeconds: clock.aheadSeconds() });
  page.get('/clock', (c) => c.json(tell()));
  page.post('/clock', async (c) => {
    const isForm = !c.req.header('content-type')?.startsWith('application/json');
    // Another site can send a form here, but not JSON: that would need our leave first (CORS).
    if (isForm && !isSameOrigin(c.req.raw, origin))
      return c.json({ title: 'Only our own pages may do this.' }, 403);
    const given = isForm ? await c.req.parseBody() : await c.req.json().catch(() => null);
    const parsed = advanceSchema.safeParse(given);
    if (!parsed.success) return c.json({ title: 'Give “seconds”, from 1 to 34,560,000.' }, 400);
    clock.advance(parsed.data.seconds);
    return isForm ? c.redirect('/_local/inbox', 303) : c.json(tell());
  });
  return page;
};
