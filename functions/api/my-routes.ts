import * as z from 'zod';
import { doneView, meView, myHistoryView } from '#shared/http/views.ts';
import { locales } from '#shared/i18n/index.ts';
import { type Decided, type Decision, update } from '#shared/life/decision.ts';
import { mentorAnswersSchema, newcomerAnswersSchema, timeZoneSchema } from '#shared/people/answers.ts';
import { doNotMatchSchema, mentorTextsSchema } from '#shared/people/application.ts';
import { consentTextVersion } from '#shared/people/catalogues.ts';
import { contactSchema, contactWishesSchema, safeText } from '#shared/people/contact.ts';
import type { Person } from '#shared/people/person.ts';
import { days, instantSchema, plus } from '#shared/time.ts';
import { keys } from '../data/keys.ts';
import type { Services } from '../services.ts';
import { otherHashes } from '../steps/apply.ts';
import {
  heartbeat,
  mentorLeaves,
  mentorResumes,
  newcomerLeaves,
  newcomerReturns,
  onMentor,
  onNewcomer,
} from '../steps/person-steps.ts';
import { useResubmission } from '../steps/resubmission.ts';
import { missing, step } from '../steps/step.ts';
import { toMe } from './my-views.ts';
import { toChangeView } from './people-views.ts';
import { caller, done, ok, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const asNewcomer = (visitor: Visitor) => {
  const person = caller(visitor);
  if (!person.newcomerId) throw new Error('A route for newcomers was called by somebody else.');
  return { id: person.newcomerId, actor: { kind: 'newcomer', personId: person.id } } as const;
};

const asMentor = (visitor: Visitor) => {
  const person = caller(visitor);
  if (!person.mentorId) throw new Error('A route for mentors was called by somebody else.');
  return { id: person.mentorId, actor: { kind: 'mentor', personId: person.id } } as const;
};

/** An applicant withdraws; a mentor steps down. */
const mentorSteppingDown = async (services: Services, visitor: Visitor) => {
  const stepped = await mentorLeaves(services, asMentor(visitor), { event: 'step-down' });
  const applied = !stepped.ok && stepped.reason === 'not-in-this-state';
  return applied ? mentorLeaves(services, asMentor(visitor), { event: 'withdraw' }) : stepped;
};

const pauseSchema = z.strictObject({ until: instantSchema.nullable().default(null) });
const listChange = {
  /** More people never to be matched with; kept only as keyed hashes. */
  doNotMatchToo: doNotMatchSchema,
  /** Forget those named before. */
  clearDoNotMatch: z.boolean().default(false),
};

const nextList = (
  services: Services,
  standing: readonly string[],
  change: { doNotMatchToo: string[]; clearDoNotMatch: boolean },
) => [
  ...new Set([
    ...(change.clearDoNotMatch ? [] : standing),
    ...change.doNotMatchToo.map((contact) => services.vault.contactHash(contact)),
  ]),
];

const openRequestStates: readonly string[] = ['unverified', 'waiting', 'in-match', 'paused'];
const openMentorStates: readonly string[] = ['unverified', 'applied', 'approved', 'paused'];

/** Safe hours and other ways to be reached stand on the request and the place too, where decisions read them. */
const settingsDecision = async (
  services: Services,
  person: Person,
  patch: Partial<Person>,
): Promise<Decision> => {
  const [newcomer, mentor] = await Promise.all([
    person.newcomerId ? services.store.newcomers.get(person.newcomerId) : null,
    person.mentorId ? services.store.mentors.get(person.mentorId) : null,
  ]);
  const copy = {
    safeHours: (patch.wishes ?? person.wishes).safeHours,
    otherContactHashes: patch.otherContactHashes ?? person.otherContactHashes,
  };
  return {
    people: [update(person, 'settings', patch)],
    newcomers: newcomer ? [update(newcomer, 'settings', copy)] : [],
    mentors: mentor ? [update(mentor, 'settings', copy)] : [],
  };
};

/** What people do for themselves. */
export const myRoutes = {
  getMe: route({
    method: 'get',
    path: '/me',
    summary: 'Where things stand for the person who is signed in',
    access: 'signed-in',
    answer: meView,
    status: 200,
    handle: async ({ services, visitor }) => ok(await toMe(services, caller(visitor))),
  }),

  getMyHistory: route({
    method: 'get',
    path: '/me/history',
    summary: 'What changed, who looked at private fields, and what was agreed to',
    access: 'signed-in',
    answer: myHistoryView,
    status: 200,
    handle: async ({ services, visitor }) => {
      const person = caller(visitor);
      const { history, people } = services.store;
      const [looks, consents, own, request, mentoring] = await Promise.all([
        history.looks(person.id),
        people.consents(person.id),
        history.changes(keys.person(person.id).pk),
        person.newcomerId ? history.changes(keys.newcomer(person.newcomerId).pk) : [],
        person.mentorId ? history.changes(keys.mentor(person.mentorId).pk) : [],
      ]);
      const changes = [
        ...own.map((change) => ({ ...toChangeView(change), about: 'person' as const })),
        ...request.map((change) => ({ ...toChangeView(change), about: 'request' as const })),
        ...mentoring.map((change) => ({ ...toChangeView(change), about: 'mentoring' as const })),
      ].sort((a, b) => (a.at < b.at ? -1 : 1));
      return ok({ looks: looks.map(({ at, what }) => ({ at, what })), changes, consents });
    },
  }),

  saveSettings: route({
    method: 'put',
    path: '/me/settings',
    summary: 'How to be called and reached, and in which language',
    access: 'signed-in',
    body: z.strictObject({
      contact: contactSchema.omit({ email: true }),
      wishes: contactWishesSchema,
      locale: z.enum(locales),
      timeZone: timeZoneSchema,
    }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const { id } = caller(visitor);
      const kind = caller(visitor).newcomerId
        ? 'newcomer'
        : caller(visitor).mentorId
          ? 'mentor'
          : 'coordinator';
      const stepped = await step<never>(services, { kind, personId: id }, async () => {
        const person = await services.store.people.get(id);
        if (!person) return missing;
        const ring = await services.vault.unlock(person.wrappedKey, person.id);
        const { email } = contactSchema.parse(ring.open('contact', person.contact));
        const decision = await settingsDecision(services, person, {
          contact: ring.seal('contact', { ...body.contact, email }),
          otherContactHashes: otherHashes(services.vault, body.contact.phone),
          wishes: body.wishes,
          locale: body.locale,
          timeZone: body.timeZone,
        });
        const given = body.wishes.contactInMail;
        const consent = {
          purpose: 'contact-in-mail',
          given,
          textVersion: consentTextVersion,
          at: services.now(),
        };
        const extra =
          given === person.wishes.contactInMail ? [] : [services.store.people.consentWrite(id, consent)];
        return { ok: true, decision, extra };
      });
      return answerOf(stepped);
    },
  }),

  useResubmission: route({
    method: 'post',
    path: '/me/resubmissions/{role}/use',
    summary: 'Take over a form that was sent again',
    access: 'signed-in',
    params: z.object({ role: z.enum(['newcomer', 'mentor']) }),
    answer: doneView,
    status: 200,
    problems: ['not-found', 'busy'],
    handle: async ({ services, visitor, params }) =>
      answerOf(await useResubmission(services, caller(visitor).id, params.role)),
  }),

  dropResubmission: route({
    method: 'delete',
    path: '/me/resubmissions/{role}',
    summary: 'Keep the old answers and forget the form that was sent again',
    access: 'signed-in',
    params: z.object({ role: z.enum(['newcomer', 'mentor']) }),
    answer: doneView,
    status: 200,
    handle: async ({ services, visitor, params }) => {
      await services.store.people.removeResubmission(caller(visitor).id, params.role);
      return ok(done);
    },
  }),

  saveMyRequest: route({
    method: 'put',
    path: '/me/request',
    summary: 'Change the answers of a request',
    access: 'newcomer',
    body: z.strictObject({ answers: newcomerAnswersSchema, note: safeText(1_000).nullable(), ...listChange }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const ring = await services.vault.unlock(caller(visitor).wrappedKey, caller(visitor).id);
      const stepped = await onNewcomer(
        services,
        asNewcomer(visitor),
        (newcomer): Decided<'not-in-this-state'> => {
          if (!openRequestStates.includes(newcomer.state)) return { ok: false, reason: 'not-in-this-state' };
          const note = body.note ? ring.seal('note', body.note) : null;
          const doNotMatch = nextList(services, newcomer.doNotMatch, body);
          return {
            ok: true,
            decision: { newcomers: [update(newcomer, 'edit', { answers: body.answers, note, doNotMatch })] },
          };
        },
      );
      return answerOf(stepped);
    },
  }),

  pauseMyRequest: route({
    method: 'post',
    path: '/me/request/pause',
    summary: 'Pause a request; an open offer or introduction ends',
    access: 'newcomer',
    body: pauseSchema,
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) =>
      answerOf(await newcomerLeaves(services, asNewcomer(visitor), { event: 'pause', until: body.until })),
  }),

  resumeMyRequest: route({
    method: 'post',
    path: '/me/request/resume',
    summary: 'Go on with a paused request, or ask again',
    access: 'newcomer',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => {
      const resumed = await newcomerReturns(services, asNewcomer(visitor), 'resume');
      const again = !resumed.ok && resumed.reason === 'not-in-this-state';
      return answerOf(again ? await newcomerReturns(services, asNewcomer(visitor), 'reopen') : resumed);
    },
  }),

  withdrawMyRequest: route({
    method: 'post',
    path: '/me/request/withdraw',
    summary: 'Withdraw a request',
    access: 'newcomer',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) =>
      answerOf(await newcomerLeaves(services, asNewcomer(visitor), { event: 'withdraw' })),
  }),

  saveMyMentoring: route({
    method: 'put',
    path: '/me/mentoring',
    summary: 'Change the answers of a mentor',
    access: 'mentor',
    body: z.strictObject({ answers: mentorAnswersSchema, texts: mentorTextsSchema, ...listChange }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const ring = await services.vault.unlock(caller(visitor).wrappedKey, caller(visitor).id);
      const stepped = await onMentor(services, asMentor(visitor), (mentor): Decided<'not-in-this-state'> => {
        const tooFew = body.answers.capacity < mentor.active + mentor.reserved;
        if (!openMentorStates.includes(mentor.state) || tooFew)
          return { ok: false, reason: 'not-in-this-state' };
        const texts = ring.seal('texts', body.texts);
        const doNotMatch = nextList(services, mentor.doNotMatch, body);
        return {
          ok: true,
          decision: { mentors: [update(mentor, 'edit', { answers: body.answers, texts, doNotMatch })] },
        };
      });
      return answerOf(stepped);
    },
  }),

  saveMyCapacity: route({
    method: 'put',
    path: '/me/mentoring/capacity',
    summary: 'How many people a mentor has room for; not fewer than they have now',
    access: 'mentor',
    body: z.strictObject({ capacity: mentorAnswersSchema.shape.capacity }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'busy'],
    handle: async ({ services, visitor, body }) =>
      answerOf(
        await onMentor(
          services,
          asMentor(visitor),
          (mentor): Decided<'not-in-this-state'> =>
            body.capacity < mentor.active + mentor.reserved
              ? { ok: false, reason: 'not-in-this-state' }
              : {
                  ok: true,
                  decision: {
                    mentors: [
                      update(mentor, 'capacity', { answers: { ...mentor.answers, capacity: body.capacity } }),
                    ],
                  },
                },
        ),
      ),
  }),

  pauseMyMentoring: route({
    method: 'post',
    path: '/me/mentoring/pause',
    summary: 'Take a break; nobody asks why',
    access: 'mentor',
    body: pauseSchema,
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const latest = plus(services.now(), 366 * days);
      const until = body.until && body.until > latest ? latest : body.until;
      return answerOf(await mentorLeaves(services, asMentor(visitor), { event: 'pause', until }));
    },
  }),

  resumeMyMentoring: route({
    method: 'post',
    path: '/me/mentoring/resume',
    summary: 'Come back from a break',
    access: 'mentor',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => answerOf(await mentorResumes(services, asMentor(visitor))),
  }),

  stepDown: route({
    method: 'post',
    path: '/me/mentoring/step-down',
    summary: 'Stop being a mentor',
    access: 'mentor',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => answerOf(await mentorSteppingDown(services, visitor)),
  }),

  stillWilling: route({
    method: 'post',
    path: '/me/mentoring/heartbeat',
    summary: 'Still willing, still well',
    access: 'mentor',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => answerOf(await heartbeat(services, asMentor(visitor))),
  }),
};
