import * as z from 'zod';
import { doneView, receivedView } from '#shared/http/answers.ts';
import { locales } from '#shared/i18n/index.ts';
import { mentorApplicationSchema, newcomerApplicationSchema } from '#shared/people/application.ts';
import { emailSchema } from '#shared/people/contact.ts';
import { instantSchema, seconds } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { type Application, apply } from '../steps/apply.ts';
import {
  beginDraft,
  draftLife,
  dropDraft,
  finishLater,
  type OpenDraft,
  openDraft,
  saveDraft,
} from '../steps/drafts.ts';
import { challengeLife } from '../steps/sign-in.ts';
import { judgePlace } from './place-answers.ts';
import { type Answer, type Cookie, done, route, type Visitor } from './route.ts';
import { pendingCookie, pendingFor } from './session-routes.ts';

const fieldsSchema = z
  .record(
    z.string().regex(/^[a-z0-9][a-zA-Z0-9:+-]{0,60}$/),
    z.union([z.string().max(2_000), z.array(z.string().max(200)).max(200)]),
  )
  .refine((fields) => Object.keys(fields).length <= 200, 'too-many');

const draftView = z.object({
  kind: z.enum(['newcomer', 'mentor']),
  locale: z.enum(locales),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  expiresAt: instantSchema,
  /** Stays the same for one form: the `Idempotency-Key` with which a page sends it in. */
  submissionKey: z.string(),
});

const toDraftView = ({ draft, fields }: OpenDraft): z.input<typeof draftView> => ({
  kind: draft.kind,
  locale: draft.locale,
  fields,
  expiresAt: draft.expiresAt,
  submissionKey: draft.id,
});

const draftCookie = (token: string, milliseconds: number): Cookie => ({
  name: '__Host-draft',
  value: token,
  maxAgeSeconds: Math.round(milliseconds / seconds),
});

/** Every draft answer sets the cookie again, so that it lives as long as the draft. */
const answerDraft = (open: OpenDraft | null, token: string | null): Answer<z.input<typeof draftView>> =>
  open && token
    ? {
        status: 200,
        body: toDraftView(open),
        cookies: [draftCookie(token, open.draft.sealedAddress ? draftLife.later : draftLife.open)],
      }
    : { problem: 'not-found' };

const receive = async (
  services: Services,
  visitor: Visitor,
  application: Application,
): Promise<Answer<z.input<typeof receivedView>>> => {
  const errors = judgePlace(application.form.answers, services.community, visitor.locale);
  if (errors.length > 0) return { problem: 'invalid-request', errors };
  const { reference, challenge } = await apply(services, application);
  await dropDraft(services, visitor.draftToken);
  return {
    status: 201,
    body: { reference, confirmBy: challenge.expiresAt },
    cookies: [
      pendingCookie(pendingFor(challenge.pending, application.form.contact.email), challengeLife.confirm),
      draftCookie('', 0),
    ],
  };
};

const applyLimit = { bucket: 'apply', max: 20, windowSeconds: 3600 };

/** Forms: drafts on the server, and sending them in. */
export const formRoutes = {
  beginDraft: route({
    method: 'post',
    path: '/drafts',
    summary: 'Begin a form; what is typed is kept on the server',
    access: 'anyone',
    body: z.strictObject({
      kind: z.enum(['newcomer', 'mentor']),
      locale: z.enum(locales),
      fields: fieldsSchema.default({}),
    }),
    answer: draftView,
    status: 201,
    problems: ['invalid-request', 'too-many-requests'],
    limit: { bucket: 'draft', max: 60, windowSeconds: 3600 },
    handle: async ({ services, body }) => {
      const begun = await beginDraft(services, body);
      return { status: 201, body: toDraftView(begun), cookies: [draftCookie(begun.token, draftLife.open)] };
    },
  }),

  getDraft: route({
    method: 'get',
    path: '/drafts/current',
    summary: 'The form on its way in this browser',
    access: 'anyone',
    answer: draftView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, visitor }) =>
      answerDraft(await openDraft(services, visitor.draftToken), visitor.draftToken),
  }),

  saveDraft: route({
    method: 'patch',
    path: '/drafts/current',
    summary: 'Keep what was typed, as it was typed',
    access: 'anyone',
    body: z.strictObject({ fields: fieldsSchema, locale: z.enum(locales).optional() }),
    answer: draftView,
    status: 200,
    problems: ['invalid-request', 'not-found'],
    handle: async ({ services, visitor, body }) =>
      answerDraft(await saveDraft(services, visitor.draftToken, body), visitor.draftToken),
  }),

  dropDraft: route({
    method: 'delete',
    path: '/drafts/current',
    summary: 'Keep nothing of the form on its way in this browser',
    access: 'anyone',
    answer: doneView,
    status: 200,
    handle: async ({ services, visitor }) => {
      await dropDraft(services, visitor.draftToken);
      return { status: 200, body: done, cookies: [draftCookie('', 0)] };
    },
  }),

  finishLater: route({
    method: 'post',
    path: '/drafts/current/link',
    summary: 'Keep the form for a week and mail a link to it',
    access: 'anyone',
    body: z.strictObject({ email: emailSchema, locale: z.enum(locales).optional() }),
    answer: doneView,
    status: 202,
    problems: ['invalid-request', 'not-found', 'too-many-requests'],
    limit: { bucket: 'draft-link', max: 6, windowSeconds: 3600 },
    handle: async ({ services, visitor, body }) => {
      const kept = await finishLater(services, visitor.draftToken, body);
      if (!kept || !visitor.draftToken) return { problem: 'not-found' };
      return {
        status: 202,
        body: done,
        cookies: [draftCookie(visitor.draftToken, draftLife.later)],
      };
    },
  }),

  resumeDraft: route({
    method: 'post',
    path: '/drafts/resumptions',
    summary: 'Go on with a form from the link that was mailed',
    access: 'anyone',
    body: z.strictObject({ token: z.string().max(200) }),
    answer: draftView,
    status: 200,
    problems: ['invalid-request', 'not-found'],
    handle: async ({ services, body }) => answerDraft(await openDraft(services, body.token), body.token),
  }),

  applyAsNewcomer: route({
    method: 'post',
    path: '/newcomers',
    summary: 'Ask for a mentor',
    access: 'anyone',
    body: newcomerApplicationSchema,
    answer: receivedView,
    status: 201,
    problems: ['invalid-request', 'too-many-requests'],
    creates: true,
    limit: applyLimit,
    handle: ({ services, visitor, body }) => receive(services, visitor, { role: 'newcomer', form: body }),
  }),

  applyAsMentor: route({
    method: 'post',
    path: '/mentors',
    summary: 'Volunteer as a mentor',
    access: 'anyone',
    body: mentorApplicationSchema,
    answer: receivedView,
    status: 201,
    problems: ['invalid-request', 'too-many-requests'],
    creates: true,
    limit: applyLimit,
    handle: ({ services, visitor, body }) => receive(services, visitor, { role: 'mentor', form: body }),
  }),
};
