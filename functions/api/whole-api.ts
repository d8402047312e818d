import { type Context, Hono } from 'hono';
import { type Problem, type ProblemName, toProblem } from '#shared/http/problem.ts';
import type { Services } from '../services.ts';
import { callRoute, type GivenBody, type Told, toFault } from './call-route.ts';
import { toSetCookie } from './cookies.ts';
import type { AnyRoute, KeptBody, Visitor } from './route.ts';
import { routes } from './routes.ts';

/** What travels with each request in process. */
type ApiEnv = { Bindings: { services: Services; visitor: Visitor } };

const sendProblem = (
  c: Context<ApiEnv>,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  c.body(JSON.stringify(problem), problem.status as 400, {
    'content-type': 'application/problem+json',
    ...headers,
  });

const refuse = (
  c: Context<ApiEnv>,
  name: ProblemName,
  headers?: Readonly<Record<string, string>>,
): Response => sendProblem(c, toProblem(name, { locale: c.env.visitor.locale }), headers);

/** Query parameters as one object; a name given twice is a list, which no schema here takes. */
const queryOf = (c: Context): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );

const sendKept = (c: Context, { json, gzip }: KeptBody): Response => {
  const isSmall = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  return c.body(isSmall ? gzip : json, 200, {
    'content-type': 'application/json',
    vary: 'accept-encoding',
    ...(isSmall && { 'content-encoding': 'gzip' }),
  });
};

const send = (c: Context<ApiEnv>, told: Told): Response => {
  if ('problem' in told) {
    const { problem, retryAfterSeconds } = told;
    return sendProblem(c, problem, retryAfterSeconds ? { 'retry-after': String(retryAfterSeconds) } : {});
  }
  return 'kept' in told ? sendKept(c, told.kept) : c.json(told.body, told.status);
};

/** Duplicate keys, a wrong type or broken JSON never reach a schema as something else. */
const readBody = async (c: Context): Promise<GivenBody | ProblemName> => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return 'unsupported-media-type';
  const text = await c.req.text();
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return 'malformed-body';
  }
};

const serve = (route: AnyRoute) => async (c: Context<ApiEnv>) => {
  const told = await callRoute(route, {
    ...c.env,
    path: c.req.path,
    params: c.req.param(),
    query: queryOf(c),
    readBody: () => readBody(c),
    idempotencyKey: c.req.header('idempotency-key'),
  });
  const response = send(c, told);
  for (const cookie of told.cookies ?? []) response.headers.append('set-cookie', toSetCookie(cookie));
  return response;
};

const createApi = (all: readonly AnyRoute[]): Hono<ApiEnv> => {
  const api = new Hono<ApiEnv>();
  for (const route of all) {
    api.on(route.method.toUpperCase(), `/api${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, serve(route));
  }
  for (const path of new Set(all.map((each) => each.path))) {
    const allow = all.filter((each) => each.path === path).map((each) => each.method.toUpperCase());
    api.all(`/api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, (c) =>
      refuse(c, 'method-not-allowed', { allow: allow.join(', ') }),
    );
  }
  api.all('/api/*', (c) => refuse(c, 'not-found'));
  api.onError((error, c) => sendProblem(c, toFault(c.env, error).problem));
  return api;
};

/** The API as one Hono app: every route of `routes.ts`, deny by default, problems for everything else. */
export const wholeApi = createApi(Object.values(routes));
