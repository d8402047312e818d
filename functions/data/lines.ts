import * as z from 'zod';
import type { MatchId, MentorId, NewcomerId } from '#shared/ids.ts';
import { type MatchState, matchSchema } from '#shared/life/match.ts';
import { intentSchema } from '#shared/life/message.ts';
import { mentorSchema } from '#shared/people/mentor.ts';
import { newcomerSchema } from '#shared/people/newcomer.ts';
import { matchKind } from './entities.ts';
import { indexKeys, keys } from './keys.ts';
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

/** A request or a place, and how it stands. */
const standingSchema = z.union([
  newcomerSchema.pick({ id: true, state: true }),
  mentorSchema.pick({ id: true, state: true }),
]);
export type Standing = z.infer<typeof standingSchema>;

/** A newcomer who waits: whose request it is, since when, and whether somebody is proposed to them already. */
const waitingLineSchema = newcomerSchema.pick({
  id: true,
  personId: true,
  waitingSince: true,
  proposedMatchId: true,
});
export type WaitingLine = z.infer<typeof waitingLineSchema>;

/** A mentor who has applied: who, and when. */
const applicantLineSchema = mentorSchema.pick({ id: true, personId: true, createdAt: true });
type ApplicantLine = z.infer<typeof applicantLineSchema>;

/** A message: which, for whom, how it stands and since when. */
const messageLineSchema = intentSchema.pick({
  id: true,
  kind: true,
  state: true,
  trouble: true,
  createdAt: true,
  personId: true,
});
export type MessageLine = z.infer<typeof messageLineSchema>;

/** The first lines of a list, oldest first. */
const readLines = async <T>(
  table: Table,
  { kind, state, schema }: { kind: string; state: string; schema: z.ZodObject & z.ZodType<T> },
  limit: number,
): Promise<T[]> => {
  const only = Object.keys(schema.shape);
  const { items } = await readListPage(table, { type: kind }, { state, limit, only });
  return items.map((item) => schema.parse(item));
};

/** Lists of which only a little is wanted; no more is read of each item than that. */
export const createLines = (table: Table) => ({
  /** All matches in a state, oldest first. */
  matches: async (state: MatchState): Promise<MatchLine[]> =>
    (await readWholeList(table, matchKind, { state, only: Object.keys(matchLineSchema.shape) })).map((item) =>
      matchLineSchema.parse(item),
    ),
  /** All messages that failed, were held back, or did not arrive, oldest first. */
  troubledMessages: async (): Promise<MessageLine[]> => {
    const only = Object.keys(messageLineSchema.shape);
    const items = await table.queryAll({ index: 'byState', partition: indexKeys.troubled, only });
    return items.map((item) => messageLineSchema.parse(item));
  },
  /** These matches as they are now, in no order; those that are not there are left out. */
  matchesNow: async (ids: readonly MatchId[]): Promise<MatchLine[]> =>
    (await table.getMany(ids.map(keys.match), Object.keys(matchLineSchema.shape))).map((item) =>
      matchLineSchema.parse(item),
    ),
  /** How these requests and places stand now, in no order; those that are not there are left out. */
  standings: async (newcomers: readonly NewcomerId[], mentors: readonly MentorId[]): Promise<Standing[]> => {
    const wanted = [...newcomers.map(keys.newcomer), ...mentors.map(keys.mentor)];
    return (await table.getMany(wanted, ['id', 'state'])).map((item) => standingSchema.parse(item));
  },
  /** The newcomers who have waited longest, so many at most. */
  waiting: async (limit: number): Promise<WaitingLine[]> =>
    readLines(table, { kind: 'newcomer', state: 'waiting', schema: waitingLineSchema }, limit),
  /** The mentors whose application is oldest, so many at most. */
  applicants: async (limit: number): Promise<ApplicantLine[]> =>
    readLines(table, { kind: 'mentor', state: 'applied', schema: applicantLineSchema }, limit),
});
