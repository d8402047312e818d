import type { PersonId } from '#shared/ids.ts';
import { join } from '#shared/life/decision.ts';
import type { MessageKind } from '#shared/life/message.ts';
import type { NewMessage } from '#shared/life/new-message.ts';
import { decideVerify } from '#shared/life/person-decisions.ts';
import type { Person } from '#shared/people/person.ts';
import { days, hours, type Instant, minutes, plus } from '#shared/time.ts';
import { hashSecret, newSecret } from '../auth/tokens.ts';
import type { Session } from '../data/sessions.ts';
import { type Challenge, challengeTriesMax } from '../data/sign-in.ts';
import type { Write } from '../data/table-client.ts';
import type { Services } from '../services.ts';
import { step } from './step.ts';

/** How long a code or link is good: short for a sign-in, a week for the first confirmation of an address. */
export const challengeLife = { 'sign-in': 10 * minutes, confirm: 7 * days } as const;
/** A session ends for good after this; a coordinator's sooner. */
const sessionLife = { person: 14 * days, coordinator: 12 * hours } as const;

type ChallengeKind = Extract<MessageKind, 'sign-in' | 'confirm' | 'known-address' | 'coordinator-invited'>;

/** A challenge about to be written: the writes, the mail that carries it, and what the browser keeps. */
export type NewChallenge = {
  readonly writes: Write[];
  readonly message: NewMessage;
  /** For the cookie: names the challenge and proves the browser that asked. */
  readonly pending: string;
  readonly expiresAt: Instant;
};

/** A new challenge for an address; `personId` null makes the same writes and sends nothing. */
export const newChallenge = (
  { store, newId, now }: Pick<Services, 'store' | 'newId' | 'now'>,
  { personId, addressHash, kind }: { personId: PersonId | null; addressHash: string; kind: ChallengeKind },
): NewChallenge => {
  const id = newId('challenge');
  const secret = newSecret();
  const expiresAt = plus(now(), kind === 'sign-in' ? challengeLife['sign-in'] : challengeLife.confirm);
  const challenge: Challenge = {
    id,
    personId,
    addressHash,
    browserHash: hashSecret(secret),
    tries: 0,
    createdAt: now(),
    expiresAt,
  };
  return {
    writes: store.signIn.challengeWrites(challenge),
    message: { kind, personId, cause: id, causeVersion: 0, challengeId: id, silent: personId === null },
    pending: `${id}.${secret}`,
    expiresAt,
  };
};

/**
 * Somebody asks for a code. A known and an unknown address cause the same calls to the table and get the same answer.
 * @returns what the browser keeps.
 */
export const askForCode = async (
  services: Pick<Services, 'store' | 'newId' | 'now' | 'vault'>,
  email: string,
): Promise<NewChallenge> => {
  const addressHash = services.vault.contactHash(email);
  const address = await services.store.people.idByAddress(addressHash);
  const challenge = newChallenge(services, { personId: address, addressHash, kind: 'sign-in' });
  const occasion = { actor: { kind: 'system' as const }, now: services.now() };
  await services.store.commit({ messages: [challenge.message] }, occasion, challenge.writes);
  return challenge;
};

/** What somebody shows to sign in: the code typed in the browser that asked, or the link's token. */
export type Proof =
  | { readonly code: string }
  | { readonly token: string; readonly confirmOtherBrowser: boolean };

const parsePending = (pending: string | null) => {
  const [id = '', secret = ''] = (pending ?? '').split('.');
  return { id: id as Challenge['id'], browserHash: hashSecret(secret) };
};

/** The code is not that of the mail; how many tries are left, 0 when the code is spent. */
export type WrongCode = { readonly triesLeft: number };

const countWrong = async ({ store }: Pick<Services, 'store'>, challenge: Challenge): Promise<WrongCode> => {
  const counted = await store.signIn.countTry(challenge.id);
  return { triesLeft: counted ? Math.max(0, challengeTriesMax - challenge.tries - 1) : 0 };
};

const isRefused = (proved: Challenge | WrongCode): proved is WrongCode => 'triesLeft' in proved;

const prove = async (
  services: Pick<Services, 'store' | 'tokens' | 'now'>,
  proof: Proof,
  pending: string | null,
): Promise<Challenge | WrongCode | 'sign-in-refused' | 'other-browser'> => {
  const { store, tokens } = services;
  const asked = parsePending(pending);
  if ('code' in proof) {
    const challenge = pending ? await store.signIn.getChallenge(asked.id) : null;
    if (!challenge || challenge.browserHash !== asked.browserHash) return 'sign-in-refused';
    if (challenge.expiresAt <= services.now()) return 'sign-in-refused';
    // A spent code says so to the right one too, else it could still be guessed.
    if (challenge.tries >= challengeTriesMax) return { triesLeft: 0 };
    return tokens.isCode(challenge.id, proof.code) ? challenge : countWrong(services, challenge);
  }
  const id = tokens.idOf('challenge', proof.token);
  const challenge = id && (await store.signIn.getChallenge(id));
  if (!challenge || challenge.expiresAt <= services.now()) return 'sign-in-refused';
  const sameBrowser = challenge.id === asked.id && challenge.browserHash === asked.browserHash;
  return sameBrowser || proof.confirmOtherBrowser ? challenge : 'other-browser';
};

/** A session that has begun. */
export type Begun = { readonly person: Person; readonly secret: string; readonly maxAgeSeconds: number };

/** Signs somebody in: uses the challenge up, confirms the address and begins a session, in one transaction. */
export const signIn = async (
  services: Pick<Services, 'store' | 'tokens' | 'now'>,
  proof: Proof,
  pending: string | null,
): Promise<Begun | WrongCode | 'sign-in-refused' | 'other-browser'> => {
  const challenge = await prove(services, proof, pending);
  if (typeof challenge === 'string' || isRefused(challenge)) return challenge;
  const { store, now } = services;
  const secret = newSecret();
  let person: Person | null = null;
  let life = 0;
  const personId = challenge.personId;
  if (personId === null) return 'sign-in-refused';
  const stepped = await step(services, { kind: 'system' }, async () => {
    // A challenge that is gone will not come back: no second attempt.
    const still = await store.signIn.getChallenge(challenge.id);
    person = still && (await store.people.get(personId));
    if (
      !person ||
      !(await store.signIn.isNewest(challenge)) ||
      still!.tries >= challengeTriesMax ||
      still!.expiresAt <= now()
    ) {
      return { ok: false, reason: 'sign-in-refused' as const };
    }
    const [newcomer, mentor] = await Promise.all([
      person.newcomerId ? store.newcomers.get(person.newcomerId) : null,
      person.mentorId ? store.mentors.get(person.mentorId) : null,
    ]);
    life = person.coordinatorSince ? sessionLife.coordinator : sessionLife.person;
    const session: Session = {
      hash: hashSecret(secret),
      personId,
      epoch: person.sessionEpoch,
      createdAt: now(),
      expiresAt: plus(now(), life),
    };
    const extra = [...store.signIn.consumeWrites(challenge, now()), store.signIn.sessionWrite(session)];
    return { ok: true, decision: join(decideVerify(person, { newcomer, mentor, now: now() })), extra };
  });
  return stepped.ok && person ? { person, secret, maxAgeSeconds: life / 1000 } : 'sign-in-refused';
};
