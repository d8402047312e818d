import type * as z from 'zod';
import type { Problem } from '#shared/http/problem.ts';
import type { Services } from '../services.ts';
import { callRoute, type Told } from './call-route.ts';
import { toSetCookie } from './cookies.ts';
import type { AnyRoute, Route, Visitor } from './route.ts';

type Input<S> = S extends z.ZodType ? z.input<S> : never;
type Given<K extends string, S> = [Input<S>] extends [never]
  ? { readonly [P in K]?: undefined }
  : { readonly [P in K]: Input<S> };

/** What a call of a route takes. */
export type CallInput<R> =
  R extends Route<infer P, infer Q, infer B, infer _>
    ? Given<'params', P> & Given<'query', Q> & Given<'body', B> & { readonly idempotencyKey?: string }
    : never;

/** What a call answers: the body, or the problem. `cookies` are to be handed on to the browser. */
export type CallResult<R> =
  R extends Route<infer _P, infer _Q, infer _B, infer A>
    ?
        | { readonly ok: true; readonly body: z.output<A>; readonly cookies: readonly string[] }
        | { readonly ok: false; readonly problem: Problem; readonly cookies: readonly string[] }
    : never;

/** The API in process: calls a route with the visitor's own rights. What a route does not take need not be given. */
export type ApiClient = <R extends AnyRoute>(
  route: R,
  ...input: Record<never, never> extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>]
) => Promise<CallResult<R>>;

type LooseInput = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
};

/** A page that is sent twice by a double press shows what the first one did: it waits for it, three seconds in all. */
const waitsForFirst = [100, 200, 400, 800, 1_500];

/** As it would come over the wire: texts. */
const textsOf = (query: Record<string, unknown> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

const pathOf = (route: AnyRoute, params: Record<string, string> = {}): string =>
  `/api${route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`;

const toResult = (told: Told) => {
  const cookies = (told.cookies ?? []).map(toSetCookie);
  if ('problem' in told) return { ok: false, problem: told.problem, cookies };
  return { ok: true, body: 'kept' in told ? JSON.parse(told.kept.json) : told.body, cookies };
};

/**
 * Binds the API to a visitor: pages call this, so that what the site can do, the API can do. A call goes the way that a
 * request goes, and its answer is parsed with the same schema; it is only never written as JSON and read again. A page names
 * the routes that it calls, and so loads these and no others.
 */
export const createClient = (bindings: { services: Services; visitor: Visitor }): ApiClient => {
  const call = async (route: AnyRoute, input: LooseInput = {}) => {
    const text = JSON.stringify(input.body) ?? '';
    const told = await callRoute(route, {
      ...bindings,
      path: pathOf(route, input.params),
      params: input.params ?? {},
      query: textsOf(input.query),
      readBody: async () => ({ text, value: text && JSON.parse(text) }),
      idempotencyKey: input.idempotencyKey,
      waits: waitsForFirst,
    });
    return toResult(told);
  };
  return call as unknown as ApiClient;
};
