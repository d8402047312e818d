import type { PersonId } from '#shared/ids.ts';
import { create, type Decision } from '#shared/life/decision.ts';
import type { MentorApplication, NewcomerApplication } from '#shared/people/application.ts';
import { codeOfConductVersion, consentTextVersion } from '#shared/people/catalogues.ts';
import { type Mentor, mentorSchema } from '#shared/people/mentor.ts';
import { type Newcomer, newcomerSchema } from '#shared/people/newcomer.ts';
import { type Person, personSchema } from '#shared/people/person.ts';
import { referenceOf } from '#shared/people/reference.ts';
import type { Write } from '../data/table-client.ts';
import type { Services } from '../services.ts';
import type { Keyring } from '../vault/vault.ts';
import { type NewChallenge, newChallenge } from './sign-in.ts';

type ApplyServices = Pick<Services, 'store' | 'vault' | 'now' | 'newId'>;

/** What somebody sent in, by role. */
export type Application =
  | { readonly role: 'newcomer'; readonly form: NewcomerApplication }
  | { readonly role: 'mentor'; readonly form: MentorApplication };

/** What the sender gets: the same for a new address and a known one. */
export type Received = { readonly reference: string; readonly challenge: NewChallenge };

/** Keyed hashes of everything in a contact but the address. */
export const otherHashes = (vault: Services['vault'], phone: string | null): string[] =>
  phone === null ? [] : [vault.contactHash(phone)];

const toPerson = (
  { vault, now }: ApplyServices,
  { role, form }: Application,
  { id, ring, roleId }: { id: PersonId; ring: Keyring; roleId: string },
): Person =>
  personSchema.parse({
    id,
    version: 1,
    addressHash: vault.contactHash(form.contact.email),
    otherContactHashes: otherHashes(vault, form.contact.phone),
    wrappedKey: ring.wrappedKey,
    contact: ring.seal('contact', form.contact),
    wishes: form.wishes,
    locale: form.locale,
    timeZone: form.answers.timeZone,
    createdAt: now(),
    verifiedAt: null,
    ...(role === 'newcomer' ? { newcomerId: roleId } : { mentorId: roleId }),
  });

const common = ({ vault, now }: ApplyServices, person: Person, form: Application['form']) => ({
  personId: person.id,
  version: 1,
  contactHash: person.addressHash,
  otherContactHashes: person.otherContactHashes,
  doNotMatch: form.doNotMatch.map((contact) => vault.contactHash(contact)),
  consented: true,
  safeHours: form.wishes.safeHours,
  createdAt: now(),
});

/** The request of a person who applies. `verified` when their address is confirmed already. */
export const toNewcomer = (
  services: ApplyServices,
  {
    id,
    person,
    form,
    ring,
  }: { id: Newcomer['id']; person: Person; form: NewcomerApplication; ring: Keyring },
): Newcomer =>
  newcomerSchema.parse({
    ...common(services, person, form),
    id,
    state: person.verifiedAt ? 'waiting' : 'unverified',
    answers: form.answers,
    note: form.note && ring.seal('note', form.note),
    reference: referenceOf(id),
    waitingSince: services.now(),
  });

/** The place of a person who volunteers. */
export const toMentor = (
  services: ApplyServices,
  { id, person, form, ring }: { id: Mentor['id']; person: Person; form: MentorApplication; ring: Keyring },
): Mentor =>
  mentorSchema.parse({
    ...common(services, person, form),
    id,
    state: person.verifiedAt ? 'applied' : 'unverified',
    answers: form.answers,
    texts: ring.seal('texts', form.texts),
    reference: referenceOf(id),
    codeOfConductVersion,
  });

/** Writes of the consents that came with a form. */
export const consentWrites = (
  { store, now }: Pick<Services, 'store' | 'now'>,
  personId: PersonId,
  form: Application['form'],
): Write[] =>
  [
    { purpose: 'matching', given: true },
    { purpose: 'contact-in-mail', given: form.wishes.contactInMail },
  ].map((consent) =>
    store.people.consentWrite(personId, { ...consent, textVersion: consentTextVersion, at: now() }),
  );

/** Where two forms of a new address meet in the same moment, the second one finds the first. */
const attemptsMax = 3;

/**
 * Takes a form in. A new address gets a person, unverified, and a mail to confirm it; a known one gets the same answer,
 * the form is kept sealed, and a mail invites them to sign in and choose.
 * @throws if the table refuses again and again.
 */
export const apply = async (services: ApplyServices, application: Application): Promise<Received> => {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const received = await receive(services, application);
    if (received) return received;
  }
  throw new Error('A form could not be stored: its address was taken by another form three times.');
};

const receive = async (services: ApplyServices, application: Application): Promise<Received | null> => {
  const { store, vault, now } = services;
  const addressHash = vault.contactHash(application.form.contact.email);
  const occasion = { actor: { kind: 'system' as const }, now: now() };
  const known = await store.people.findByAddress(addressHash);
  const roleId = services.newId(application.role);
  const reference = referenceOf(roleId);
  if (known) {
    const ring = await vault.unlock(known.wrappedKey, known.id);
    const challenge = newChallenge(services, { personId: known.id, addressHash, kind: 'known-address' });
    const sealed = ring.seal('resubmission', application.form);
    const kept = store.people.resubmissionWrite(known.id, { role: application.role, sealed, at: now() });
    const done = await store.commit({ messages: [challenge.message] }, occasion, [...challenge.writes, kept]);
    return done ? { reference, challenge } : null;
  }
  const id = services.newId('person');
  const ring = await vault.create(id);
  const person = toPerson(services, application, { id, ring, roleId });
  const challenge = newChallenge(services, { personId: id, addressHash, kind: 'confirm' });
  const decision: Decision = {
    people: [create(person, 'apply')],
    ...(application.role === 'newcomer'
      ? {
          newcomers: [
            create(
              toNewcomer(services, { id: roleId as Newcomer['id'], person, form: application.form, ring }),
              'apply',
            ),
          ],
        }
      : {
          mentors: [
            create(
              toMentor(services, { id: roleId as Mentor['id'], person, form: application.form, ring }),
              'apply',
            ),
          ],
        }),
    messages: [challenge.message],
  };
  const extra = [...challenge.writes, ...consentWrites(services, id, application.form)];
  return (await store.commit(decision, occasion, extra)) ? { reference, challenge } : null;
};
