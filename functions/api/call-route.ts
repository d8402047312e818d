import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod';
import {
  type FieldProblem,
  type Problem,
  type ProblemName,
  toFieldProblems,
  toProblem,
} from '#shared/http/problem.ts';
import { rolesOf } from '#shared/people/person.ts';
import type { IdempotencyRecord } from '../data/idempotency.ts';
import type { Services } from '../services.ts';
import type { Access, Answer, AnyRoute, Cookie, Visitor } from './route.ts';

/** A body as it came: its text, and the JSON in it. */
export type GivenBody = { readonly text: string; readonly value: unknown };

/** A call of a route, of which nothing has been believed yet. */
export type RouteCall = {
  readonly services: Services;
  readonly visitor: Visitor;
  /** Its address, such as `/api/mentors/mentor_…`: with its key it names one creating request. */
  readonly path: string;
  readonly params: unknown;
  readonly query: unknown;
  /** Reads the body, once it is known that the caller may; or says what is wrong with it. */
  readonly readBody: () => Promise<GivenBody | ProblemName>;
  readonly idempotencyKey?: string | undefined;
  /** How long to wait, each time in milliseconds, for the first of two requests with one key; without it nobody waits. */
  readonly waits?: readonly number[] | undefined;
};

/** What a call comes to: a body of the declared schema, or a problem in the visitor's language. */
export type Told =
  | Exclude<Answer<unknown>, { readonly problem: ProblemName }>
  | {
      readonly problem: Problem;
      readonly retryAfterSeconds?: number | undefined;
      readonly cookies?: readonly Cookie[] | undefined;
    };

const mayCall = (access: Access, { person }: Visitor): boolean =>
  access === 'anyone' || (person !== null && (access === 'signed-in' || rolesOf(person).includes(access)));

const refuse = (
  { visitor }: Pick<RouteCall, 'visitor'>,
  name: ProblemName,
  { errors, instance }: { errors?: readonly FieldProblem[] | undefined; instance?: string } = {},
): { problem: Problem } => ({
  problem: toProblem(name, {
    locale: visitor.locale,
    ...(errors && { errors }),
    ...(instance && { instance }),
  }),
});

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

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Takes a key, or waits a little for whoever has it to finish. @returns null if it is ours, else what stands there. */
const takeKey = async (
  { services, waits = [] }: RouteCall,
  { scope, bodyHash }: { scope: string; bodyHash: string },
): Promise<IdempotencyRecord | null> => {
  const begin = () => services.store.idempotency.begin(scope, bodyHash, services.now());
  let standing = await begin();
  for (const milliseconds of waits) {
    if (standing?.state !== 'in-flight' || standing.bodyHash !== bodyHash) break;
    await pause(milliseconds);
    standing = await begin();
  }
  return standing;
};

/** Runs a creating request at most once for each key, person and route. */
const once = async (
  call: RouteCall,
  { route, bodyText, run }: { route: AnyRoute; bodyText: string; run: () => Promise<Told> },
): Promise<Told> => {
  const { services, visitor, path, idempotencyKey } = call;
  const key = route.creates ? idempotencyKey : undefined;
  if (!key) return run();
  const scope = hash([visitor.person?.id ?? visitor.client, route.method, path, key].join('\n'));
  const bodyHash = hash(bodyText);
  const standing = await takeKey(call, { scope, bodyHash });
  if (standing && standing.bodyHash !== bodyHash) return refuse(call, 'idempotency-mismatch');
  if (standing?.state === 'in-flight')
    return { ...refuse(call, 'idempotency-in-flight'), retryAfterSeconds: 1 };
  if (standing) return { status: (standing.status ?? 200) as 200, body: JSON.parse(standing.body ?? 'null') };
  try {
    const told = await run();
    if ('problem' in told || 'kept' in told) await services.store.idempotency.release(scope);
    else {
      const answer = { bodyHash, status: told.status, body: JSON.stringify(told.body) };
      await services.store.idempotency.finish(scope, answer, services.now());
    }
    return told;
  } catch (error) {
    await services.store.idempotency.release(scope);
    throw error;
  }
};

/** What a handler has answered, as it may leave: parsed, so that nothing goes out that is not declared. */
const toTold = (call: RouteCall, route: AnyRoute, answer: Answer<unknown>): Told => {
  if ('problem' in answer) {
    const { problem, errors, retryAfterSeconds, cookies } = answer;
    return { ...refuse(call, problem, { errors }), retryAfterSeconds, cookies };
  }
  return 'kept' in answer ? answer : { ...answer, body: route.answer.parse(answer.body) };
};

const answerTo = async (route: AnyRoute, call: RouteCall): Promise<Told> => {
  const { services, visitor } = call;
  if (!mayCall(route.access, visitor)) {
    // What you may not read answers as if it were not there; only someone who is nobody yet is asked to sign in.
    return refuse(call, visitor.person ? 'not-found' : 'not-signed-in');
  }
  const read = route.body ? await call.readBody() : { text: '', value: undefined };
  if (typeof read === 'string') return refuse(call, read);
  const given = parseAll(route, { params: call.params, query: call.query, body: read.value }, visitor);
  if (given.wrongPath) return refuse(call, 'not-found');
  if (given.errors.length > 0) return refuse(call, 'invalid-request', { errors: given.errors });
  if (route.limit) {
    const now = Date.parse(services.now()) / 1000;
    const wait = await services.store.limits.hit(route.limit, visitor.client, now);
    if (wait > 0) return { ...refuse(call, 'too-many-requests'), retryAfterSeconds: wait };
  }
  const { params, query, body } = given;
  return once(call, {
    route,
    bodyText: read.text,
    run: async () => toTold(call, route, await route.handle({ services, visitor, params, query, body })),
  });
};

/** Where an error arose: a place in our code. Its message may hold what somebody typed, so it is not logged. */
export const firstFrame = (error: Error): string =>
  error.stack
    ?.split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim()
    .replace(/\(?file:\/\/.*\//, '') ?? '';

/** Notes a fault in the log. @returns the problem that tells of it, with the reference under which it is noted. */
export const toFault = (
  call: Pick<RouteCall, 'services' | 'visitor'>,
  error: Error,
): { problem: Problem } => {
  const reference = call.services.newId('look').slice(5, 17);
  call.services.log('fault', { reference, name: error.name, at: firstFrame(error) });
  return refuse(call, 'fault', { instance: reference });
};

/**
 * Calls a route with a visitor's own rights: asks whether they may, parses what they gave, counts floods, answers a repeated
 * creating request as before. HTTP and the pages come this way alike. Never throws: a fault is a problem too.
 */
export const callRoute = async (route: AnyRoute, call: RouteCall): Promise<Told> => {
  try {
    return await answerTo(route, call);
  } catch (error) {
    return toFault(call, error as Error);
  }
};
