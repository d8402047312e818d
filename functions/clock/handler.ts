import type { Match } from '#shared/life/match.ts';
import type { Intent } from '#shared/life/message.ts';
import type { Round } from '#shared/life/round.ts';
import { settleMessage } from '#shared/life/settle-message.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { minutes, plus } from '#shared/time.ts';
import { intentKind, matchKind, mentorKind, newcomerKind } from '../data/entities.ts';
import { parseRound } from '../data/rounds.ts';
import type { Item } from '../data/table-client.ts';
import type { Services } from '../services.ts';
import { sendDigests } from '../steps/digest.ts';
import { refreshFigures } from '../steps/figures.ts';
import { checkIn, remind, sayNo } from '../steps/match-steps.ts';
import { askHeartbeat, mentorResumes, newcomerReturns, sendUpdate } from '../steps/person-steps.ts';

type ClockServices = Pick<Services, 'store' | 'now' | 'newId' | 'community' | 'vault' | 'pool' | 'log'>;

/** A message or round that was woken and is still not worked is woken again after this. */
const wakeMilliseconds = minutes;
/** A round that could not be worked in this time has failed, and says so on the desk. */
const roundMilliseconds = 15 * minutes;
const actor = { kind: 'clock' } as const;

const onMatch = async (services: ClockServices, match: Match): Promise<void> => {
  const on = { id: match.id, actor };
  const over = match.offerExpiresAt !== null && match.offerExpiresAt <= services.now();
  if (match.state === 'offered-to-mentor' || match.state === 'offered-to-newcomer') {
    const side = match.state === 'offered-to-mentor' ? 'mentor' : 'newcomer';
    await (over ? sayNo(services, on, { side, how: 'expire' }) : remind(services, on));
  } else if (match.state === 'introduced') await checkIn(services, on);
};

const onMentor = async (services: ClockServices, mentor: Mentor): Promise<void> => {
  const on = { id: mentor.id, actor };
  await (mentor.state === 'paused' ? mentorResumes(services, on) : askHeartbeat(services, on));
};

const onNewcomer = async (services: ClockServices, newcomer: Newcomer): Promise<void> => {
  const on = { id: newcomer.id, actor };
  await (newcomer.state === 'paused' ? newcomerReturns(services, on, 'resume') : sendUpdate(services, on));
};

const onIntent = async ({ store, now }: ClockServices, intent: Intent): Promise<void> => {
  if (intent.state === 'pending') {
    await store.intents.wake(intent, plus(now(), wakeMilliseconds));
    return;
  }
  const settlement = settleMessage(intent, now());
  if (settlement) await store.intents.move(intent, settlement.event, settlement.patch);
};

const onRound = async ({ store, now }: ClockServices, round: Round): Promise<void> => {
  const isUnplanned = round.state === 'requested' || round.state === 'working';
  if (isUnplanned && plus(round.createdAt, roundMilliseconds) < now()) {
    await store.rounds.move(round, 'fail', { dueAt: null, progress: null });
    return;
  }
  if (round.state === 'working') {
    await store.rounds.move(round, 'again', { dueAt: plus(now(), wakeMilliseconds), progress: null });
    return;
  }
  await store.rounds.wake(round, plus(now(), wakeMilliseconds));
};

const dispatch = (services: ClockServices, item: Item): Promise<void> => {
  switch (item.type) {
    case 'match':
      return onMatch(services, matchKind.parse(item));
    case 'mentor':
      return onMentor(services, mentorKind.parse(item));
    case 'newcomer':
      return onNewcomer(services, newcomerKind.parse(item));
    case 'intent':
      return onIntent(services, intentKind.parse(item));
    case 'round':
      return onRound(services, parseRound(item));
    default:
      throw new TypeError(`Nothing of the type ${String(item.type)} has anything due.`);
  }
};

/**
 * The clock: looks at everything that is due and takes its next step. Every step is decided again from what the table
 * holds then, so a second clock at the same time, or one that is late, does no harm.
 * After them it writes to the coordinators in the morning, and counts the public figures again, once an hour.
 * @returns how many items were looked at, and how many of them failed (they stay due).
 */
export const handleClock = async (services: ClockServices): Promise<{ looked: number; failed: number }> => {
  const items = await services.store.due.list(services.now());
  let failed = 0;
  for (const item of items) {
    try {
      await dispatch(services, item);
    } catch (error) {
      failed += 1;
      services.log('clock-step-failed', {
        type: String(item.type),
        id: String(item.id),
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }
  for (const [name, run] of Object.entries({ digests: sendDigests, figures: refreshFigures })) {
    try {
      await run(services);
    } catch (error) {
      // What was due is done, and counts; this is tried again at the next turn.
      services.log(`${name}-failed`, { error: error instanceof Error ? error.name : 'unknown' });
    }
  }
  return { looked: items.length, failed };
};
