import type * as z from 'zod';
import type { FieldProblem, ProblemName } from '#shared/http/problem.ts';
import type { Locale } from '#shared/i18n/index.ts';
import type { Person, Role } from '#shared/people/person.ts';
import type { Session } from '../data/sessions.ts';
import type { Services } from '../services.ts';

/** Who may call a route. There is no default: a route that does not say is not made. */
export type Access = 'anyone' | 'signed-in' | Role;

/** Who is calling, as the pipeline found out. Travels as Hono's env, never as a header. */
export type Visitor = {
  readonly person: Person | null;
  readonly session: Session | null;
  /** Secret of the browser that asked to sign in, from its cookie. */
  readonly pendingSignIn: string | null;
  /** Token of the draft in this browser. */
  readonly draftToken: string | null;
  /** Hash of the network that the request came from (IPv4 address, IPv6 /64). */
  readonly client: string;
  readonly locale: Locale;
};

/** A cookie to set; `maxAgeSeconds: 0` removes it. */
export type Cookie = {
  readonly name: '__Host-session' | '__Host-pending' | '__Host-draft';
  readonly value: string;
  readonly maxAgeSeconds: number;
};

/** A body that is the same for everybody: written as JSON, and compressed, once. */
export type KeptBody = { readonly json: string; readonly gzip: Uint8Array<ArrayBuffer> };

/** What a handler answers: a body of the declared schema, one that is kept, or a named problem. */
export type Answer<B> =
  | { readonly status: 200 | 201 | 202; readonly body: B; readonly cookies?: readonly Cookie[] | undefined }
  | { readonly status: 200; readonly kept: KeptBody; readonly cookies?: readonly Cookie[] | undefined }
  | {
      readonly problem: ProblemName;
      readonly retryAfterSeconds?: number;
      /** Fields that only the community's settings can judge. */
      readonly errors?: readonly FieldProblem[];
      readonly cookies?: readonly Cookie[];
    };

/** What a handler works with. `P`, `Q` and `B` are the parsed path parameters, query and body. */
export type Call<P, Q, B> = {
  readonly services: Services;
  readonly visitor: Visitor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
};

type Schema = z.ZodType;
type Parsed<S> = S extends z.ZodType<infer T> ? T : undefined;

/** The signed-in person of a call whose route is not open to anyone. */
export const caller = ({ person }: Visitor): Person => {
  if (!person) throw new Error('A route that is not open to anyone was called by no one.');
  return person;
};

/** One route: what it takes, who may call it, what it answers, and the handler beside its path. */
export type Route<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema = Schema,
> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it, such as `/mentors/{mentorId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: R;
  readonly status: 200 | 201 | 202;
  /** Besides those that every route may answer with. */
  readonly problems?: readonly ProblemName[];
  /** Creates something: a repeated `Idempotency-Key` gets the first answer again. */
  readonly creates?: boolean;
  /** Counted against floods, by network. */
  readonly limit?: { readonly bucket: string; readonly max: number; readonly windowSeconds: number };
  readonly handle: (call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<Answer<z.input<R>>>;
};

/** Declares a route; the types of the handler follow from its schemas. */
export const route = <
  R extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(
  declared: Route<P, Q, B, R>,
): Route<P, Q, B, R> => declared;

/** The body of an answer that has nothing more to say. */
export const done: { done: true } = { done: true };

/** A 200 with a body. */
export const ok = <B>(body: B): Answer<B> => ({ status: 200, body });

/** Any route, where the types of its handler do not matter. */
export type AnyRoute = Omit<Route, 'handle'> & {
  // biome-ignore lint/suspicious/noExplicitAny: a handler takes what its own schemas parse; the list of routes holds all of them.
  readonly handle: (call: any) => Promise<Answer<unknown>>;
};
