import * as z from 'zod';
import { doNotMatchSchema } from '#shared/people/application.ts';
import type { Services } from '../services.ts';

/** How somebody changes the list of people they must never be matched with. */
export const listChange = {
  /** More people never to be matched with; kept only as keyed hashes. */
  doNotMatchToo: doNotMatchSchema,
  /** Forget those named before. */
  clearDoNotMatch: z.boolean().default(false),
};

/** The list after a change, as keyed hashes. */
export const nextList = (
  { vault }: Pick<Services, 'vault'>,
  standing: readonly string[],
  change: { doNotMatchToo: string[]; clearDoNotMatch: boolean },
) => [
  ...new Set([
    ...(change.clearDoNotMatch ? [] : standing),
    ...change.doNotMatchToo.map((contact) => vault.contactHash(contact)),
  ]),
];
