import * as z from 'zod';
import { deskMatchRoutes } from './desk-match-routes.ts';
import { deskPeopleRoutes } from './desk-people-routes.ts';
import { formRoutes } from './form-routes.ts';
import { myMatchRoutes } from './my-match-routes.ts';
import { myRoutes } from './my-routes.ts';
import { toOpenApi } from './openapi.ts';
import { publicRoutes } from './public-routes.ts';
import { type Answer, type AnyRoute, ok, route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';

const described = {
  ...publicRoutes,
  ...sessionRoutes,
  ...formRoutes,
  ...myRoutes,
  ...myMatchRoutes,
  ...deskPeopleRoutes,
  ...deskMatchRoutes,
};

/** Every route of the API, by its operation's name. */
export const routes = {
  ...described,
  getOpenApi: route({
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    answer: z.record(z.string(), z.unknown()),
    status: 200,
    handle: async ({ services }): Promise<Answer<Record<string, unknown>>> =>
      ok(toOpenApi(everyRoute(), services.origin)),
  }),
};

/** The routes where their types do not matter; a function, since the description is one of them. */
function everyRoute(): Record<string, AnyRoute> {
  return routes;
}
