import { expect, test } from 'vitest';
import { measureOf, runClock } from '#functions/clock/run.ts';
import { createMeasure, type Figures } from '#functions/metrics.ts';
import { revokeCoordinator } from '#functions/steps/coordinators.ts';
import { minutes } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { useTable } from '#test/support/table.ts';
import { createWorld } from '#test/support/world.ts';

/*
 * One turn of the clock as AWS calls it: configuration's coordinators, what is due, and the figures of the alarms.
 */

const table = useTable();
const address = 'coordinator@example.org';

const turn = async (world: Awaited<ReturnType<typeof createWorld>>): Promise<Figures> => {
  const measured: Figures[] = [];
  await runClock(world.services, (figures) => measured.push(figures));
  expect(measured).toHaveLength(1);
  return measured[0]!;
};

test('makes configuration’s coordinator, who can then sign in at the desk', async () => {
  const world = await createWorld(table);
  await turn(world);
  const found = await world.services.store.people.coordinators();
  expect(found).toHaveLength(1);
  const desk = await world.signIn(address);
  expect((await desk.ask('GET', '/desk/today')).status).toBe(200);
});

test('two clocks at once and many turns make one, and write nothing again', async () => {
  const world = await createWorld(table);
  await Promise.all([turn(world), turn(world), turn(world)]);
  const [first] = await world.services.store.people.coordinators();
  await turn(world);
  expect(await world.services.store.people.coordinators()).toEqual([first]);
  expect(first?.version).toBe(1);
});

test('whoever was taken off the desk stays off, though configuration still names them', async () => {
  const world = await createWorld(table);
  await turn(world);
  await world.coordinator('second');
  const [first, second] = await world.services.store.people.coordinators();
  await revokeCoordinator(world.services, { id: first!.id, by: second!.id });
  await turn(world);
  expect((await world.services.store.people.coordinators()).map(({ id }) => id)).toEqual([second?.id]);
});

test('a coordinator who cannot be made does not stop the clock', async () => {
  const world = await createWorld(table);
  const logged: string[] = [];
  const vault = {
    ...world.services.vault,
    create: () => Promise.reject(new TypeError('no key for coordinator@example.org')),
  };
  const measured: Figures[] = [];
  await runClock(
    { ...world.services, vault, log: (event, facts) => logged.push(JSON.stringify({ event, ...facts })) },
    (figures) => measured.push(figures),
  );
  expect(measured).toHaveLength(1);
  expect(logged).toEqual(['{"event":"coordinators-failed","error":"TypeError"}']);
});

test('measures how long the oldest message is late, and how many are unknown', async () => {
  const world = await createWorld(table);
  const { services } = world;
  const cast = createCast(services);
  const { newcomer, person } = await cast.newcomer();
  const { mentor } = await cast.mentor();
  const match = await cast.match(newcomer, mentor);
  // Each figure that is measured costs money, and is not when there is nothing to tell.
  expect(await turn(world)).toEqual({ OldestUnfinishedMessage: { value: 0, unit: 'Seconds' } });
  const wish = { personId: person.id, matchId: match.id };
  const late = await cast.message({ ...wish, kind: 'introduction' });
  // Its time has not come: it waits for its reader's hours.
  await cast.message({ ...wish, kind: 'ended', notBefore: '2026-05-12T14:00:00.000Z' });
  await world.pass(40 * minutes);
  expect((await turn(world)).OldestUnfinishedMessage).toEqual({ value: 2_400, unit: 'Seconds' });
  const claimed = await services.store.intents.move((await services.store.intents.get(late.id))!, 'claim');
  const sending = await services.store.intents.move(claimed!, 'send');
  await services.store.intents.move(sending!, 'lose', { dueAt: '2026-05-12T14:00:00.000Z' });
  expect(await turn(world)).toMatchObject({ UnknownMessages: { value: 1, unit: 'Count' } });
});

test('a line of figures is what CloudWatch reads, under the stage it was told', () => {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  createMeasure('harbor', write, () => 1_700_000_000_000)({ UnknownMessages: { value: 2, unit: 'Count' } });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: 1_700_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Alongside',
            Dimensions: [['Stage']],
            Metrics: [{ Name: 'UnknownMessages', Unit: 'Count' }],
          },
        ],
      },
      Stage: 'harbor',
      UnknownMessages: 2,
    },
  ]);
  expect(() => measureOf({ STAGE: '' })).toThrow(/STAGE/);
});
