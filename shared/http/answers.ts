import * as z from 'zod';
import { communitySchema } from '#shared/community.ts';
import { tracks } from '#shared/people/catalogues.ts';
import { instantSchema } from '#shared/time.ts';

/*
 * Answers that say little, and what anyone may know.
 * Answers are parsed with these before they are sent, so that nothing leaves that is not declared.
 */

/** A page of a list: `cursor` leads to the next one, null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });

/** Nothing more to say. */
export const doneView = z.object({ done: z.literal(true) });

/** What a sender of a form gets; known and new addresses get the same. */
export const receivedView = z.object({ reference: z.string(), confirmBy: instantSchema });

/** What anyone may know of the community. */
export const communityView = z.object({
  name: z.string(),
  contact: communitySchema.shape.contact,
  timeZone: z.string(),
  places: z.array(z.object({ id: z.string(), label: z.string() })),
  pathways: z.array(z.object({ id: z.string(), label: z.string(), track: z.enum(tracks) })),
  /** Usual wait in days, hidden while fewer than ten people tell it. */
  usualWaitDays: z.number().int().nullable(),
});
