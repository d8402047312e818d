import * as z from 'zod';
import { candidateRoutes } from './candidate-routes.ts';
import { coordinatorRoutes } from './coordinator-routes.ts';
import { deskMatchRoutes } from './desk-match-routes.ts';
import { deskMentorRoutes } from './desk-mentor-routes.ts';
import { deskNewcomerRoutes } from './desk-newcomer-routes.ts';
import { findRoutes } from './find-routes.ts';
import { formRoutes } from './form-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import { myMatchRoutes } from './my-match-routes.ts';
import { myMentoringRoutes } from './my-mentoring-routes.ts';
import { myRequestRoutes } from './my-request-routes.ts';
import { myRoutes } from './my-routes.ts';
import { openApiBody } from './openapi.ts';
import { publicRoutes } from './public-routes.ts';
import { roundRoutes } from './round-routes.ts';
import { type Answer, type AnyRoute, route } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { todayRoutes } from './today-routes.ts';
import { unsubscribeRoutes } from './unsubscribe-routes.ts';

const described = {
  ...publicRoutes,
  ...sessionRoutes,
  ...formRoutes,
  ...myRoutes,
  ...myMatchRoutes,
  ...myRequestRoutes,
  ...myMentoringRoutes,
  ...todayRoutes,
  ...findRoutes,
  ...deskNewcomerRoutes,
  ...deskMentorRoutes,
  ...candidateRoutes,
  ...deskMatchRoutes,
  ...roundRoutes,
  ...coordinatorRoutes,
  ...mailRoutes,
  ...unsubscribeRoutes,
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
    handle: async ({ services }): Promise<Answer<Record<string, unknown>>> => ({
      status: 200,
      kept: openApiBody(everyRoute(), services.origin),
    }),
  }),
};

/** The routes where their types do not matter; a function, since the description is one of them. */
function everyRoute(): Record<string, AnyRoute> {
  return routes;
}
