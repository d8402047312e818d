import { handleClock } from '#functions/clock/handler.ts';
import { intentKind } from '#functions/data/entities.ts';
import { createStore } from '#functions/data/store.ts';
import { handleMail } from '#functions/mail/handler.ts';
import { createPace } from '#functions/mail/pace.ts';
import type { Sender } from '#functions/mail/sender.ts';
import { createServices, type Services } from '#functions/services.ts';
import { newChallenge } from '#functions/steps/sign-in.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import { askedFor, type Intent } from '#shared/life/message.ts';
import { hours, minutes } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { testEnvironment } from '#test/support/environment.ts';
import { type Chance, createChance } from './chance.ts';
import { createPlainTable } from './plain-table.ts';

/*
 * SES is down for hours while messages pile up, and codes go on being asked for. Minutes are those of the schedule: a clock's tick, and what
 * the workers get done between two.
 */

/** What SES allows the account in a second, as of a new one out of the sandbox. */
const accountRate = 14;
const lanes = { urgent: 1, normal: 3 } as const;
/** Rounded down, so that no second can hold more than the account's rate whenever the workers' seconds begin. */
const laneRate = Math.floor(accountRate / (lanes.urgent + lanes.normal));

/** What the outage came to. */
export type OutageOutcome = {
  readonly outageHours: number;
  readonly waiting: number;
  readonly delivered: number;
  /** Codes that expired during the outage, or were followed by newer ones. */
  readonly cancelledCodes: number;
  readonly deliveredCodes: number;
  readonly lost: number;
  readonly doubled: number;
  readonly calls: number;
  readonly accountRate: number;
  readonly mostCallsInASecond: number;
  readonly aboveRate: number;
  /** From the end of the outage until the last message that had waited was delivered. */
  readonly minutesToDrain: number;
  /** The longest that a code asked for while that went on took to be sent. */
  readonly slowestCodeSeconds: number;
};

const begin = Date.parse('2026-03-10T00:00:00.000Z');
type Lane = { at: number; readonly queue: string[]; readonly pace: ReturnType<typeof createPace> };
type Calls = { at: number; intentId: string; sent: boolean }[];
type Scene = {
  readonly services: Services;
  readonly time: { now: number };
  readonly until: number;
  readonly lanes: readonly Lane[];
  readonly calls: Calls;
};

const createLane = (queue: string[]): Lane => {
  const lane: Lane = {
    at: begin,
    queue,
    pace: createPace(laneRate, {
      milliseconds: () => lane.at,
      wait: async (ms) => {
        lane.at += ms;
      },
    }),
  };
  return lane;
};

const createScene = (outageHours: number) => {
  const time = { now: begin };
  const urgent: string[] = [];
  const normal: string[] = [];
  const table = createPlainTable(({ type, state, id, kind }) => {
    if (type === 'intent' && state === 'pending')
      (askedFor.has(kind as Intent['kind']) ? urgent : normal).push(String(id));
  });
  const services = withWarmPool({
    ...createServices(testEnvironment('http://127.0.0.1:1'), { log: () => {} }),
    now: () => new Date(time.now).toISOString(),
    store: createStore(table),
  });
  const made = [
    ...Array.from({ length: lanes.urgent }, () => createLane(urgent)),
    ...Array.from({ length: lanes.normal }, () => createLane(normal)),
  ];
  const scene: Scene = { services, time, until: begin + outageHours * hours, lanes: made, calls: [] };
  return { scene, items: table.items };
};

const workLane = async (scene: Scene, lane: Lane, end: number): Promise<void> => {
  const { services, time, until, calls } = scene;
  const send: Sender['send'] = async ({ intentId }) => {
    const sent = lane.at >= until;
    calls.push({ at: lane.at, intentId, sent });
    lane.at += 60;
    return sent
      ? { outcome: 'accepted', sesMessageId: `ses-${calls.length}` }
      : { outcome: 'not-sent', reason: 'ServiceUnavailable' };
  };
  const sender = { from: 'no-reply@mail.example.org', ready: lane.pace.take, send };
  while (lane.queue.length > 0 && lane.at < end) {
    time.now = lane.at;
    const body = JSON.stringify({ intentId: lane.queue.shift() });
    await handleMail({ Records: [{ messageId: '1', body }] }, { ...services, sender });
  }
};

const minute = async (scene: Scene, start: number): Promise<void> => {
  scene.time.now = start;
  await handleClock(scene.services);
  for (const lane of scene.lanes) {
    lane.at = Math.max(lane.at, start);
    await workLane(scene, lane, start + minutes);
  }
};

const askCode = async ({ services }: Scene, person: { id: Intent['personId']; addressHash: string }) => {
  const { message, writes } = newChallenge(services, {
    personId: person.id,
    addressHash: person.addressHash,
    kind: 'sign-in',
  });
  await services.store.commit(
    { messages: [message] },
    { actor: { kind: 'system' }, now: services.now() },
    writes,
  );
};

/** A few wait from the first minute on, most come in the last hour. */
const arrivalsOf = (waiting: number, outageMinutes: number, chance: Chance): number[] =>
  Array.from({ length: waiting }, () =>
    Math.floor(chance.is(0.04) ? chance.between(0, 2) : chance.between(outageMinutes - 60, outageMinutes)),
  ).sort((a, b) => a - b);

/** Lets SES be down while messages pile up, and watches how they come out afterwards. */
export const runOutage = async ({
  waiting,
  outageHours,
}: {
  waiting: number;
  outageHours: number;
}): Promise<OutageOutcome> => {
  const chance = createChance(5_000);
  const { scene, items } = createScene(outageHours);
  const cast = createCast(scene.services);
  const people = [];
  for (let i = 0; i < 200; i += 1) people.push((await cast.newcomer()).person);
  const arrivals = arrivalsOf(waiting, outageHours * 60, chance);
  for (let at = 0; at < outageHours * 60 + 60; at += 1) {
    scene.time.now = begin + at * minutes;
    while (arrivals[0] !== undefined && arrivals[0] <= at) {
      arrivals.shift();
      await cast.message({ kind: 'newcomer-update', personId: chance.pick(people).id });
    }
    await askCode(scene, chance.pick(people));
    await minute(scene, begin + at * minutes);
  }
  const intents = [...items.values()].filter(({ type }) => type === 'intent').map(intentKind.parse);
  return { outageHours, waiting, ...reckon(intents, scene) };
};

const reckon = (intents: readonly Intent[], { calls, until }: Scene) => {
  const sent = calls.filter((call) => call.sent).sort((a, b) => a.at - b.at);
  const sends = Map.groupBy(sent, ({ intentId }) => intentId);
  const codes = intents.filter(({ kind }) => askedFor.has(kind));
  const others = intents.filter(({ kind }) => !askedFor.has(kind));
  const sentAt = ({ id }: Intent): number | undefined => sends.get(id)?.[0]?.at;
  const drained = Math.max(...others.map((intent) => sentAt(intent) ?? Number.POSITIVE_INFINITY));
  const during = codes.filter(
    ({ createdAt }) => Date.parse(createdAt) >= until && Date.parse(createdAt) < drained,
  );
  const all = calls.map(({ at }) => at).sort((a, b) => a - b);
  const inSecond = all.map((at, i) => {
    let count = 1;
    while ((all[i + count] ?? Number.POSITIVE_INFINITY) < at + 1_000) count += 1;
    return count;
  });
  return {
    delivered: others.filter((intent) => sentAt(intent) !== undefined).length,
    cancelledCodes: codes.filter(({ state }) => state === 'cancelled').length,
    deliveredCodes: codes.filter(({ state }) => state === 'accepted').length,
    lost: intents.filter(({ state }) => state !== 'accepted' && state !== 'cancelled').length,
    doubled: [...sends.values()].filter(({ length }) => length > 1).length,
    calls: calls.length,
    accountRate,
    mostCallsInASecond: inSecond.reduce((most, each) => Math.max(most, each), 0),
    aboveRate: inSecond.filter((count) => count > accountRate).length,
    minutesToDrain: Math.round((drained - until) / minutes),
    slowestCodeSeconds:
      Math.max(
        ...during.map((code) => (sentAt(code) ?? Number.POSITIVE_INFINITY) - Date.parse(code.createdAt)),
      ) / 1_000,
  };
};
