import { deskMatchRoutes } from '#functions/api/desk-match-routes.ts';
import { goTo } from '../forms/visit.ts';
import { type Acted, sentText, type Visit } from '../room.ts';

/** Proposes the mentor that a form picked, with the reason it gives, and opens the proposal. */
export const proposePicked = async (visit: Visit, newcomerId: string): Promise<Acted> => {
  const mentorId = sentText(visit, 'mentor');
  const note = sentText(visit, `note-${mentorId}`).trim() || null;
  const told = await visit.api(deskMatchRoutes.proposeMatch, {
    params: { newcomerId },
    body: { mentorId, note },
    // A key of the form's own: a second press gets the first one's answer.
    idempotencyKey: `${sentText(visit, 'key')}-${note?.length ?? 0}`,
  });
  return told.ok ? goTo(visit.path(`/desk/matches/${told.body.matchId}?done=proposed`)) : told.problem;
};
