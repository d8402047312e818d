import type { Item } from '#functions/data/table-client.ts';
import { minutes, plus, seconds } from '#shared/time.ts';
import type { Actor, Algorithm } from './algorithm.ts';

/*
 * How it is usually done, driven by the same harness: the same faults, workers, clocks and SES.
 */

const keyOf = (id: string) => ({ pk: `JOB#${id}`, sk: 'JOB' });
const due = (at: string, id: string) => ({ gsi2pk: 'DUE#0', gsi2sk: `${at}#${id}` });
const raw = new Uint8Array();

const write: Algorithm['write'] = async ({ table, services }, chance) => {
  const count = chance.is(0.3) ? 2 : 1;
  for (let i = 0; i < count; i += 1) {
    const id = services.newId('intent');
    await table.put({
      ...keyOf(id),
      type: 'job',
      id,
      status: 'created',
      to: `${id}@example.org`,
      ...due(plus(services.now(), minutes), id),
    });
  }
};

/** Every message that should have been sent a minute ago goes into the queue once more. */
const sweep: Algorithm['tick'] = async ({ table, services }, queue) => {
  const { items } = await table.query({ index: 'byDue', partition: 'DUE#0', to: `${services.now()}#~` });
  for (const { id } of items) queue(String(id));
};

const send = async ({ sender }: Actor, { id, to }: Item): Promise<void> => {
  const result = await sender.send({ intentId: id as never, to: String(to), raw });
  // The SDK would throw here.
  if (result.outcome !== 'accepted') throw new Error(result.reason);
};

const each =
  (one: (actor: Actor, id: string) => Promise<void>): Algorithm['work'] =>
  async (actor, records) => {
    const failed: string[] = [];
    for (const { messageId, body } of records) {
      try {
        await one(actor, body);
      } catch {
        failed.push(messageId);
      }
    }
    return failed;
  };

const finished = ({ gsi2pk, gsi2sk, ...item }: Item): Item => ({ ...item, status: 'sent' });

const shared = {
  write,
  isMessage: ({ type }) => type === 'job',
  streamed: ({ status, id }) => (status === 'created' ? String(id) : null),
  tick: sweep,
  tell: async () => [],
  judge: (_, sends) => (sends === 0 ? 'lost' : 'fine'),
  judgeWrite: () => null,
} satisfies Omit<Algorithm, 'work'>;

/** “If created: send; save”, with a sweeper behind it. */
export const sendThenSave: Algorithm = {
  ...shared,
  work: each(async (actor, id) => {
    const item = await actor.table.get(keyOf(id));
    if (item?.status !== 'created') return;
    await send(actor, item);
    await actor.table.put(finished(item));
  }),
};

const lockMilliseconds = 60 * seconds;

/** A guard that remembers what is in progress and what is done, and runs again what timed out or failed. */
export const guarded: Algorithm = {
  ...shared,
  work: each(async (actor, id) => {
    const { table, services } = actor;
    const item = await table.get(keyOf(id));
    if (!item || item.status === 'sent') return;
    const now = services.now();
    const locked = { ...item, status: 'in-progress', until: plus(now, lockMilliseconds) };
    const free = {
      expression: '#status = :created OR #until < :now',
      names: { '#status': 'status', '#until': 'until' },
      values: { ':created': 'created', ':now': now },
    };
    if (!(await table.put(locked, free))) return;
    try {
      await send(actor, item);
    } catch (error) {
      await table.put({ ...item, status: 'created' });
      throw error;
    }
    await table.put(finished(locked));
  }),
};
