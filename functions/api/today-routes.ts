import type * as z from 'zod';
import { todayView } from '#shared/http/desk-views.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import type { Match } from '#shared/life/match.ts';
import { days, type Instant, plus } from '#shared/time.ts';
import type { MatchLine } from '../data/lines.ts';
import type { Services } from '../services.ts';
import { matchRowsOf, wantedFor } from './desk-views.ts';
import { addresseesOf, messageRowsOf } from './message-views.ts';
import { openNames, toMentorRow, toNewcomerRow } from './people-views.ts';
import { ok, route } from './route.ts';

const shownAtOnce = 10;

/** Everything that Today looks through. Of long lists no more is read than is counted or sorted by. */
const readLists = async ({ newcomers, mentors, matches, intents, lines }: Services['store']) => {
  const oldest = { limit: shownAtOnce };
  const shown = Promise.all([
    newcomers.listByState('waiting', oldest),
    mentors.listByState('applied', oldest),
    matches.listByState('proposed', oldest),
    intents.undelivered(shownAtOnce),
    intents.listByState('failed', oldest),
    intents.listByState('suppressed', oldest),
    intents.listByState('unknown', oldest),
  ]);
  const counted = Promise.all([
    lines.matches('offered-to-mentor'),
    // All of them: their list is by when they were proposed, which does not tell who has been silent longest.
    lines.matches('introduced'),
    lines.mentorLoads('approved'),
    newcomers.countByState('waiting'),
    matches.countByState('offered-to-newcomer'),
    matches.countByState('connected'),
  ]);
  const [
    [waiting, toVet, proposed, lost, failed, heldBack, unknown],
    [offered, introduced, pool, waitingCount, askedCount, connectedCount],
  ] = await Promise.all([shown, counted]);
  return {
    waiting: waiting.items,
    toVet: toVet.items,
    proposed: proposed.items,
    messages: [...lost, ...failed.items, ...heldBack.items, ...unknown.items],
    ...{ offered, introduced, pool, waitingCount, askedCount, connectedCount },
  };
};

type Lists = Awaited<ReturnType<typeof readLists>>;

/** Those who were introduced and have not been heard of for too long, longest first. */
const silentOf = ({ introduced }: Lists, now: Instant): MatchLine[] =>
  introduced
    .filter(({ introducedAt }) => introducedAt !== null && plus(introducedAt, deadlines.noContact) <= now)
    .toSorted((a, b) => ((a.introducedAt ?? '') < (b.introducedAt ?? '') ? -1 : 1))
    .slice(0, shownAtOnce);

const countsOf = (lists: Lists, now: Instant) => ({
  waiting: lists.waitingCount,
  offered: lists.offered.length + lists.askedCount,
  introduced: lists.introduced.length,
  connected: lists.connectedCount,
  mentors: lists.pool.length,
  freePlaces: lists.pool.reduce(
    (sum, { answers, active, reserved }) => sum + Math.max(0, answers.capacity - active - reserved),
    0,
  ),
  overdue: lists.pool.filter(
    ({ heartbeatAt }) => heartbeatAt !== null && plus(heartbeatAt, deadlines.heartbeatOverdue) < now,
  ).length,
});

const toToday = async (services: Services): Promise<z.input<typeof todayView>> => {
  const { store, community } = services;
  const lists = await readLists(store);
  const now = services.now();
  const { proposed, toVet, messages } = lists;
  const silent = silentOf(lists, now);
  const undoable = lists.offered.filter(
    ({ offerVisibleAt }) => offerVisibleAt !== null && offerVisibleAt > now,
  );
  const tooLong = community.waitingTargetDays * days;
  const late = lists.waiting.filter(({ waitingSince }) => plus(waitingSince, tooLong) <= now);
  const wanted = wantedFor([...silent, ...undoable, ...proposed]);
  const found = await store.together({
    ...wanted,
    matches: [...silent, ...undoable].map(({ id }) => id),
    people: [
      ...wanted.people,
      ...[...late, ...toVet].map(({ personId }) => personId),
      ...addresseesOf(messages),
    ],
  });
  const nameOf = await openNames(services, found.people.values());
  const rowsOf = (matches: readonly Match[]) => matchRowsOf(services, matches, { ...found, nameOf });
  // Some may have moved on since their list was read.
  const still = (lines: readonly MatchLine[], state: Match['state']) =>
    lines.flatMap(({ id }) => found.matches.get(id) ?? []).filter((match) => match.state === state);
  return {
    undelivered: messageRowsOf(messages, { ...found, nameOf }),
    noContact: rowsOf(still(silent, 'introduced')),
    waitingTooLong: late.map((newcomer) => toNewcomerRow(newcomer, nameOf(newcomer))),
    proposals: rowsOf(proposed),
    toVet: toVet.map((mentor) => toMentorRow(mentor, nameOf(mentor))),
    undoable: rowsOf(still(undoable, 'offered-to-mentor')),
    counts: countsOf(lists, now),
  };
};

/** The desk’s one list. */
export const todayRoutes = {
  getToday: route({
    method: 'get',
    path: '/desk/today',
    summary: 'Everything that needs a coordinator, in order',
    access: 'coordinator',
    answer: todayView,
    status: 200,
    handle: async ({ services }) => ok(await toToday(services)),
  }),
};
