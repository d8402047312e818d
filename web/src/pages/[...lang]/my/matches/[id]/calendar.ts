import type { APIRoute } from 'astro';
import { callCalendar } from '#functions/mail/calendar.ts';
import { enter, turnAway } from '../../../../../room.ts';

export const prerender = false;

/** The suggested first call of a match as a calendar file, for the two people who have both said yes. */
export const GET: APIRoute = async (context) => {
  const visit = await enter(context);
  if (visit instanceof Response) return visit;
  const told = await visit.api.getMyMatch({ params: { matchId: context.params.id ?? '' } });
  if (!told.ok || !told.body.firstCall || !told.body.other) return turnAway(context);
  const { id, firstCall } = told.body;
  const title = visit.words.mail.call;
  const file = callCalendar({ ...firstCall, matchId: id, title, sequence: 0, now: visit.now });
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="call.ics"',
    },
  });
};
