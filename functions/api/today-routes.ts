import * as z from 'zod';
import { todayView } from '#shared/http/views.ts';
import { idSchema } from '#shared/ids.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import { days, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { toMatchRows, toMentorRows, toNewcomerRows } from './desk-views.ts';
import { ok, route } from './route.ts';

const _params = z.object({ matchId: idSchema('match') });
const _roundParams = z.object({ roundId: idSchema('round') });
const shownAtOnce = 25;

const toToday = async (services: Services): Promise<z.input<typeof todayView>> => {
  const { store, now, community } = services;
  const [waiting, toVet, proposed, offered, asked, introduced, connected, pool, failed, unknown, lost] =
    await Promise.all([
      store.newcomers.allByState('waiting'),
      store.mentors.listByState('applied', { limit: shownAtOnce }),
      store.matches.listByState('proposed', { limit: shownAtOnce }),
      store.matches.allByState('offered-to-mentor'),
      store.matches.allByState('offered-to-newcomer'),
      store.matches.allByState('introduced'),
      store.matches.allByState('connected'),
      store.mentors.allByState('approved'),
      store.intents.listByState('failed', { limit: shownAtOnce }),
      store.intents.listByState('unknown', { limit: shownAtOnce }),
      store.intents.undelivered(shownAtOnce),
    ]);
  const silent = introduced.filter(
    ({ introducedAt }) => introducedAt !== null && plus(introducedAt, deadlines.noContact) <= now(),
  );
  const late = waiting.filter(
    ({ waitingSince }) => plus(waitingSince, community.waitingTargetDays * days) <= now(),
  );
  const undoable = offered.filter(({ offerVisibleAt }) => offerVisibleAt !== null && offerVisibleAt > now());
  const overdue = pool.filter(
    ({ heartbeatAt }) => heartbeatAt !== null && plus(heartbeatAt, deadlines.heartbeatOverdue) < now(),
  );
  return {
    undelivered: [...lost, ...failed.items, ...unknown.items].map(
      ({ id, kind, state, trouble, createdAt }) => ({
        intentId: id,
        kind,
        state: trouble ?? state,
        since: createdAt,
      }),
    ),
    noContact: await toMatchRows(services, silent.slice(0, shownAtOnce)),
    waitingTooLong: await toNewcomerRows(services, late.slice(0, shownAtOnce)),
    proposals: await toMatchRows(services, proposed.items),
    toVet: await toMentorRows(services, toVet.items),
    undoable: await toMatchRows(services, undoable),
    counts: {
      waiting: waiting.length,
      offered: offered.length + asked.length,
      introduced: introduced.length,
      connected: connected.length,
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
