import { deadlines } from '#shared/life/deadlines.ts';
import type { NewMessage } from '#shared/life/new-message.ts';
import { nextWelcomeInstant } from '#shared/life/safe-hours.ts';
import type { Person } from '#shared/people/person.ts';
import { days, hours, type Instant, localDay, localMinutes, minutes, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';

/*
 * The coordinators' morning message: a newcomer must not wait because nobody looked. It says how many things stand on Today,
 * and no more.
 */

type DigestServices = Pick<Services, 'store' | 'now' | 'community'>;

/** From this hour of the community's day on it is written; a clock that comes later, such as after a failure, still writes it. */
const morningMinutes = (8 * hours) / minutes;

/** Longer lists are told as this many: whoever has so much to do needs no exact number. */
const countedAtMost = 100;

/** How many things wait for a coordinator: what `/desk` lists as its Today, all of it. */
const waitingAtDesk = async ({ store, now, community }: DigestServices): Promise<number> => {
  const { mentors, matches, intents, lines } = store;
  const before = (since: Instant | null, milliseconds: number): boolean =>
    since !== null && plus(since, milliseconds) <= now();
  const [waiting, introduced, ...counts] = await Promise.all([
    lines.waiting(countedAtMost),
    lines.matches('introduced'),
    mentors.countByState('applied'),
    matches.countByState('proposed'),
    intents.countByState('unknown'),
    intents.countTroubled(),
  ]);
  const late = waiting.filter(({ waitingSince }) => before(waitingSince, community.waitingTargetDays * days));
  const silent = introduced.filter(({ introducedAt }) => before(introducedAt, deadlines.noContact));
  return counts.reduce((sum, count) => sum + count, late.length + silent.length);
};

const digestFor = (
  person: Person,
  { day, count, now }: { day: string; count: number; now: Instant },
): NewMessage => ({
  kind: 'digest',
  personId: person.id,
  // One a day and person, however often the clock comes.
  cause: 'digest',
  causeVersion: Number(day.replaceAll('-', '')),
  count,
  notBefore: nextWelcomeInstant(now, person.wishes.safeHours, person.timeZone),
});

/** Writes to every coordinator who has signed in before and has not stopped it, once a day, if anything waits for them. */
export const sendDigests = async (services: DigestServices): Promise<void> => {
  const { store, community } = services;
  const now = services.now();
  const day = localDay(now, community.timeZone);
  if (localMinutes(now, community.timeZone) < morningMinutes) return;
  if ((await store.digest.lastDay()) === day) return;
  const count = Math.min(countedAtMost, await waitingAtDesk(services));
  const coordinators = count === 0 ? [] : await store.people.coordinators();
  for (const person of coordinators)
    if (person.verifiedAt && !person.declinedKinds.includes('digest'))
      await store.commit(
        { messages: [digestFor(person, { day, count, now })] },
        { actor: { kind: 'clock' }, now },
      );
  await store.digest.putDay(day);
};
