import type { MatchId, NewcomerId, PersonId } from '#shared/ids.ts';
import type { Actor } from '#shared/life/decision.ts';
import { hours, type Instant, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { bestFor, seekFor } from '../steps/candidates.ts';
import {
  approve,
  checkIn,
  connect,
  end,
  mentorAccepts,
  newcomerAccepts,
  sayNo,
} from '../steps/match-steps.ts';
import { pickMentor } from '../steps/propose.ts';
import { createChance } from './demo-chance.ts';
import type { DemoNewcomer } from './demo-people.ts';
import { type Act, storyOf } from './demo-stories.ts';

/** Where the demo's past takes place. */
export type Scene = {
  /** They write into memory, send no mail, and have the scene's clock. */
  readonly services: Services;
  readonly begin: Instant;
  readonly coordinator: Actor;
  /** Sets the clock. */
  readonly setNow: (instant: Instant) => void;
};

/** An instant before the scene's own present. */
export const ago = ({ begin }: Scene, milliseconds: number): Instant => plus(begin, -milliseconds);

/** A made-up newcomer as stored, with what is to happen to them. */
export type Protagonist = {
  readonly demo: DemoNewcomer;
  readonly personId: PersonId;
  readonly id: NewcomerId;
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
  const candidates = await bestFor(services, await seekFor(services, newcomer), { count: 50 });
  // Safe hours would move an offer past the moment at which the story has its mentor say yes.
  const best = candidates.find(({ mentor }) => mentor.safeHours === null);
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
export const playStories = async (
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
