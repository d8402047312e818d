import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import { meView, myHistoryView } from '#shared/http/my-views.ts';
import { locales } from '#shared/i18n/index.ts';
import { type Decision, update } from '#shared/life/decision.ts';
import { matchLife } from '#shared/life/match.ts';
import { timeZoneSchema } from '#shared/people/answers.ts';
import { consentTextVersion } from '#shared/people/catalogues.ts';
import { contactSchema, contactWishesSchema } from '#shared/people/contact.ts';
import type { Person } from '#shared/people/person.ts';
import type { Change } from '../data/history.ts';
import { keys } from '../data/keys.ts';
import type { Services } from '../services.ts';
import { otherHashes } from '../steps/apply.ts';
import { useResubmission } from '../steps/resubmission.ts';
import { missing, step } from '../steps/step.ts';
import { toMe } from './my-views.ts';
import { toChangeView } from './people-views.ts';
import { caller, done, ok, route } from './route.ts';
import { answerOf } from './step-answer.ts';

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

const isVetting = ({ from }: Change): boolean => from === 'applied';

/**
 * Whether a change would tell what another person did: that they were proposed, said no, or let the time pass. Nobody
 * learns that from their own history either.
 */
const tellsOfAnother = (change: Change, personId: Person['id']): boolean =>
  change.actorId !== personId &&
  !isVetting(change) &&
  (change.event === 'propose' || Object.hasOwn(matchLife.transitions, change.event));

/** What people see and set of themselves. */
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
      const mayTell = (change: Change) => !tellsOfAnother(change, person.id);
      const changes = [
        ...own.map((change) => ({ ...toChangeView(change), about: 'person' as const })),
        ...request.filter(mayTell).map((change) => ({ ...toChangeView(change), about: 'request' as const })),
        ...mentoring
          .filter(mayTell)
          .map((change) => ({ ...toChangeView(change), about: 'mentoring' as const })),
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
};
