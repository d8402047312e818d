import * as z from 'zod';
import { communityView } from '#shared/http/answers.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import type { Track } from '#shared/people/catalogues.ts';
import { ok, route } from './route.ts';

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
      const { name, contact, timeZone, places } = services.community;
      const figures = await services.store.figures.get();
      const pathways = Object.entries(rubricV1.pathways).map(([id, { label, track }]) => ({
        id,
        label,
        track: track as Track,
      }));
      return ok({
        name,
        contact,
        timeZone,
        places: places.map(({ id, label }) => ({ id, label })),
        pathways,
        usualWaitDays: figures?.usualWaitDays ?? null,
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
