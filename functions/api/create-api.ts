import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type * as z from 'zod';
import {
  type FieldProblem,
  type ProblemName,
  problemStatus,
  toFieldProblems,
  toProblem,
} from '#shared/http/problem.ts';
import { rolesOf } from '#shared/people/person.ts';
import type { Services } from '../services.ts';
import { toSetCookie } from './cookies.ts';
import type { Access, Answer, AnyRoute, Visitor } from './route.ts';

/** What travels with each request in process. */
export type ApiEnv = { Bindings: { services: Services; visitor: Visitor } };

const mayCall = (access: Access, { person }: Visitor): boolean =>
  access === 'anyone' || (person !== null && (access === 'signed-in' || rolesOf(person).includes(access)));

const refuse = (
  c: Context<ApiEnv>,
  name: ProblemName,
  extras: { errors?: readonly FieldProblem[]; instance?: string; headers?: Record<string, string> } = {},
): Response => {
  const { headers, ...rest } = extras;
  return c.body(
    JSON.stringify(toProblem(name, { locale: c.env.visitor.locale, ...rest })),
    problemStatus[name],
    {
      'content-type': 'application/problem+json',
      ...headers,
    },
  );
};

const parseAll = (
  route: AnyRoute,
  given: { params: unknown; query: unknown; body: unknown },
  visitor: Visitor,
) => {
  const errors: FieldProblem[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) return parsed.data;
    errors.push(...toFieldProblems(parsed.error, visitor.locale));
    return undefined;
  };
  const params = parse(route.params, given.params);
  const wrongPath = errors.length > 0;
  return {
    params,
    query: parse(route.query, given.query),
    body: parse(route.body, given.body),
    errors,
    wrongPath,
  };
};

/** Query parameters as one object; a name given twice is a list, which no schema here takes. */
const queryOf = (c: Context): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Runs a creating request at most once for each key, person and route. */
const once = async (
  c: Context<ApiEnv>,
  { route, bodyText, run }: { route: AnyRoute; bodyText: string; run: () => Promise<Response> },
): Promise<Response> => {
  const key = route.creates ? c.req.header('idempotency-key') : undefined;
  if (!key) return run();
  const { services, visitor } = c.env;
  const scope = hash([visitor.person?.id ?? visitor.client, route.method, c.req.path, key].join('\n'));
  const bodyHash = hash(bodyText);
  const standing = await services.store.idempotency.begin(scope, bodyHash, services.now());
  if (standing && standing.bodyHash !== bodyHash) return refuse(c, 'idempotency-mismatch');
  if (standing?.state === 'in-flight')
    return refuse(c, 'idempotency-in-flight', { headers: { 'retry-after': '1' } });
  if (standing) {
    return c.body(standing.body ?? '', (standing.status ?? 200) as 200, {
      'content-type': 'application/json',
    });
  }
  try {
    const response = await run();
    if (!response.ok) await services.store.idempotency.release(scope);
    else {
      const answer = { bodyHash, status: response.status, body: await response.clone().text() };
      await services.store.idempotency.finish(scope, answer, services.now());
    }
    return response;
  } catch (error) {
    await services.store.idempotency.release(scope);
    throw error;
  }
};

const send = (c: Context<ApiEnv>, route: AnyRoute, answer: Answer<unknown>): Response => {
  const response =
    'problem' in answer
      ? refuse(c, answer.problem, {
          ...(answer.errors && { errors: answer.errors }),
          ...(answer.retryAfterSeconds && { headers: { 'retry-after': String(answer.retryAfterSeconds) } }),
        })
      : c.json(route.answer.parse(answer.body), answer.status);
  for (const cookie of answer.cookies ?? []) response.headers.append('set-cookie', toSetCookie(cookie));
  return response;
};

/** Duplicate keys, a wrong type or broken JSON never reach a schema as something else. */
const readBody = async (c: Context): Promise<{ text: string; value: unknown } | ProblemName> => {
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
  const { services, visitor } = c.env;
  if (!mayCall(route.access, visitor)) {
    // What you may not read answers as if it were not there; only someone who is nobody yet is asked to sign in.
    return refuse(c, visitor.person ? 'not-found' : 'not-signed-in');
  }
  const read = route.body ? await readBody(c) : { text: '', value: undefined };
  if (typeof read === 'string') return refuse(c, read);
  const given = parseAll(route, { params: c.req.param(), query: queryOf(c), body: read.value }, visitor);
  if (given.wrongPath) return refuse(c, 'not-found');
  if (given.errors.length > 0) return refuse(c, 'invalid-request', { errors: given.errors });
  if (route.limit) {
    const wait = await services.store.limits.hit(
      route.limit,
      visitor.client,
      Date.parse(services.now()) / 1000,
    );
    if (wait > 0) return refuse(c, 'too-many-requests', { headers: { 'retry-after': String(wait) } });
  }
  const { params, query, body } = given;
  return once(c, {
    route,
    bodyText: read.text,
    run: async () => send(c, route, await route.handle({ services, visitor, params, query, body })),
  });
};

/** Routes as one Hono app: deny by default, problems for everything else. */
export const createApi = (routes: readonly AnyRoute[]): Hono<ApiEnv> => {
  const api = new Hono<ApiEnv>();
  for (const route of routes) {
    api.on(route.method.toUpperCase(), `/api${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, serve(route));
  }
  for (const path of new Set(routes.map((each) => each.path))) {
    const allow = routes.filter((each) => each.path === path).map((each) => each.method.toUpperCase());
    api.all(`/api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, (c) =>
      refuse(c, 'method-not-allowed', { headers: { allow: allow.join(', ') } }),
    );
  }
  api.all('/api/*', (c) => refuse(c, 'not-found'));
  api.onError((error, c) => {
    const reference = services(c).newId('look').slice(5, 17);
    services(c).log('fault', { reference, name: error.name, at: firstFrame(error) });
    return refuse(c as Context<ApiEnv>, 'fault', { instance: reference });
  });
  return api;
};

const services = (c: Context): Services => (c as Context<ApiEnv>).env.services;

/** Where an error arose: a place in our code. Its message may hold what somebody typed, so it is not logged. */
export const firstFrame = (error: Error): string =>
  error.stack
    ?.split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim()
    .replace(/\(?file:\/\/.*\//, '') ?? '';
