import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mentorKind, toItem } from '#functions/data/entities.ts';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { startDatabase } from '#functions/local/dynoxide.ts';
import { createServices, type Services } from '#functions/services.ts';
import { bestFor } from '#functions/steps/candidates.ts';
import { onMentor } from '#functions/steps/person-steps.ts';
import { readPool } from '#functions/steps/pool.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import type { MentorId } from '#shared/ids.ts';
import { update } from '#shared/life/decision.ts';
import { rankMentors } from '#shared/matching/index.ts';
import { toMentorProfile } from '#shared/people/matching-profile.ts';
import { type Mentor, mentorSchema } from '#shared/people/mentor.ts';
import { testEnvironment } from '#test/support/environment.ts';
import { startTableMeter } from '#test/support/lambda/table-meter.ts';
import { makeMentor, makeNewcomer } from './people.ts';

/*
 * What a query for candidates costs: `npm run bench:pool` counts the units that the embedded DynamoDB says it consumed
 * (`ReturnConsumedCapacity`), for a function that starts and for a warm one, beside reading everybody as before. Keeps
 * its rows in `docs/bench/pool.json`. Times are of this machine's working thread, so only their ratios mean much.
 */

const sizes = [1_000, 10_000];
const shown = 12;
const now = '2026-11-16T17:00:00.000Z';

/** What one way of asking cost. */
type Row = {
  readonly mentors: number;
  readonly what: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly calls: number;
  readonly milliseconds: number;
};
const rows: Row[] = [];
/** Megabytes that a function holds more when it remembers the pool, by the pool's size. */
const megabytes: Record<number, number> = {};

/** A made-up mentor as the table holds them, with sealed texts of a usual length. */
const mentorOf = (number: number, state: Mentor['state'] = 'approved'): Mentor => {
  const { id, contactHash, location, doNotMatch, consented, safetyHold, ...profile } = makeMentor(number);
  const { approved, paused, heartbeatAt, active, reserved, lastMatchAt, ...answers } = profile;
  return mentorSchema.parse({
    id,
    personId: id.replace('mentor', 'person'),
    version: 1,
    state,
    answers: { ...answers, placeId: location && 'millbrook', radiusKm: location?.radiusKm ?? null },
    texts: randomBytes(400).toString('base64'),
    reference: 'blue heron 4207',
    contactHash,
    consented,
    safeHours: null,
    createdAt: '2026-05-01T12:00:00.000Z',
    approvedAt: '2026-05-03T12:00:00.000Z',
    codeOfConductVersion: '2026-11',
    heartbeatAt,
    active,
    lastMatchAt,
    dueAt: '2026-11-20T12:00:00.000Z',
  });
};

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes that are held once nothing is under way, typed arrays too. */
const held = async (): Promise<number> => {
  await pause(0);
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** Counts what some work consumes. */
const createCounter = (meter: Awaited<ReturnType<typeof startTableMeter>>, mentors: number) => {
  const sum = () =>
    [...(meter.consumed.get('site')?.values() ?? [])].reduce(
      (all, { calls, readUnits, writeUnits }) => ({
        calls: all.calls + calls,
        readUnits: all.readUnits + readUnits,
        writeUnits: all.writeUnits + writeUnits,
      }),
      { calls: 0, readUnits: 0, writeUnits: 0 },
    );
  const worked = (): number => {
    const { user, system: kernel } = process.threadCpuUsage();
    return (user + kernel) / 1_000;
  };
  return async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const [before, began] = [sum(), worked()];
    const result = await work();
    const milliseconds = Math.round(worked() - began);
    const after = sum();
    rows.push({
      mentors,
      what,
      readUnits: after.readUnits - before.readUnits,
      writeUnits: after.writeUnits - before.writeUnits,
      calls: after.calls - before.calls,
      milliseconds,
    });
    return result;
  };
};

const profile = makeNewcomer(3);

/** The best for a newcomer by a function's pool. */
const ask = async (services: Services) => {
  const pool = await services.pool.look();
  return bestFor(services, { pool, profile, metBefore: new Map() }, { count: shown });
};

/** The same as it was before: everybody read, everybody compared. */
const askEverybody = async (services: Services) => {
  const { mentors, context } = await readPool(services);
  const profiles = mentors.map((mentor) => toMentorProfile(mentor, services.community, context.asOf));
  return rankMentors(profile, profiles, context)
    .filter(({ result }) => result.eligible && result.band !== 'weak')
    .slice(0, shown);
};

const change = async (services: Services, ids: readonly MentorId[]): Promise<void> => {
  for (const id of ids)
    await onMentor<never>(services, { id, actor: { kind: 'system' } }, (mentor) => {
      const answers = { ...mentor.answers, capacity: 5 };
      return { ok: true, decision: { mentors: [update(mentor, 'capacity', { answers })] } };
    });
};

/** Megabytes that one function more remembers: of several, so that what else comes and goes hardly counts. */
const weigh = async (make: () => Services): Promise<number> => {
  const functions = Array.from({ length: 6 }, make);
  await ask(functions[0]!);
  const before = await held();
  for (const each of functions.slice(1)) await ask(each);
  const after = await held();
  // They still remember.
  for (const each of functions) await each.pool.look();
  return Math.round((after - before) / (functions.length - 1) / 100_000) / 10;
};

const measure = async (size: number): Promise<void> => {
  const database = await startDatabase(null);
  const meter = await startTableMeter(database.endpoint);
  const client = createClient(database.endpoint);
  await ensureLocalTable(client, 'alongside');
  const table = createTable(client, 'alongside', () => Date.parse(now) / 1_000);
  const mentors = Array.from({ length: size }, (_, number) => mentorOf(number));
  for (let start = 0; start < size; start += 100)
    await table.transact(
      mentors.slice(start, start + 100).map((mentor) => ({ put: toItem(mentorKind, mentor) })),
    );
  const paused = mentorOf(size, 'paused');
  await table.put(toItem(mentorKind, paused));
  const environment = testEnvironment(`${meter.endpoint}/site`);
  const make = () => withWarmPool(createServices(environment, { now: () => now, log: () => {} }));
  const count = createCounter(meter, size);
  const [services, other] = [make(), make()];
  // Whatever is compiled at first use is compiled by another function.
  await ask(other);
  await count('everybody read and compared, at each query', () => askEverybody(services));
  const best = await count('cold: loaded, asked, the chosen read', () => ask(services));
  await count('warm, nothing changed', () => ask(services));
  await count('warm, and everybody counted for a page', async () => {
    const pool = await services.pool.look();
    return pool.survey(profile, { count: shown });
  });
  const ids = mentors.map(({ id }) => id);
  await change(other, ids.slice(0, 10));
  await count('warm, 10 mentors changed since', () => ask(services));
  await count('warm, the same 10 seen again', () => ask(services));
  await change(other, ids.slice(0, 200));
  await count('warm, 200 mentors changed since', () => ask(services));
  await count('warm, the same 210 seen again', () => ask(services));
  await count('a change of a mentor in the pool', () => change(other, [best[0]!.mentor.id]));
  await count('the same of one who is not in it', () => change(other, [paused.id]));
  megabytes[size] = await weigh(make);
  client.destroy();
  await meter.stop();
  await database.stop();
};

for (const size of sizes) await measure(size);
console.table(rows);
console.table(megabytes);
const file = fileURLToPath(new URL('../../docs/bench/pool.json', import.meta.url));
mkdirSync(new URL('.', `file://${file}`), { recursive: true });
writeFileSync(file, `${JSON.stringify({ rows, megabytes }, null, 2)}\n`);
