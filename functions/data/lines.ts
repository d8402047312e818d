import * as z from 'zod';
import type { MatchId } from '#shared/ids.ts';
import { type MatchState, matchSchema } from '#shared/life/match.ts';
import type { MentorState } from '#shared/life/mentor.ts';
import type { RequestState } from '#shared/life/request.ts';
import { newcomerSchema } from '#shared/people/newcomer.ts';
import { matchKind } from './entities.ts';
import { keys } from './keys.ts';
import { readListPage } from './list-page.ts';
import type { Table } from './table-client.ts';
import { readWholeList } from './whole-list.ts';

/** A match without its reasons, which are most of it: enough to count, to sort and to know whom it is about. */
const matchLineSchema = matchSchema.pick({
  id: true,
  state: true,
  newcomerId: true,
  mentorId: true,
  newcomerPersonId: true,
  mentorPersonId: true,
  offerVisibleAt: true,
  introducedAt: true,
});
export type MatchLine = z.infer<typeof matchLineSchema>;

/** Somebody's papers by their reference: enough to find them, and to know whose they are. */
const referenceLineSchema = newcomerSchema
  .pick({ personId: true, reference: true })
  .extend({ id: z.string() });
export type ReferenceLine = z.infer<typeof referenceLineSchema>;

/** Whole lists of which only a little is wanted; no more is read of each item than that. */
export const createLines = (table: Table) => ({
  /** All matches in a state, oldest first. */
  matches: async (state: MatchState): Promise<MatchLine[]> =>
    (await readWholeList(table, matchKind, { state, only: Object.keys(matchLineSchema.shape) })).map((item) =>
      matchLineSchema.parse(item),
    ),
  /** These matches as they are now, in no order; those that are not there are left out. */
  matchesNow: async (ids: readonly MatchId[]): Promise<MatchLine[]> =>
    (await table.getMany(ids.map(keys.match), Object.keys(matchLineSchema.shape))).map((item) =>
      matchLineSchema.parse(item),
    ),
  /** The references of newcomers or mentors in a state, oldest first; at most so many, and whether there are more. */
  references: async (
    kind: 'newcomer' | 'mentor',
    { state, limit }: { state: RequestState | MentorState; limit: number },
  ): Promise<{ lines: ReferenceLine[]; cut: boolean }> => {
    const only = Object.keys(referenceLineSchema.shape);
    const { items, cursor } = await readListPage(table, { type: kind }, { state, limit, only });
    return { lines: items.map((item) => referenceLineSchema.parse(item)), cut: cursor !== null };
  },
});
