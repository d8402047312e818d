import * as z from 'zod';
import { communityView } from '#shared/http/views.ts';
import { rubricV1 } from '#shared/matching/index.ts';
import type { Track } from '#shared/people/catalogues.ts';
import { daysBetween } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { ok, route } from './route.ts';

/** Fewer people than this are never counted in public. */
const smallestCount = 10;

/** The median wait of those who were introduced lately, in whole days. */
const usualWait = async ({ store }: Pick<Services, 'store'>): Promise<number | null> => {
  const introduced = await store.matches.listByState('introduced', { limit: 100 });
  const connected = await store.matches.listByState('connected', { limit: 100 });
  const matches = [...introduced.items, ...connected.items];
  if (matches.length < smallestCount) return null;
  const newcomers = await store.newcomers.getMany(matches.map(({ newcomerId }) => newcomerId));
  const waits = matches.flatMap(({ newcomerId, introducedAt }) => {
    const since = newcomers.find(({ id }) => id === newcomerId)?.waitingSince;
    return since && introducedAt ? [daysBetween(since, introducedAt)] : [];
  });
  if (waits.length < smallestCount) return null;
  return Math.ceil(waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0);
};

/** What anyone may read. */
export const publicRoutes = {
  getCommunity: route({
    method: 'get',
    path: '/community',
    summary: 'The community, its places and pathways, and the usual wait',
    access: 'anyone',
    answer: communityView,
    status: 200,
    handle: async ({ services }) => {
      const { name, timeZone, places } = services.community;
      const pathways = Object.entries(rubricV1.pathways).map(([id, { label, track }]) => ({
        id,
        label,
        track: track as Track,
      }));
      return ok({
        name,
        timeZone,
        places: places.map(({ id, label }) => ({ id, label })),
        pathways,
        usualWaitDays: await usualWait(services),
      });
    },
  }),

  getHealth: route({
    method: 'get',
    path: '/health',
    summary: 'Whether the service answers',
    access: 'anyone',
    answer: z.object({ ok: z.literal(true) }),
    status: 200,
    handle: async () => ok({ ok: true as const }),
  }),
};
