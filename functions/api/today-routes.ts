import type * as z from 'zod';
import { todayView } from '#shared/http/desk-views.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import type { Match } from '#shared/life/match.ts';
import { days, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { matchRowsOf, wantedFor } from './desk-views.ts';
import { addresseesOf, messageRowsOf } from './message-views.ts';
import { openNames, toMentorRow, toNewcomerRow } from './people-views.ts';
import { ok, route } from './route.ts';

const shownAtOnce = 10;

const countAll = async ({ newcomers, matches }: Services['store']) => {
  const [waiting, asked, connected] = await Promise.all([
    newcomers.countByState('waiting'),
    matches.countByState('offered-to-newcomer'),
    matches.countByState('connected'),
  ]);
  return { waiting, asked, connected };
};

const toToday = async (services: Services): Promise<z.input<typeof todayView>> => {
  const { store, now, community } = services;
  const oldest = { limit: shownAtOnce };
  const [longest, toVet, proposed, offered, introduced, pool, failed, unknown, heldBack, lost, counts] =
    await Promise.all([
      store.newcomers.listByState('waiting', oldest),
      store.mentors.listByState('applied', oldest),
      store.matches.listByState('proposed', oldest),
      store.matches.allByState('offered-to-mentor'),
      // All of them: their list is by when they were proposed, which does not tell who has been silent longest.
      store.matches.allByState('introduced'),
      store.mentors.allByState('approved'),
      store.intents.listByState('failed', oldest),
      store.intents.listByState('unknown', oldest),
      store.intents.listByState('suppressed', oldest),
      store.intents.undelivered(shownAtOnce),
      countAll(store),
    ]);
  const silent = introduced
    .filter(({ introducedAt }) => introducedAt !== null && plus(introducedAt, deadlines.noContact) <= now())
    .toSorted((a, b) => ((a.introducedAt ?? '') < (b.introducedAt ?? '') ? -1 : 1))
    .slice(0, shownAtOnce);
  const late = longest.items.filter(
    ({ waitingSince }) => plus(waitingSince, community.waitingTargetDays * days) <= now(),
  );
  const undoable = offered.filter(({ offerVisibleAt }) => offerVisibleAt !== null && offerVisibleAt > now());
  const overdue = pool.filter(
    ({ heartbeatAt }) => heartbeatAt !== null && plus(heartbeatAt, deadlines.heartbeatOverdue) < now(),
  );
  const messages = [...lost, ...failed.items, ...heldBack.items, ...unknown.items];
  const matches = [...silent, ...proposed.items, ...undoable];
  const wanted = wantedFor(matches);
  const found = await store.together({
    ...wanted,
    people: [
      ...wanted.people,
      ...[...late, ...toVet.items].map(({ personId }) => personId),
      ...addresseesOf(messages),
    ],
  });
  const nameOf = await openNames(services, found.people.values());
  const rowsOf = (shown: readonly Match[]) => matchRowsOf(services, shown, { ...found, nameOf });
  return {
    undelivered: messageRowsOf(messages, { ...found, nameOf }),
    noContact: rowsOf(silent),
    waitingTooLong: late.map((newcomer) => toNewcomerRow(newcomer, nameOf(newcomer))),
    proposals: rowsOf(proposed.items),
    toVet: toVet.items.map((mentor) => toMentorRow(mentor, nameOf(mentor))),
    undoable: rowsOf(undoable),
    counts: {
      waiting: counts.waiting,
      offered: offered.length + counts.asked,
      introduced: introduced.length,
      connected: counts.connected,
      mentors: pool.length,
      freePlaces: pool.reduce(
        (sum, { answers, active, reserved }) => sum + Math.max(0, answers.capacity - active - reserved),
        0,
      ),
      overdue: overdue.length,
    },
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
