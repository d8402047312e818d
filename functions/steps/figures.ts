import { daysBetween, hours, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';

type FigureServices = Pick<Services, 'store' | 'now'>;

/** Fewer people than this are never counted in public. */
const smallestCount = 10;
const keptMilliseconds = hours;

const usualWait = async (store: Services['store']): Promise<number | null> => {
  const [introduced, connected] = await Promise.all([
    store.matches.listByState('introduced', { limit: 100 }),
    store.matches.listByState('connected', { limit: 100 }),
  ]);
  const matches = [...introduced.items, ...connected.items];
  if (matches.length < smallestCount) return null;
  const newcomers = await store.newcomers.getMany(matches.map(({ newcomerId }) => newcomerId));
  const waitingSince = new Map(newcomers.map((newcomer) => [newcomer.id, newcomer.waitingSince]));
  const waits = matches.flatMap(({ newcomerId, introducedAt }) => {
    const since = waitingSince.get(newcomerId);
    return since && introducedAt ? [daysBetween(since, introducedAt)] : [];
  });
  if (waits.length < smallestCount) return null;
  return Math.ceil(waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0);
};

/** Counts the public figures again if they are older than an hour. */
export const refreshFigures = async ({ store, now }: FigureServices): Promise<void> => {
  const figures = await store.figures.get();
  if (figures && plus(figures.at, keptMilliseconds) > now()) return;
  await store.figures.put({ at: now(), usualWaitDays: await usualWait(store) });
};
