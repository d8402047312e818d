import { create, type Decision, update } from '#shared/life/decision.ts';
import { after } from '#shared/life/life.ts';
import { mentorLife } from '#shared/life/mentor.ts';
import { newLine } from '#shared/life/person-decisions.ts';
import { requestLife } from '#shared/life/request.ts';
import {
  type MentorApplication,
  mentorApplicationSchema,
  type NewcomerApplication,
  newcomerApplicationSchema,
} from '#shared/people/application.ts';
import type { Person } from '#shared/people/person.ts';
import type { Services } from '../services.ts';
import type { Keyring } from '../vault/vault.ts';
import { consentWrites, otherHashes, toMentor, toNewcomer } from './apply.ts';
import { missing, step } from './step.ts';

type ResubmissionServices = Pick<Services, 'store' | 'vault' | 'now' | 'newId'>;

const newcomerDecision = async (
  services: ResubmissionServices,
  { person, form, ring }: { person: Person; form: NewcomerApplication; ring: Keyring },
): Promise<Decision> => {
  const standing = person.newcomerId && (await services.store.newcomers.get(person.newcomerId));
  const made = toNewcomer(services, {
    id: standing ? standing.id : services.newId('newcomer'),
    person,
    form,
    ring,
  });
  if (!standing) return { newcomers: [create({ ...made, ...newLine(services.now()) }, 'apply')] };
  const { answers, note, doNotMatch, safeHours, otherContactHashes } = made;
  const state = after(requestLife, standing.state, 'reopen') ?? standing.state;
  const reopened = state !== standing.state ? { state, ...newLine(services.now()) } : {};
  return {
    newcomers: [
      update(standing, 'resubmit', { answers, note, doNotMatch, safeHours, otherContactHashes, ...reopened }),
    ],
  };
};

const mentorDecision = async (
  services: ResubmissionServices,
  { person, form, ring }: { person: Person; form: MentorApplication; ring: Keyring },
): Promise<Decision> => {
  const standing = person.mentorId && (await services.store.mentors.get(person.mentorId));
  const made = toMentor(services, {
    id: standing ? standing.id : services.newId('mentor'),
    person,
    form,
    ring,
  });
  if (!standing) return { mentors: [create(made, 'apply')] };
  const { answers, texts, doNotMatch, safeHours, otherContactHashes, codeOfConductVersion } = made;
  const state = after(mentorLife, standing.state, 'reapply') ?? standing.state;
  return {
    mentors: [
      update(standing, 'resubmit', {
        answers,
        texts,
        doNotMatch,
        safeHours,
        otherContactHashes,
        codeOfConductVersion,
        state,
      }),
    ],
  };
};

/** A person who sent a form again chooses it: its answers take the place of the old ones, or the other role begins. */
export const useResubmission = (
  services: ResubmissionServices,
  personId: Person['id'],
  role: 'newcomer' | 'mentor',
) =>
  step<never>(services, { kind: role, personId }, async () => {
    const person = await services.store.people.get(personId);
    const kept = person && (await services.store.people.resubmission(personId, role));
    if (!person || !kept) return missing;
    const ring = await services.vault.unlock(person.wrappedKey, person.id);
    const sealed = ring.open('resubmission', kept.sealed);
    const parsed =
      role === 'newcomer'
        ? ({ role, form: newcomerApplicationSchema.parse(sealed) } as const)
        : ({ role, form: mentorApplicationSchema.parse(sealed) } as const);
    const decision =
      parsed.role === 'newcomer'
        ? await newcomerDecision(services, { person, form: parsed.form, ring })
        : await mentorDecision(services, { person, form: parsed.form, ring });
    const next = update(person, 'resubmit', {
      contact: ring.seal('contact', parsed.form.contact),
      otherContactHashes: otherHashes(services.vault, parsed.form.contact.phone),
      wishes: parsed.form.wishes,
      timeZone: parsed.form.answers.timeZone,
      newcomerId: person.newcomerId ?? decision.newcomers?.[0]?.after.id ?? null,
      mentorId: person.mentorId ?? decision.mentors?.[0]?.after.id ?? null,
    });
    const extra = [
      ...consentWrites(services, person.id, parsed.form),
      services.store.people.resubmissionRemoval(personId, role),
    ];
    return { ok: true, decision: { ...decision, people: [next] }, extra };
  });
