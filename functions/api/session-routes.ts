import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import type { FieldProblem } from '#shared/http/problem.ts';
import { type Locale, messages } from '#shared/i18n/index.ts';
import { emailSchema } from '#shared/people/contact.ts';
import { maskedAddress } from '#shared/people/masked.ts';
import { roles, rolesOf } from '#shared/people/person.ts';
import { seconds } from '#shared/time.ts';
import { codeDigits } from '../auth/tokens.ts';
import { askForCode, challengeLife, signIn } from '../steps/sign-in.ts';
import { type Cookie, done, ok, route } from './route.ts';

/** The cookie of a browser that has asked to sign in. */
export const pendingCookie = (value: string, milliseconds: number): Cookie => ({
  name: '__Host-pending',
  value,
  maxAgeSeconds: Math.round(milliseconds / seconds),
});

/** A wrong code in words. The tries are those of this browser's own challenge, whoever the address belongs to. */
const wrongCode = (triesLeft: number, locale: Locale): FieldProblem => {
  const { signIn } = messages(locale);
  return triesLeft > 0
    ? { pointer: '/code', code: 'wrong-code', message: signIn.wrongCode(triesLeft) }
    : { pointer: '/code', code: 'code-spent', message: signIn.codeSpent };
};

/** Eight digits, however they are spaced: anything else cannot be a code, and costs no try. */
const isCodeShaped = (code: string): boolean => /^\d{8}$/.test(codeDigits(code));

/** What the browser keeps: the challenge's name and secret, and the masked address, for its pages to show again. */
export const pendingFor = (pending: string, email: string): string =>
  `${pending}.${Buffer.from(maskedAddress(email)).toString('base64url')}`;

/** The masked address that a browser keeps; null if there is none that can be read. */
export const pendingAddress = (pending: string | null): string | null => {
  const kept = Buffer.from(pending?.split('.')[2] ?? '', 'base64url').toString();
  return /^[^\s@]{1,3}@[a-z0-9.-]{1,253}$/u.test(kept) ? kept : null;
};

const proofSchema = z.union([
  z.strictObject({ code: z.string().max(40) }),
  z.strictObject({ token: z.string().max(200), confirmOtherBrowser: z.boolean().default(false) }),
]);

/** Signing in and out. */
export const sessionRoutes = {
  requestSignInCode: route({
    method: 'post',
    path: '/sign-in/codes',
    summary: 'Mail a code and a link; the answer never tells whether the address is known',
    access: 'anyone',
    body: z.strictObject({ email: emailSchema }),
    answer: doneView,
    status: 202,
    problems: ['invalid-request', 'too-many-requests'],
    limit: { bucket: 'sign-in', max: 30, windowSeconds: 900 },
    handle: async ({ services, body }) => {
      const perAddress = { bucket: 'sign-in-address', max: 6, windowSeconds: 900 };
      const address = services.vault.contactHash(body.email);
      const wait = await services.store.limits.hit(perAddress, address, Date.parse(services.now()) / 1000);
      if (wait > 0) return { problem: 'too-many-requests', retryAfterSeconds: wait };
      const challenge = await askForCode(services, body.email);
      const cookies = [pendingCookie(pendingFor(challenge.pending, body.email), challengeLife['sign-in'])];
      return { status: 202, body: done, cookies };
    },
  }),

  signIn: route({
    method: 'post',
    path: '/sessions',
    summary: 'Sign in with the code, in the browser that asked, or with the token of the link',
    access: 'anyone',
    body: proofSchema,
    answer: z.object({ roles: z.array(z.enum(roles)) }),
    status: 201,
    problems: ['invalid-request', 'sign-in-refused', 'other-browser', 'too-many-requests'],
    limit: { bucket: 'sign-in-try', max: 60, windowSeconds: 900 },
    handle: async ({ services, visitor, body }) => {
      if ('code' in body && !isCodeShaped(body.code)) {
        const message = messages(visitor.locale).signIn.codeShape;
        return { problem: 'sign-in-refused', errors: [{ pointer: '/code', code: 'code-shape', message }] };
      }
      const begun = await signIn(services, body, visitor.pendingSignIn);
      if (typeof begun === 'string') return { problem: begun };
      if ('triesLeft' in begun) {
        const errors = [wrongCode(begun.triesLeft, visitor.locale)];
        // A browser whose code is spent has none to type any more.
        const cookies = begun.triesLeft > 0 ? [] : [pendingCookie('', 0)];
        return { problem: 'sign-in-refused', errors, cookies };
      }
      if (visitor.session) await services.store.signIn.removeSession(visitor.session.hash);
      return {
        status: 201,
        body: { roles: rolesOf(begun.person) },
        cookies: [
          { name: '__Host-session', value: begun.secret, maxAgeSeconds: begun.maxAgeSeconds },
          pendingCookie('', 0),
        ],
      };
    },
  }),

  signOut: route({
    method: 'delete',
    path: '/sessions/current',
    summary: 'Sign out of this browser',
    access: 'signed-in',
    answer: doneView,
    status: 200,
    handle: async ({ services, visitor }) => {
      if (visitor.session) await services.store.signIn.removeSession(visitor.session.hash);
      return {
        ...ok(done),
        cookies: [{ name: '__Host-session', value: '', maxAgeSeconds: 0 }],
      };
    },
  }),
};
