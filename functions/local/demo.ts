import type { MentorId, NewcomerId } from '#shared/ids.ts';
import type { Actor } from '#shared/life/decision.ts';
import { days, hours, type Instant, minutes, plus } from '#shared/time.ts';
import { createStore, type Store } from '../data/store.ts';
import { type Item, isNew, type Table } from '../data/table-client.ts';
import type { Services } from '../services.ts';
import { apply } from '../steps/apply.ts';
import { grantCoordinator } from '../steps/coordinators.ts';
import {
  askHeartbeat,
  heartbeat,
  mentorLeaves,
  newcomerLeaves,
  sendUpdate,
  vet,
} from '../steps/person-steps.ts';
import { signIn } from '../steps/sign-in.ts';
import { withWarmPool } from '../steps/warm-pool.ts';
import { type DemoMentor, type DemoNewcomer, demoPeople } from './demo-people.ts';
import { ago, type Protagonist, playStories, type Scene } from './demo-play.ts';
import { createMemoryTable } from './memory-table.ts';

/*
 * Loads the made-up community by the very steps that real people take, at the times at which they would have taken them.
 * Only the mail of that past is left out: nobody wants two hundred messages in the inbox of a first start.
 */

/** Coordinators of the demo, and of a local service without it the first. */
export const demoCoordinators = [
  { email: 'coordinator@example.org', name: 'Harbor Light' },
  { email: 'second.coordinator@example.org', name: 'Still Water' },
] as const;

/** Sends a form in, and confirms its address ten minutes later. */
const join = async (
  scene: Scene,
  application: Parameters<typeof apply>[1],
  { appliedAt, confirms }: { appliedAt: Instant; confirms: boolean },
) => {
  const { services } = scene;
  scene.setNow(appliedAt);
  const { challenge } = await apply(services, application);
  if (confirms) {
    scene.setNow(plus(appliedAt, 10 * minutes));
    await signIn(
      services,
      { code: services.tokens.codeOf(challenge.message.challengeId!) },
      challenge.pending,
    );
  }
  const person = await services.store.people.findByAddress(
    services.vault.contactHash(application.form.contact.email),
  );
  if (!person) throw new Error('A made-up person was not stored.');
  return person;
};

const addMentor = async (scene: Scene, { application, fate, ...times }: DemoMentor): Promise<void> => {
  const { services, coordinator } = scene;
  const appliedAt = ago(scene, times.appliedDaysAgo * days);
  const confirms = fate !== 'unverified';
  const person = await join(scene, { role: 'mentor', form: application }, { appliedAt, confirms });
  const id = person.mentorId as MentorId;
  const own = { id, actor: { kind: 'mentor', personId: person.id } as Actor };
  if (fate === 'unverified' || fate === 'applied') return;
  scene.setNow(plus(appliedAt, 2 * days));
  await vet(services, { id, actor: coordinator }, fate === 'declined' ? 'decline' : 'approve');
  if (fate === 'declined') return;
  scene.setNow(ago(scene, times.heartbeatDaysAgo * days));
  await heartbeat(services, own);
  if (fate === 'overdue') {
    scene.setNow(ago(scene, (times.heartbeatDaysAgo - 28) * days - minutes));
    await askHeartbeat(services, { id, actor: { kind: 'clock' } });
  }
  scene.setNow(ago(scene, 5 * hours));
  if (fate === 'paused')
    await mentorLeaves(services, own, { event: 'pause', until: plus(scene.begin, 12 * days) });
  if (fate === 'stepped-down') await mentorLeaves(services, own, { event: 'step-down' });
};

const addNewcomer = async (scene: Scene, demo: DemoNewcomer): Promise<Protagonist> => {
  const { services } = scene;
  const { application, fate } = demo;
  const appliedAt = ago(scene, demo.appliedDaysAgo * days);
  const confirms = fate !== 'unverified';
  const person = await join(scene, { role: 'newcomer', form: application }, { appliedAt, confirms });
  const id = person.newcomerId as NewcomerId;
  const own = { id, actor: { kind: 'newcomer', personId: person.id } as Actor };
  scene.setNow(scene.begin);
  if (fate === 'paused' || fate === 'withdrawn')
    await newcomerLeaves(services, own, { event: fate === 'paused' ? 'pause' : 'withdraw' });
  // The days on which “a quick update” was due are past: none of them is to be sent by the first tick of the clock.
  else if (confirms && demo.appliedDaysAgo > 3) await sendUpdate(services, { id, actor: { kind: 'clock' } });
  return { demo, personId: person.id, id };
};

const createScene = async (given: Services, table: Table): Promise<Scene> => {
  const begin = given.now();
  let now = plus(begin, -500 * days);
  const store = createStore(table);
  const services = withWarmPool({
    ...given,
    now: () => now,
    store: {
      ...store,
      commit: (...[decision, ...rest]: Parameters<Store['commit']>) =>
        store.commit({ ...decision, messages: [] }, ...rest),
    },
  });
  for (const { email, name } of demoCoordinators) await grantCoordinator(services, { email, name, by: null });
  const first = await store.people.findByAddress(services.vault.contactHash(demoCoordinators[0].email));
  if (!first) throw new Error('The demo coordinator was not stored.');
  return {
    services,
    begin,
    coordinator: { kind: 'coordinator', personId: first.id },
    setNow: (instant) => {
      now = instant;
    },
  };
};

const writesAtOnce = 100;

/** Stores what is not over yet, a hundred items a transaction. */
const storeItems = async (
  items: readonly Item[],
  { table, now, onStored }: { table: Table; now: Instant; onStored: (share: number) => void },
): Promise<void> => {
  const alive = items.filter(
    ({ expiresAtEpochSeconds: end }) => typeof end !== 'number' || end > Date.parse(now) / 1_000,
  );
  for (let start = 0; start < alive.length; start += writesAtOnce) {
    const writes = alive.slice(start, start + writesAtOnce).map((put) => ({ put, when: isNew }));
    if (!(await table.transact(writes))) throw new Error('The demo community needs an empty table.');
    onStored(Math.min(1, (start + writesAtOnce) / alive.length));
  }
};

/**
 * Makes the demo community and stores it in an empty table.
 * @param services give the time, the keys and the ids.
 * @param onProgress told how much is done, from 0 to 1.
 */
export const loadDemo = async (
  services: Services,
  { table, onProgress }: { table: Table; onProgress: (share: number) => void },
): Promise<void> => {
  const memory = createMemoryTable();
  const scene = await createScene(services, memory.table);
  const { mentors, newcomers } = demoPeople(Date.parse(scene.begin));
  for (const mentor of mentors) await addMentor(scene, mentor);
  const protagonists: Protagonist[] = [];
  for (const newcomer of newcomers) protagonists.push(await addNewcomer(scene, newcomer));
  onProgress(0.1);
  await playStories(scene, { protagonists, onTurn: (share) => onProgress(0.1 + share * 0.4) });
  await storeItems(memory.items(), {
    table,
    now: scene.begin,
    onStored: (share) => onProgress(0.5 + share / 2),
  });
};
