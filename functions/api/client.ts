import type { Hono } from 'hono';
import type * as z from 'zod';
import { type Problem, problemSchema } from '#shared/http/problem.ts';
import type { Services } from '../services.ts';
import type { ApiEnv } from './create-api.ts';
import type { AnyRoute, Route, Visitor } from './route.ts';
import { routes } from './routes.ts';

type Routes = typeof routes;
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

/** The API in process: one function for each route, with the visitor's own rights. */
export type ApiClient = {
  readonly [K in keyof Routes]: (input: CallInput<Routes[K]>) => Promise<CallResult<Routes[K]>>;
};

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

/** Binds the API to a visitor: pages call this, so that what the site can do, the API can do. */
export const createClient = (
  api: Hono<ApiEnv>,
  bindings: { services: Services; visitor: Visitor },
): ApiClient => {
  const call = (route: AnyRoute) => async (input: LooseInput) => {
    const response = await api.request(
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
  return Object.fromEntries(
    Object.entries<AnyRoute>(routes).map(([name, route]) => [name, call(route)]),
  ) as unknown as ApiClient;
};
