import type { BaseServices } from '#functions/services.ts';
import { newChallenge } from '#functions/steps/sign-in.ts';
import { create } from '#shared/life/decision.ts';
import { type Match, matchSchema } from '#shared/life/match.ts';
import type { Intent } from '#shared/life/message.ts';
import { type NewMessage, toIntent } from '#shared/life/new-message.ts';
import { type Mentor, mentorSchema } from '#shared/people/mentor.ts';
import { type Newcomer, newcomerSchema } from '#shared/people/newcomer.ts';
import { type Person, personSchema } from '#shared/people/person.ts';

/** What a person of a test is like, where it matters. */
type Traits = {
  readonly name?: string;
  readonly verified?: boolean;
  readonly person?: Partial<Person>;
  readonly phone?: string;
};

const actor = { kind: 'system' } as const;
const answers = {
  track: 'substance-use',
  languages: [{ code: 'en', level: 'fluent' }],
  timeZone: 'America/New_York',
  windows: [{ day: 2, start: 1080, end: 1320 }],
  modalities: ['phone'],
};

const makePerson = async (
  services: BaseServices,
  { name = 'Robin', verified = true, phone, person = {} }: Traits,
): Promise<Person & { address: string }> => {
  const id = services.newId('person');
  const address = `${id.slice(-12)}@example.org`;
  const ring = await services.vault.create(id);
  const made = personSchema.parse({
    id,
    version: 1,
    addressHash: services.vault.contactHash(address),
    wrappedKey: ring.wrappedKey,
    contact: ring.seal('contact', { name, email: address, phone: phone ?? null, other: null }),
    wishes: {},
    locale: 'en',
    timeZone: 'America/New_York',
    createdAt: services.now(),
    verifiedAt: verified ? services.now() : null,
    ...person,
  });
  return { ...made, address };
};

const standing = (services: BaseServices, person: Person) => ({
  personId: person.id,
  version: 1,
  reference: 'blue heron 4207',
  contactHash: person.addressHash,
  consented: true,
  safeHours: null,
  createdAt: services.now(),
});

/** Puts people, matches and messages straight into a table, as a test wants them. */
export const createCast = (services: BaseServices) => {
  const occasion = () => ({ actor, now: services.now() });
  return {
    newcomer: async (traits: Traits & { newcomer?: Partial<Newcomer> } = {}) => {
      const newcomerId = services.newId('newcomer');
      const { address, ...person } = await makePerson(services, {
        ...traits,
        person: { newcomerId, ...traits.person },
      });
      const newcomer = newcomerSchema.parse({
        ...standing(services, person),
        id: newcomerId,
        state: 'waiting',
        answers,
        note: null,
        waitingSince: services.now(),
        ...traits.newcomer,
      });
      await services.store.commit(
        { people: [create(person, 'apply')], newcomers: [create(newcomer, 'apply')] },
        occasion(),
      );
      return { person, newcomer, address };
    },
    mentor: async (traits: Traits & { mentor?: Partial<Mentor> } = {}) => {
      const mentorId = services.newId('mentor');
      const { address, ...person } = await makePerson(services, {
        name: 'Dana',
        ...traits,
        person: { mentorId, ...traits.person },
      });
      const mentor = mentorSchema.parse({
        ...standing(services, person),
        id: mentorId,
        state: 'approved',
        answers: {
          ...answers,
          pathways: [{ pathway: 'aa', depth: 'main' }],
          recoverySince: '2015-05',
          capacity: 2,
        },
        texts: '',
        codeOfConductVersion: '2026-11',
        heartbeatAt: services.now(),
        ...traits.mentor,
      });
      await services.store.commit(
        { people: [create(person, 'apply')], mentors: [create(mentor, 'apply')] },
        occasion(),
      );
      return { person, mentor, address };
    },
    match: async (newcomer: Newcomer, mentor: Mentor, patch: Partial<Match> = {}): Promise<Match> => {
      const match = matchSchema.parse({
        id: services.newId('match'),
        version: 1,
        state: 'offered-to-mentor',
        newcomerId: newcomer.id,
        mentorId: mentor.id,
        newcomerPersonId: newcomer.personId,
        mentorPersonId: mentor.personId,
        roundId: null,
        rubricVersion: 1,
        fitCentipoints: 7000,
        band: 'good',
        score: {},
        alternates: [],
        createdAt: services.now(),
        offerExpiresAt: new Date(Date.parse(services.now()) + 86_400_000).toISOString(),
        ...patch,
      });
      await services.store.commit({ matches: [create(match, 'propose')] }, occasion());
      return match;
    },
    /** A message, pending, with what caused it. */
    message: async (
      message: Omit<NewMessage, 'cause' | 'causeVersion'> & { cause?: string },
    ): Promise<Intent> => {
      const whole: NewMessage = { cause: services.newId('match'), causeVersion: 1, ...message };
      await services.store.commit({ messages: [whole] }, occasion());
      return toIntent(whole, services.now());
    },
    /** The message with a sign-in code, pending, for somebody who has just asked for one. */
    code: async ({ id: personId, addressHash }: Person): Promise<Intent> => {
      const challenge = newChallenge(services, { personId, addressHash, kind: 'sign-in' });
      await services.store.commit({ messages: [challenge.message] }, occasion(), challenge.writes);
      return toIntent(challenge.message, services.now());
    },
  };
};
