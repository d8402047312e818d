import type { Hono } from 'hono';
import type * as z from 'zod';
import { type Problem, problemSchema } from '#shared/http/problem.ts';
import type { Services } from '../services.ts';
import { type ApiEnv, createApi } from './create-api.ts';
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

const pathOf = (route: AnyRoute, { params = {}, query = {} }: LooseInput): string => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return `/api${path}${search && `?${search}`}`;
};

const alone = new WeakMap<AnyRoute, Hono<ApiEnv>>();

/** The API as if it had this route only. */
const apiOf = (route: AnyRoute): Hono<ApiEnv> => {
  const known = alone.get(route);
  if (known) return known;
  const api = createApi([route]);
  alone.set(route, api);
  return api;
};

/**
 * Binds the API to a visitor: pages call this, so that what the site can do, the API can do. A page names the routes that it
 * calls, and so loads these and no others.
 */
export const createClient = (bindings: { services: Services; visitor: Visitor }): ApiClient => {
  const call = async (route: AnyRoute, input: LooseInput = {}) => {
    const response = await apiOf(route).request(
      pathOf(route, input),
      {
        method: route.method.toUpperCase(),
        headers: {
          ...(input.body !== undefined && { 'content-type': 'application/json' }),
          ...(input.idempotencyKey && { 'idempotency-key': input.idempotencyKey }),
        },
        ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      },
      bindings,
    );
    const cookies = response.headers.getSetCookie();
    const body: unknown = await response.json();
    return response.ok
      ? { ok: true, body, cookies }
      : { ok: false, problem: problemSchema.parse(body), cookies };
  };
  return call as unknown as ApiClient;
};
