import type { RoundId } from '#shared/ids.ts';
import { after } from '#shared/life/life.ts';
import {
  type Round,
  type RoundEvent,
  type RoundProgress,
  type RoundProposal,
  roundLife,
  roundProposalSchema,
  roundSchema,
} from '#shared/life/round.ts';
import { days, epochSeconds, plus } from '#shared/time.ts';
import { unchanged } from './commit.ts';
import { encodeCursor } from './cursor.ts';
import { due, indexKeys, keys, listed } from './keys.ts';
import { pack, unpack } from './nested.ts';
import { type Item, isNew, type Page, type Table } from './table-client.ts';

/** The round that an item holds. */
export const parseRound = (item: Item): Round => roundSchema.parse(unpack(item));

const toItem = (round: Round): Item => ({
  ...keys.round(round.id),
  type: 'round',
  ...pack(round),
  ...listed(indexKeys.rounds, round.createdAt, round.id),
  ...due(round.dueAt, round.id),
  expiresAtEpochSeconds: epochSeconds(plus(round.createdAt, 90 * days)),
});

const proposalType = 'round-proposal';
const proposalPrefix = 'PROPOSAL#';

const toProposalItem = (round: Round, proposal: RoundProposal, place: number): Item => ({
  ...keys.proposal(round.id, place),
  type: proposalType,
  ...pack(proposal),
  expiresAtEpochSeconds: epochSeconds(plus(round.createdAt, 90 * days)),
});

const parseProposal = (item: Item): RoundProposal => roundProposalSchema.parse(unpack(item));

type PageOptions = { readonly cursor?: string | undefined; readonly limit?: number };

/** Rounds and the proposals of their previews. */
export const createRounds = (table: Table) => ({
  get: async (id: RoundId): Promise<Round | null> => {
    const item = await table.get(keys.round(id));
    return item && parseRound(item);
  },
  /** A page of rounds, newest first; 25 unless told. */
  list: async ({ cursor, limit = 25 }: PageOptions = {}): Promise<Page<Round>> => {
    const page = await table.query({
      index: 'byState',
      partition: indexKeys.rounds,
      newestFirst: true,
      limit,
      cursor,
    });
    return { items: page.items.map(parseRound), cursor: page.cursor };
  },
  create: (round: Round): Promise<boolean> => table.put(toItem(round), isNew),
  /** One step of a round's life. @returns the next version, or null if it is not allowed or another was faster. */
  move: async (round: Round, event: RoundEvent, patch: Partial<Round> = {}): Promise<Round | null> => {
    const state = after(roundLife, round.state, event);
    if (!state) return null;
    const next = { ...round, ...patch, state, version: round.version + 1 };
    return (await table.put(toItem(next), unchanged(round.version, round.state))) ? next : null;
  },
  /** Says how far a round is. @returns the next version, or null if it is no longer worked, or was changed meanwhile. */
  tell: async (round: Round, progress: RoundProgress, dueAt: string): Promise<Round | null> => {
    const next = { ...round, progress, dueAt, version: round.version + 1 };
    return (await table.put(toItem(next), unchanged(round.version, 'working'))) ? next : null;
  },
  /** Writes a due round again as it is, so that the stream carries it to the round function once more. */
  wake: (round: Round, dueAt: string): Promise<boolean> =>
    table.put(toItem({ ...round, dueAt, version: round.version + 1 }), unchanged(round.version, round.state)),
  /** Keeps the proposals of a preview, in this order, and none of a worker who did not come to an end. */
  putProposals: async (round: Round, proposals: readonly RoundProposal[]): Promise<void> => {
    const put = proposals.map((proposal, i) => toProposalItem(round, proposal, i + 1));
    const kept = new Set(put.map(({ sk }) => sk));
    const { pk } = keys.round(round.id);
    const before = await table.queryAll({ partition: pk, prefix: proposalPrefix, only: ['pk', 'sk'] });
    // The round function may not delete: what has expired is there for nobody.
    const expired = { expiresAtEpochSeconds: epochSeconds(round.createdAt) };
    const left = before
      .filter(({ sk }) => !kept.has(sk))
      .map(({ sk }) => ({ pk, sk, type: proposalType, ...expired }));
    const all = [...put, ...left];
    for (let start = 0; start < all.length; start += 50) {
      const written = await table.transact(all.slice(start, start + 50).map((item) => ({ put: item })));
      if (!written)
        throw new Error(`The proposals of ${round.id} were written by another worker at the same time.`);
    }
  },
  /** A page of the proposals of a round's preview, ten unless told, in the order in which they were kept. */
  listProposals: async (
    id: RoundId,
    { cursor, limit = 10 }: PageOptions = {},
  ): Promise<Page<RoundProposal>> => {
    const { pk } = keys.round(id);
    // One more than is shown tells whether there is a next page.
    const { items } = await table.query({ partition: pk, prefix: proposalPrefix, limit: limit + 1, cursor });
    const shown = items.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(parseProposal),
      cursor: items.length > limit && last ? encodeCursor({ pk, sk: last.sk }) : null,
    };
  },
  /** Every proposal of a round's preview. */
  proposals: async (id: RoundId): Promise<RoundProposal[]> =>
    (await table.queryAll({ partition: keys.round(id).pk, prefix: proposalPrefix })).map(parseProposal),
});
