import { getFetchState, pages } from 'astro/hono';
import { Hono } from 'hono';

const app = new Hono();
app.get('/api/ping', (c) => c.json({ ok: true, locals: Object.keys(getFetchState(c).locals) }));
app.use(pages());
export default app;
