import type { APIRoute } from 'astro';
import { myMatchRoutes } from '#functions/api/my-match-routes.ts';
import { callFile } from '#functions/mail/calendar.ts';
import { enter, turnAway } from '../../../../../room.ts';

export const prerender = false;

/** The suggested first call of a match as a calendar file, for the two people who have both said yes. */
export const GET: APIRoute = async (context) => {
  const visit = await enter(context);
  if (visit instanceof Response) return visit;
  const told = await visit.api(myMatchRoutes.getMyMatch, { params: { matchId: context.params.id ?? '' } });
  if (!told.ok || !told.body.other) return turnAway(context);
  const { locale, now, person } = visit;
  const { origin } = context.locals.services;
  const file = callFile(told.body, { locale, timeZone: person.timeZone, now, origin });
  if (!file) return turnAway(context);
  return new Response(file.content, {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.filename}"`,
    },
  });
};
