import * as z from 'zod';
import { type MatchState, matchSchema } from '#shared/life/match.ts';
import type { MentorState } from '#shared/life/mentor.ts';
import type { RequestState } from '#shared/life/request.ts';
import { mentorAnswersSchema } from '#shared/people/answers.ts';
import { mentorSchema } from '#shared/people/mentor.ts';
import { newcomerSchema } from '#shared/people/newcomer.ts';
import { matchKind, mentorKind } from './entities.ts';
import { readListPage } from './list-page.ts';
import { nestedAttribute, unpack } from './nested.ts';
import type { Table } from './table-client.ts';
import { readWholeList } from './whole-list.ts';

/** A match without its reasons, which are most of it: enough to count, to sort and to know whom it is about. */
const matchLineSchema = matchSchema.pick({
  id: true,
  newcomerId: true,
  mentorId: true,
  newcomerPersonId: true,
  mentorPersonId: true,
  offerVisibleAt: true,
  introducedAt: true,
});
export type MatchLine = z.infer<typeof matchLineSchema>;

/** How full a mentor's places are, and when they last said that they are willing. */
const mentorLoadSchema = mentorSchema
  .pick({ active: true, reserved: true, heartbeatAt: true })
  .extend({ answers: z.object({ capacity: mentorAnswersSchema.shape.capacity }) });
export type MentorLoad = z.infer<typeof mentorLoadSchema>;

const { answers: _, ...plainLoad } = mentorLoadSchema.shape;

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
  /** The references of newcomers or mentors in a state, oldest first; at most so many, and whether there are more. */
  references: async (
    kind: 'newcomer' | 'mentor',
    { state, limit }: { state: RequestState | MentorState; limit: number },
  ): Promise<{ lines: ReferenceLine[]; cut: boolean }> => {
    const only = Object.keys(referenceLineSchema.shape);
    const { items, cursor } = await readListPage(table, { type: kind }, { state, limit, only });
    return { lines: items.map((item) => referenceLineSchema.parse(item)), cut: cursor !== null };
  },
  /** The load of every mentor in a state. */
  mentorLoads: async (state: MentorState): Promise<MentorLoad[]> => {
    // An item from before has its answers as an attribute.
    const only = [...Object.keys(plainLoad), nestedAttribute, 'answers'];
    const items = await readWholeList(table, mentorKind, { state, only });
    return items.map((item) => mentorLoadSchema.parse(unpack(item)));
  },
});
