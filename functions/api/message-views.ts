import type * as z from 'zod';
import type { mailHealthView, messageRow, messageView } from '#shared/http/mail-views.ts';
import { type Intent, mayGiveUp, maySendAgain } from '#shared/life/message.ts';
import type { Person } from '#shared/people/person.ts';
import { days, type Instant, plus } from '#shared/time.ts';
import type { MessageLine } from '../data/lines.ts';
import type { Together } from '../data/together.ts';
import type { Services } from '../services.ts';
import { type NameOf, openNames } from './people-views.ts';

type ViewServices = Pick<Services, 'store' | 'vault' | 'now'>;

const addresseeOf = (person: Person | undefined, nameOf: NameOf) => ({
  name: person ? nameOf({ personId: person.id }) : null,
  newcomerId: person?.newcomerId ?? null,
  mentorId: person?.mentorId ?? null,
  otherChannel: person !== undefined && person.otherContactHashes.length > 0,
});

/** The people whom messages are for. */
export const addresseesOf = (intents: readonly Pick<MessageLine, 'personId'>[]): Person['id'][] =>
  intents.map(({ personId }) => personId).filter((id) => id !== null);

/** Messages as lines, for people who have been read. */
export const messageRowsOf = (
  intents: readonly MessageLine[],
  { people, nameOf }: Pick<Together, 'people'> & { readonly nameOf: NameOf },
): z.input<typeof messageRow>[] =>
  intents.map(({ id, kind, state, trouble, createdAt, personId }) => ({
    intentId: id,
    kind,
    state: trouble ?? state,
    since: createdAt,
    ...addresseeOf(personId === null ? undefined : people.get(personId), nameOf),
  }));

const toMessageRows = async (services: ViewServices, intents: readonly Intent[]) => {
  const { people } = await services.store.together({ people: addresseesOf(intents) });
  return messageRowsOf(intents, { people, nameOf: await openNames(services, people.values()) });
};

const shownAtOnce = 50;

/** Messages that SES has taken of those written today and yesterday. */
const takenLately = async ({ store }: ViewServices, since: Instant, now: Instant): Promise<Intent[]> => {
  const dates = new Set([since, now].map((at) => at.slice(0, 10)));
  return (await Promise.all([...dates].map((date) => store.intents.acceptedOf(date)))).flat();
};

/** How the mail is, and what needs somebody. */
export const toMailHealth = async (services: ViewServices): Promise<z.input<typeof mailHealthView>> => {
  const { store } = services;
  const now = services.now();
  const since = plus(now, -days);
  const [taken, unknown, troubled, waiting] = await Promise.all([
    takenLately(services, since, now),
    store.intents.allByState('unknown'),
    store.intents.troubled(),
    store.intents.allByState('pending'),
  ]);
  const recent = [...taken, ...troubled].filter(({ createdAt }) => createdAt > since);
  const undelivered = troubled.filter(({ trouble }) => trouble !== null);
  const failed = troubled.filter(({ trouble, state }) => trouble === null && state === 'failed');
  const heldBack = troubled.filter(({ trouble, state }) => trouble === null && state === 'suppressed');
  const open = [...waiting, ...unknown];
  const due = open.filter(({ notBefore, attempts }) => attempts > 0 || notBefore <= now);
  const has = (type: string) => (intent: Intent) => intent.facts.some((fact) => fact.type === type);
  const needing = [undelivered, failed, heldBack, unknown].flatMap((list) => list.slice(0, shownAtOnce));
  return {
    lastDay: {
      accepted: recent.filter(({ state }) => state === 'accepted').length,
      delivered: recent.filter(has('delivered')).length,
      bounced: recent.filter(has('bounced')).length,
      suppressed: recent.filter(({ state }) => state === 'suppressed').length,
    },
    waiting: waiting.length,
    unknown: unknown.length,
    failed: failed.length,
    undelivered: undelivered.length,
    heldBack: heldBack.length,
    oldestDueSince:
      due.map(({ attempts, notBefore, createdAt }) => (attempts > 0 ? createdAt : notBefore)).sort()[0] ??
      null,
    needing: await toMessageRows(services, needing),
  };
};

type Event = z.input<typeof messageView>['events'][number];

/** When it ended. News of SES may be older than our own mark, and comes after all the same: the mark is told with the first. */
const endOf = ({ state, endedAt, facts, sesMessageId }: Intent): string | null => {
  if (endedAt === null || state !== 'accepted') return endedAt;
  const news = facts.filter((fact) => fact.sesMessageId === sesMessageId).map(({ at }) => at);
  return [endedAt, ...news].toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? endedAt;
};

/** What happened to a message, oldest first; of what happened at once, in the order in which it must have come. */
const eventsOf = (intent: Intent): Event[] => {
  const { createdAt, state, facts, handled, reason } = intent;
  const plain = (at: string, what: Event['what']): Event => ({ at, what, reason: null });
  const end = endOf(intent);
  const ended = end === null || reason === 'given-up' ? [] : [plain(end, 'ended')];
  return [
    plain(createdAt, 'written'),
    ...(state === 'accepted' ? ended : []),
    ...facts.map(({ at, type }) => plain(at, type)),
    ...handled.map(({ at, what, reason: why }) => ({ at, what, reason: why })),
    ...(state === 'accepted' ? [] : ended),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
};

/** One message with its life. */
export const toMessageView = async (
  services: ViewServices,
  intent: Intent,
): Promise<z.input<typeof messageView>> => {
  const { store } = services;
  const { id, kind, state, trouble, reason, attempts, notBefore, matchId, personId } = intent;
  const person = personId === null ? null : await store.people.get(personId);
  const complained = person !== null && (await store.people.hasComplained(person.addressHash));
  return {
    intentId: id,
    kind,
    state,
    trouble,
    reason,
    attempts,
    notBefore,
    ...addresseeOf(person ?? undefined, await openNames(services, person ? [person] : [])),
    complained,
    matchId,
    events: eventsOf(intent),
    maySendAgain: maySendAgain(intent, complained),
    mayGiveUp: mayGiveUp(intent),
  };
};
