import type * as z from 'zod';
import { todayView } from '#shared/http/desk-views.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import type { MatchState } from '#shared/life/match.ts';
import { days, type Instant, plus } from '#shared/time.ts';
import type { MatchLine, MessageLine, WaitingLine } from '../data/lines.ts';
import type { Services } from '../services.ts';
import { matchRowsOf, undoUntil, wantedFor } from './desk-views.ts';
import { addresseesOf, messageRowsOf } from './message-views.ts';
import { openNames } from './people-views.ts';
import { ok, route } from './route.ts';

/** Lines, and proposals, of which each says much more. */
const shownAtOnce = 10;
const proposalsAtOnce = 5;

/** What did not arrive stands before what failed, then what was held back, then what may have arrived. */
const urgencyOf = ({ trouble, state }: MessageLine): number =>
  trouble === null ? ['failed', 'suppressed', 'unknown'].indexOf(state) : -1;
const byUrgency = (a: MessageLine, b: MessageLine): number => urgencyOf(a) - urgencyOf(b);

/** How many mentors there are, how many places they have left, and who of them is overdue with an answer. */
const countPool = async ({ pool }: Pick<Services, 'pool'>, now: Instant) => {
  const mentors = (await pool.look()).mentors();
  return {
    mentors: mentors.length,
    freePlaces: mentors.reduce(
      (sum, { answers, active, reserved }) => sum + Math.max(0, answers.capacity - active - reserved),
      0,
    ),
    overdue: mentors.filter(
      ({ heartbeatAt }) => heartbeatAt !== null && plus(heartbeatAt, deadlines.heartbeatOverdue) < now,
    ).length,
  };
};

/** Everything that Today looks through. Of long lists no more is read than is counted or sorted by. */
const readLists = async (services: Pick<Services, 'store' | 'pool'>, now: Instant) => {
  const { store } = services;
  const { matches, intents, lines } = store;
  const counted = Promise.all([
    store.count({ newcomer: 'waiting' }, now),
    store.count({ match: 'offered-to-newcomer' }, now),
    store.count({ match: 'connected' }, now),
    lines.matches('offered-to-mentor'),
    // All of them: their list is by when they were proposed, which does not tell who has been silent longest.
    lines.matches('introduced'),
    store.reckoned('pool', now, () => countPool(services, now)),
  ]);
  const shown = Promise.all([
    lines.waiting(shownAtOnce),
    lines.applicants(shownAtOnce),
    matches.listByState('proposed', { limit: proposalsAtOnce }),
    // All of them: the most urgent may be the newest.
    lines.troubledMessages(),
    intents.listByState('unknown', { limit: shownAtOnce }),
  ]);
  const [
    [waitingCount, askedCount, connectedCount, offered, introduced, pool],
    [waiting, toVet, proposed, troubled, unknown],
  ] = await Promise.all([counted, shown]);
  return {
    waiting,
    toVet,
    proposed: proposed.items,
    messages: [...troubled, ...unknown.items].toSorted(byUrgency).slice(0, shownAtOnce),
    ...{ pool, offered, introduced, waitingCount, askedCount, connectedCount },
  };
};

type Lists = Awaited<ReturnType<typeof readLists>>;

/** Those who were introduced and have not been heard of for too long, longest first. */
const silentOf = ({ introduced }: Lists, now: Instant): MatchLine[] =>
  introduced
    .filter(({ introducedAt }) => introducedAt !== null && plus(introducedAt, deadlines.noContact) <= now)
    .toSorted((a, b) => ((a.introducedAt ?? '') < (b.introducedAt ?? '') ? -1 : 1))
    .slice(0, shownAtOnce);

const countsOf = (lists: Lists) => ({
  waiting: lists.waitingCount,
  offered: lists.offered.length + lists.askedCount,
  introduced: lists.introduced.length,
  connected: lists.connectedCount,
  ...lists.pool,
});

/** What a list brings together: its people, and how the matches of which a line is shown are now. */
const readShown = async (
  { store }: Services,
  lists: Lists,
  { late, lines }: { late: readonly WaitingLine[]; lines: readonly MatchLine[] },
) => {
  const { proposed, toVet, messages } = lists;
  const { people, ...ofProposals } = wantedFor(proposed);
  const named = [
    ...people,
    ...wantedFor(lines).people,
    ...[...late, ...toVet].map(({ personId }) => personId),
  ];
  const [found, contacts, now] = await Promise.all([
    // Of whom a message is for, the desk also tells what else they can be reached by.
    store.together({ ...ofProposals, people: addresseesOf(messages) }),
    store.people.contacts(named),
    store.lines.matchesNow(lines.map(({ id }) => id)),
  ]);
  return { found, contacts, now: new Map(now.map((line) => [line.id, line])) };
};

const toToday = async (services: Services): Promise<z.input<typeof todayView>> => {
  const now = services.now();
  const lists = await readLists(services, now);
  const { proposed, toVet, messages } = lists;
  const silent = silentOf(lists, now);
  const undoable = lists.offered.filter((line) => undoUntil(line, now) !== null);
  const tooLong = services.community.waitingTargetDays * days;
  const late = lists.waiting.filter(({ waitingSince }) => plus(waitingSince, tooLong) <= now);
  const shown = await readShown(services, lists, { late, lines: [...silent, ...undoable] });
  const { found } = shown;
  const nameOf = await openNames(services, [...found.people.values(), ...shown.contacts]);
  // Some may have moved on since their list was read.
  const linesOf = (lines: readonly MatchLine[], state: MatchState) =>
    lines
      .flatMap(({ id }) => shown.now.get(id) ?? [])
      .filter((line) => line.state === state)
      .map((line) => ({
        id: line.id,
        introducedAt: line.introducedAt,
        undoUntil: undoUntil(line, now),
        newcomer: { name: nameOf({ personId: line.newcomerPersonId }) },
        mentor: { name: nameOf({ personId: line.mentorPersonId }) },
      }));
  return {
    undelivered: messageRowsOf(messages, { ...found, nameOf }),
    noContact: linesOf(silent, 'introduced'),
    waitingTooLong: late.map(({ personId, ...line }) => ({ ...line, name: nameOf({ personId }) })),
    proposals: matchRowsOf(services, proposed, { ...found, nameOf }),
    toVet: toVet.map(({ personId, ...line }) => ({ ...line, name: nameOf({ personId }) })),
    undoable: linesOf(undoable, 'offered-to-mentor'),
    counts: countsOf(lists),
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
