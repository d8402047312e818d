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

/** Rounds and the proposals of their previews. */
export const createRounds = (table: Table) => ({
  get: async (id: RoundId): Promise<Round | null> => {
    const item = await table.get(keys.round(id));
    return item && parseRound(item);
  },
  /** A page of rounds, newest first. */
  list: async (cursor?: string): Promise<Page<Round>> => {
    const page = await table.query({
      index: 'byState',
      partition: indexKeys.rounds,
      newestFirst: true,
      limit: 25,
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
  putProposals: async (round: Round, proposals: readonly RoundProposal[]): Promise<void> => {
    for (let start = 0; start < proposals.length; start += 50) {
      const written = await table.transact(
        proposals.slice(start, start + 50).map((proposal) => ({
          put: {
            ...keys.proposal(round.id, proposal.newcomerId),
            type: 'round-proposal',
            ...pack(proposal),
            expiresAtEpochSeconds: epochSeconds(plus(round.createdAt, 90 * days)),
          },
        })),
      );
      if (!written)
        throw new Error(`The proposals of ${round.id} were written by another worker at the same time.`);
    }
  },
  /** Every proposal of a round's preview. */
  proposals: async (id: RoundId): Promise<RoundProposal[]> =>
    (await table.queryAll({ partition: keys.round(id).pk, prefix: 'PROPOSAL#' })).map((item) =>
      roundProposalSchema.parse(unpack(item)),
    ),
});
