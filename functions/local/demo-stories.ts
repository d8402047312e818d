import type { Chance } from './demo-chance.ts';
import type { NewcomerFate } from './demo-people.ts';

/** What can happen to a made-up newcomer on their way to a mentor. */
export type Act =
  | 'pick'
  | 'approve'
  | 'mentor-yes'
  | 'mentor-no'
  | 'newcomer-yes'
  | 'check-in'
  | 'connect'
  | 'finish';

/** One thing that happens, so many hours before now. */
export type Turn = { readonly act: Act; readonly hoursAgo: number };

/** Acts of a story with the hours that pass before each. */
type Story = readonly (readonly [act: Act, afterHours: readonly [number, number]])[];

const offered: Story = [
  ['pick', [0, 0]],
  ['approve', [1, 6]],
];
const toNewcomer: Story = [...offered, ['mentor-yes', [2, 9]]];
const introduced: Story = [...toNewcomer, ['newcomer-yes', [2, 20]]];
const connected: Story = [...introduced, ['check-in', [48.1, 50]], ['connect', [1, 10]]];

const stories: Partial<Record<NewcomerFate, Story>> = {
  proposed: [['pick', [0, 0]]],
  'declined-once': [...offered, ['mentor-no', [2, 12]]],
  'offered-to-mentor': offered,
  'offered-to-newcomer': toNewcomer,
  introduced,
  connected,
  finished: [...connected, ['finish', [500, 700]]],
};

/** How many hours ago the last act of each story took place: nothing is due or overdue the moment the demo begins. */
const lastHoursAgo: Partial<Record<NewcomerFate, readonly [number, number]>> = {
  proposed: [0.5, 20],
  'declined-once': [3, 30],
  'offered-to-mentor': [0.5, 9],
  'offered-to-newcomer': [1, 20],
  introduced: [2, 40],
  connected: [30, 300],
  finished: [100, 300],
};

/** What happened to a newcomer, first to last; empty if nothing has yet. */
export const storyOf = (fate: NewcomerFate, chance: Chance): Turn[] => {
  const last = lastHoursAgo[fate];
  if (!last) return [];
  let hoursAgo = chance.between(...last);
  const turns: Turn[] = [];
  for (const [act, after] of (stories[fate] ?? []).toReversed()) {
    turns.unshift({ act, hoursAgo });
    hoursAgo += chance.between(...after);
  }
  return turns;
};
