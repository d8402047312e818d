import type { APIRoute } from 'astro';
import { goTo } from '../../../forms/visit.ts';
import { enter, sentText, turnAway } from '../../../room.ts';

export const prerender = false;

const year = 365 * 24 * 60 * 60;

/** A page of the desk to go back to; anything else leads to Today. */
const backTo = (asked: string, desk: string): string =>
  asked === desk || asked.startsWith(`${desk}/`) || asked.startsWith(`${desk}?`) ? asked : desk;

/** Switches the desk's keys off or on; the browser remembers it. */
export const POST: APIRoute = async (context) => {
  const visit = await enter(context, 'coordinator');
  if (visit instanceof Response) return visit;
  const off = sentText(visit, 'keys') === 'off';
  const cookie = `desk-keys=${off ? 'off' : 'on'}; Path=/; Max-Age=${year}; HttpOnly; Secure; SameSite=Lax`;
  return goTo(backTo(sentText(visit, 'back'), visit.path('/desk')), [cookie]);
};

/** Only the switch's form leads here. */
export const GET: APIRoute = (context) => turnAway(context);
