import type { MatchId, MentorId, NewcomerId, PersonId } from '#shared/ids.ts';
import type { Actor } from '#shared/life/decision.ts';
import { days, hours, type Instant, minutes, plus } from '#shared/time.ts';
import { createStore } from '../data/store.ts';
import { type Item, isNew, type Table } from '../data/table-client.ts';
import type { Services } from '../services.ts';
import { apply } from '../steps/apply.ts';
import { grantCoordinator } from '../steps/coordinators.ts';
import {
  approve,
  checkIn,
  connect,
  end,
  mentorAccepts,
  newcomerAccepts,
  sayNo,
} from '../steps/match-steps.ts';
import {
  askHeartbeat,
  heartbeat,
  mentorLeaves,
  newcomerLeaves,
  sendUpdate,
  vet,
} from '../steps/person-steps.ts';
import { pickMentor, proposable, rankFor } from '../steps/propose.ts';
import { signIn } from '../steps/sign-in.ts';
import { createChance } from './demo-chance.ts';
import { type DemoMentor, type DemoNewcomer, demoPeople } from './demo-people.ts';
import { type Act, storyOf } from './demo-stories.ts';
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

type Scene = {
  /** They write into memory, send no mail, and have the scene's clock. */
  readonly services: Services;
  readonly begin: Instant;
  readonly coordinator: Actor;
  /** Sets the clock. */
  readonly setNow: (instant: Instant) => void;
};

const ago = ({ begin }: Scene, milliseconds: number): Instant => plus(begin, -milliseconds);

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

/** A made-up newcomer as stored, with what is to happen to them. */
type Protagonist = { readonly demo: DemoNewcomer; readonly personId: PersonId; readonly id: NewcomerId };

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

/** What one act does to a match. */
const acts: Readonly<
  Record<
    Exclude<Act, 'pick'>,
    (scene: Scene, who: Protagonist, id: MatchId, mentor: Actor) => Promise<unknown>
  >
> = {
  approve: ({ services, coordinator }, _, id) => approve(services, { id, actor: coordinator }),
  'mentor-yes': ({ services }, _, id, actor) => mentorAccepts(services, { id, actor }),
  'mentor-no': ({ services }, _, id, actor) =>
    sayNo(services, { id, actor }, { side: 'mentor', how: 'decline' }),
  'newcomer-yes': ({ services }, { personId }, id) =>
    newcomerAccepts(services, { id, actor: { kind: 'newcomer', personId } }),
  'check-in': ({ services }, _, id) => checkIn(services, { id, actor: { kind: 'clock' } }),
  connect: ({ services }, { personId }, id) =>
    connect(services, { id, actor: { kind: 'newcomer', personId } }),
  finish: ({ services }, { personId }, id) =>
    end(services, { id, actor: { kind: 'newcomer', personId } }, { side: 'newcomer', reason: 'finished' }),
};

/** A coordinator picks the best mentor; one for whom nobody fits just goes on waiting. */
const pick = async ({ services, coordinator }: Scene, { id }: Protagonist): Promise<void> => {
  const newcomer = await services.store.newcomers.get(id);
  if (!newcomer) return;
  const { candidates, metBefore } = await rankFor(services, newcomer);
  // Safe hours would move an offer past the moment at which the story has its mentor say yes.
  const best = proposable(candidates, metBefore).find(({ mentor }) => mentor.safeHours === null);
  if (!best) return;
  const note = best.result.band === 'fair' ? 'They asked for someone nearby, and this is the nearest.' : null;
  await pickMentor(services, coordinator, { newcomerId: id, mentorId: best.mentor.id, note });
};

const act = async (scene: Scene, who: Protagonist, name: Act): Promise<void> => {
  if (name === 'pick') return pick(scene, who);
  const { store } = scene.services;
  const newcomer = await store.newcomers.get(who.id);
  const matchId = newcomer?.openMatchId ?? newcomer?.proposedMatchId;
  const match = matchId && (await store.matches.get(matchId));
  if (match) await acts[name](scene, who, match.id, { kind: 'mentor', personId: match.mentorPersonId });
};

/** Everything that happens between newcomers and mentors, in the order in which it happens. */
const playStories = async (
  scene: Scene,
  { protagonists, onTurn }: { protagonists: readonly Protagonist[]; onTurn: (share: number) => void },
): Promise<void> => {
  const chance = createChance(7);
  const turns = protagonists
    .flatMap((who) => storyOf(who.demo.fate, chance).map((turn) => ({ who, ...turn })))
    .toSorted((a, b) => b.hoursAgo - a.hoursAgo);
  for (const [i, { who, act: name, hoursAgo }] of turns.entries()) {
    scene.setNow(ago(scene, hoursAgo * hours));
    await act(scene, who, name);
    onTurn((i + 1) / turns.length);
  }
};

const createScene = async (given: Services, table: Table): Promise<Scene> => {
  const begin = given.now();
  let now = plus(begin, -500 * days);
  const store = createStore(table);
  const services: Services = {
    ...given,
    now: () => now,
    store: {
      ...store,
      commit: (decision, occasion, extra) => store.commit({ ...decision, messages: [] }, occasion, extra),
    },
  };
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
