import type { Side } from '#shared/life/match.ts';
import type { Intent } from '#shared/life/message.ts';
import type { Services } from '../services.ts';

/** What the mail worker needs of the services to know what a message is about. */
export type GatherServices = Pick<Services, 'store' | 'now'>;

/** Everything that a message is about, as it is now; null where it is not there (any more). */
export type Gathered = Awaited<ReturnType<typeof gather>>;

const challengeOf = async (intent: Intent, { store }: GatherServices) => {
  const challenge = intent.challengeId && (await store.signIn.getChallenge(intent.challengeId));
  return challenge ? { ...challenge, newest: await store.signIn.isNewest(challenge) } : null;
};

/** Reads what a message is about. */
export const gather = async (intent: Intent, services: GatherServices) => {
  const { store, now } = services;
  const [person, match, challenge, draft] = await Promise.all([
    intent.personId && store.people.get(intent.personId),
    intent.matchId && store.matches.get(intent.matchId),
    challengeOf(intent, services),
    intent.draftId && store.drafts.get(intent.draftId, now()),
  ]);
  const [newcomer, mentor] = await Promise.all([
    person?.newcomerId ? store.newcomers.get(person.newcomerId) : null,
    person?.mentorId ? store.mentors.get(person.mentorId) : null,
  ]);
  /** Which side of the match the recipient is on. */
  const side: Side | null =
    !match || !person
      ? null
      : match.mentorPersonId === person.id
        ? 'mentor'
        : match.newcomerPersonId === person.id
          ? 'newcomer'
          : null;
  return { person, match, challenge, draft, newcomer, mentor, side, count: intent.count };
};
