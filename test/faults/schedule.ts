import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createStore } from '#functions/data/store.ts';
import { createTable, type Item } from '#functions/data/table-client.ts';
import { createServices } from '#functions/services.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import type { NewId } from '#shared/ids.ts';
import { testEnvironment } from '#test/support/environment.ts';
import type { Actor, Algorithm, QueueRecord } from './algorithm.ts';
import { type Chance, createChance } from './chance.ts';
import { acting, createFaultClient } from './fault-client.ts';
import { createMemoryDynamo, type WireItem } from './memory-dynamo.ts';
import { createTurns, type Turns, type Verdict, type Waiting } from './turns.ts';
import { createVirtualSes, type VirtualSes } from './virtual-ses.ts';

const begin = Date.parse('2026-03-10T19:00:00.000Z');
const skewMilliseconds = 5 * 60_000;

const fromWire = (wire: WireItem): Item =>
  Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, read(value)])) as Item;

// biome-ignore lint/suspicious/noExplicitAny: a value of the wire is one of five shapes.
const read = (value: any): unknown => {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('NULL' in value) return null;
  if ('L' in value) return value.L.map(read);
  return Object.fromEntries(Object.entries(value.M).map(([name, inner]) => [name, read(inner)]));
};

// Keys and vault are the same for all: what they seal never decides what happens next.
const base = createServices(testEnvironment('http://127.0.0.1:1'), { log: () => {} });

/** What everybody in one schedule shares. */
export type World = {
  readonly chance: Chance;
  readonly turns: Turns;
  readonly ses: VirtualSes;
  readonly algorithm: Algorithm;
  readonly items: Map<string, WireItem>;
  readonly queue: (QueueRecord & { receives: number })[];
  readonly stream: string[];
  readonly violations: string[];
  readonly time: { now: number; calm: boolean };
  readonly actor: (name: string) => Actor;
};

const seededIds = (chance: Chance): NewId => {
  let counter = 0;
  return (prefix) => {
    counter += 1;
    const letters = chance
      .below(2 ** 30)
      .toString(36)
      .padStart(22, '0');
    return `${prefix}_${String(counter).padStart(4, '0')}${letters}`;
  };
};

/** Makes the world of one schedule from its seed. */
export const createScheduleWorld = (seed: number, algorithm: Algorithm): World => {
  const chance = createChance(seed);
  const turns = createTurns();
  const time = { now: begin, calm: false };
  const ses = createVirtualSes(turns, { chance, now: () => time.now });
  const queue: World['queue'] = [];
  const stream: string[] = [];
  const violations: string[] = [];
  const before = new Map<string, Item>();
  const memory = createMemoryDynamo((wire) => {
    const item = fromWire(wire);
    const wrong = algorithm.judgeWrite(before.get(item.pk), item);
    if (wrong) violations.push(`${item.pk}: ${wrong}`);
    before.set(item.pk + item.sk, item);
    if (algorithm.isMessage(item)) before.set(item.pk, item);
    const id = algorithm.streamed(item);
    if (id === null || (!time.calm && chance.is(0.15))) return;
    stream.push(id);
    if (chance.is(0.1)) stream.push(id);
  });
  const client: DynamoDBClient = createFaultClient(turns, { requestHandler: memory as never });
  const newId = seededIds(chance);
  const actors = new Map<string, Actor>();
  const makeActor = (name: string): Actor => {
    const skew = name === 'writer' ? 0 : Math.round(chance.between(-skewMilliseconds, skewMilliseconds));
    const now = () => new Date(time.now + skew).toISOString();
    const table = createTable(client, 'faults', () => Date.parse(now()) / 1_000);
    const sender = { from: 'no-reply@mail.example.org', ready: async () => {}, send: ses.send };
    return { table, sender, services: withWarmPool({ ...base, now, newId, store: createStore(table) }) };
  };
  const actor = (name: string): Actor => {
    const made = actors.get(name) ?? makeActor(name);
    actors.set(name, made);
    return made;
  };
  return { chance, turns, ses, algorithm, items: memory.items, queue, stream, violations, time, actor };
};

const names = { workers: ['worker-1', 'worker-2'], clocks: ['clock-1', 'clock-2'], events: ['events'] };
const receivesMax = 5;

const isIdle = ({ turns }: World, name: string): boolean =>
  ![...turns.running].some((task) => task.name === name);

/** Begins a batch of a worker; what failed comes again, and what a dead worker held may do so. */
const startWorker = (world: World, name: string): void => {
  const { queue, chance, turns, algorithm } = world;
  const batch = queue.splice(0, 1 + chance.below(4));
  const again = (records: typeof batch): void => {
    for (const record of records)
      if (record.receives < receivesMax) queue.push({ ...record, receives: record.receives + 1 });
  };
  turns.start(name, (task) =>
    acting.run(task, async () => {
      const failed = await algorithm.work(world.actor(name), batch);
      again(batch.filter(({ messageId }) => failed.includes(messageId)));
    }),
  );
  // The queue hands out again what nobody has finished in time, even if its worker is only slow.
  if (chance.is(0.1)) again(batch);
};

let records = 0;
const toQueue = (world: World, id: string): void => {
  records += 1;
  world.queue.push({ messageId: `m${records}`, body: id, receives: 1 });
};

const startClock = (world: World, name: string): void => {
  world.turns.start(name, (task) =>
    acting.run(task, () => world.algorithm.tick(world.actor(name), (id) => toQueue(world, id))),
  );
};

const startEvents = (world: World, name: string): void => {
  const { ses, turns, algorithm, time, chance } = world;
  const due = ses.events.filter(({ at }) => at <= time.now).slice(0, 1 + chance.below(3));
  for (const event of due) ses.events.splice(ses.events.indexOf(event), 1);
  const batch = due.map(({ body }, i) => ({ messageId: String(i), body }));
  turns.start(name, (task) =>
    acting.run(task, async () => {
      const failed = await algorithm.tell(world.actor(name), batch);
      due.forEach((event, i) => {
        if (failed.includes(String(i))) ses.events.push({ ...event, at: time.now + 30_000 });
        else event.sent.told = true;
      });
    }),
  );
};

const writes = new Set(['PutItem', 'TransactWriteItems', 'Put', 'TransactWrite']);

const verdictFor = ({ chance }: World, { label }: Waiting): Verdict =>
  label === 'ses'
    ? chance.weighted([
        [60, 'pass'],
        [14, 'fail-before'],
        [12, 'fail-after'],
        [5, 'die-before'],
        [9, 'die-after'],
      ] as const)
    : chance.weighted([
        [84, 'pass'],
        [3, 'fail-before'],
        [4, 'fail-after'],
        [2, 'duplicate'],
        [2, 'throttle'],
        [writes.has(label) ? 2 : 0, 'conflict'],
        [1.5, 'die-before'],
        [1.5, 'die-after'],
      ] as const);

/** How far time may leap between two steps, in milliseconds: from a blink to past every lease. */
const leaps = [200, 5_000, 20_000, 61_000, 240_000, 960_000];

/** One step of the bad time: somebody's call, a record, a batch, a tick, or time itself. */
const stepOf = (world: World): (() => void) => {
  const { chance, turns, queue, stream, ses, time } = world;
  const choices: (readonly [number, () => void])[] = [
    [
      1.5,
      () => {
        time.now += chance.pick(leaps);
      },
    ],
  ];
  if (turns.waiting.length > 0)
    choices.push([
      20,
      () => {
        const call = chance.pick(turns.waiting);
        turns.release(call, verdictFor(world, call));
      },
    ]);
  if (stream.length > 0)
    choices.push([4, () => toQueue(world, stream.splice(chance.below(stream.length), 1)[0]!)]);
  for (const name of names.workers)
    if (queue.length > 0 && isIdle(world, name)) choices.push([4, () => startWorker(world, name)]);
  for (const name of names.clocks)
    if (isIdle(world, name)) choices.push([0.7, () => startClock(world, name)]);
  if (ses.events.some(({ at }) => at <= time.now) && isIdle(world, 'events'))
    choices.push([3, () => startEvents(world, 'events')]);
  return chance.weighted(choices);
};

const releaseAll = async ({ turns }: World): Promise<void> => {
  while (turns.waiting.length > 0) {
    turns.release(turns.waiting[0]!, 'pass');
    await turns.quiet();
  }
};

const nextMoment = ({ items, ses, actor }: World): number => {
  const dues = [...items.values()].flatMap(({ gsi2sk }) =>
    gsi2sk?.S ? [Date.parse(gsi2sk.S.slice(0, 24))] : [],
  );
  // Clocks may be slow by minutes, so things come due for them later.
  const slow = Math.max(
    0,
    ...names.clocks.map(
      (name) => -Date.parse(actor(name).services.now()) + Date.parse(actor('writer').services.now()),
    ),
  );
  return Math.min(...dues.map((at) => at + slow + 1), ...ses.events.map(({ at }) => at));
};

/** The good time afterwards: no more faults, until nothing is left to do. @returns false if it never ends. */
const calmDown = async (world: World): Promise<boolean> => {
  const { time, ses, queue, stream, turns } = world;
  time.calm = true;
  ses.calmDown();
  for (let round = 0; round < 400; round += 1) {
    await releaseAll(world);
    for (const id of stream.splice(0)) toQueue(world, id);
    if (queue.length > 0) startWorker(world, names.workers[round % 2]!);
    else if (ses.events.some(({ at }) => at <= time.now)) startEvents(world, 'events');
    else {
      const next = nextMoment(world);
      if (next === Number.POSITIVE_INFINITY) return true;
      time.now = Math.max(time.now + 1_000, next);
      startClock(world, names.clocks[round % 2]!);
    }
    await turns.quiet();
  }
  return false;
};

/** What one schedule came to. */
export type Outcome = {
  readonly seed: number;
  readonly messages: number;
  readonly lost: number;
  /** Sent twice though somebody knew better. */
  readonly doubled: number;
  /** Sent twice when neither the answer nor any event had come by then. */
  readonly doubledUnknowing: number;
  readonly deaths: number;
  readonly violations: readonly string[];
  /** Who did what when: the same seed gives the same. */
  readonly trace: string;
};

/** Runs one schedule: a bad time in an order that the seed decides, then a good one, then the reckoning. */
export const runSchedule = async (seed: number, algorithm: Algorithm): Promise<Outcome> => {
  const world = createScheduleWorld(seed, algorithm);
  const { turns, ses, items, violations, chance } = world;
  let deaths = 0;
  const trace: string[] = [];
  await algorithm.write(world.actor('writer'), chance);
  const steps = 30 + chance.below(70);
  for (let i = 0; i < steps; i += 1) {
    stepOf(world)();
    await turns.quiet();
    trace.push(turns.waiting.map(({ task, label }) => `${task.name}:${label}`).join());
  }
  const ended = await calmDown(world);
  if (!ended) violations.push('it never ends');
  deaths = world.ses.sent.filter(({ by }) => by.dead).length;
  const messages = [...items.values()].map(fromWire).filter(algorithm.isMessage);
  let [lost, doubled, doubledUnknowing] = [0, 0, 0];
  for (const item of messages) {
    const sends = ses.sent.filter(({ intentId }) => intentId === item.id);
    const judged = algorithm.judge(item, sends.length);
    if (judged === 'lost') lost += 1;
    else if (judged !== 'fine') violations.push(`${item.pk}: ${judged}`);
    if (sends.length > 1) {
      if (sends.every(({ blameless }) => blameless)) doubledUnknowing += 1;
      else doubled += 1;
    }
  }
  return {
    seed,
    messages: messages.length,
    lost,
    doubled,
    doubledUnknowing,
    deaths,
    violations,
    trace: trace.join('\n'),
  };
};
