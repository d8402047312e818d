import type { Item, Table } from '#functions/data/table-client.ts';
import type { Sender } from '#functions/mail/sender.ts';
import type { Services } from '#functions/services.ts';
import type { Chance } from './chance.ts';

/** One who acts: services with a clock of its own, which may be wrong by minutes. */
export type Actor = { readonly services: Services; readonly table: Table; readonly sender: Sender };

/** A record of a queue. */
export type QueueRecord = { readonly messageId: string; readonly body: string };

/** A way to send messages, as the harness drives it. */
export type Algorithm = {
  /** Writes what is to be sent. */
  readonly write: (actor: Actor, chance: Chance) => Promise<void>;
  /** Id of an item whose change goes down the stream's road, or null. */
  readonly streamed: (item: Item) => string | null;
  /** Works a batch. @returns ids of the records that should come again. */
  readonly work: (actor: Actor, records: readonly QueueRecord[]) => Promise<readonly string[]>;
  /** What the clock does; `queue` puts an id in the queue directly. */
  readonly tick: (actor: Actor, queue: (id: string) => void) => Promise<void>;
  /** Takes events of SES in. */
  readonly tell: (actor: Actor, records: readonly QueueRecord[]) => Promise<readonly string[]>;
  /** What is wrong with an item after all has calmed down; `lost` if its message never came and nobody sees that. */
  readonly judge: (item: Item, sends: number) => 'fine' | 'lost' | string;
  /** What is wrong with a write, looking at what stood there before. */
  readonly judgeWrite: (before: Item | undefined, after: Item) => string | null;
  readonly isMessage: (item: Item) => boolean;
};
