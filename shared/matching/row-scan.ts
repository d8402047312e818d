import { createOpenPositions } from './open-positions.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import { createPanel, type PanelNewcomer } from './panel.ts';
import type { Columns } from './pool-columns.ts';
import { createReader } from './pool-reader.ts';
import { isFull } from './pool-scorer.ts';

/*
 * Who passes every gate for one newcomer, by rising position, and what each comes to. Two ways to the same answer: a panel
 * in WebAssembly, or a reader in plain TypeScript, for few mentors and for whatever a panel cannot hold.
 */

/** One newcomer's mentors; to be read before the next newcomer's. */
export type Scan = {
  /** The newcomer's own priority, in points. */
  readonly priority: number;
  /** Visits whoever passes every gate, with fit and rank in points. */
  readonly visitOpen: (visit: (at: number, fit: number, rank: number) => void) => void;
  /** The gates that the mentor at a position fails, as bits. */
  readonly failedGates: () => (at: number) => number;
};

/** Scans columns that do not change. */
export type RowScan = (newcomer: ReadyNewcomer) => Scan;

/** Fewer mentors than these are not worth a panel. */
const panelMinimum = 200;

/** Visits set bits, lowest first. */
const visitBits = (words: Uint32Array, visit: (at: number) => void): void => {
  for (let word = 0; word < words.length; word += 1) {
    for (let left = words[word]!; left !== 0; left &= left - 1) {
      visit(32 * word + 31 - Math.clz32(left & -left));
    }
  }
};

const scanPanel = ({
  priority,
  findOpen,
  compareAll,
  passed,
  fits,
  ranks,
  contacts,
}: PanelNewcomer): Scan => ({
  priority,
  visitOpen: (visit) => {
    findOpen();
    visitBits(passed, (at) => {
      if (contacts(at) === 0) visit(at, fits[at]!, ranks[at]!);
    });
  },
  failedGates: () => {
    const failed = compareAll();
    return (at) => failed[at]!;
  },
});

/** The same without WebAssembly. */
export const createPlainScan = (columns: Columns, setting: Setting): RowScan => {
  const open = createOpenPositions(columns);
  return (newcomer) => {
    const { tables, priority, passes, mayMeet, add, score, batch, failedGates } = createReader(
      columns,
      newcomer,
      setting,
    );
    return {
      priority,
      visitOpen: (visit) => {
        const visitBatch = (): void => {
          score();
          for (let i = 0; i < batch.count; i += 1) visit(batch.at[i]!, batch.fit[i]!, batch.rank[i]!);
          batch.count = 0;
        };
        visitBits(open(tables), (at) => {
          if (!passes(at) || !mayMeet(at)) return;
          add(at);
          if (isFull(batch)) visitBatch();
        });
        visitBatch();
      },
      failedGates: () => failedGates,
    };
  };
};

/** The faster of the two ways that can be gone. */
export const createRowScan = (columns: Columns, setting: Setting): RowScan => {
  const plain = createPlainScan(columns, setting);
  const panel = columns.size < panelMinimum ? null : createPanel(columns, setting);
  if (!panel) return plain;
  return (newcomer) => {
    const put = panel(newcomer);
    return put ? scanPanel(put) : plain(newcomer);
  };
};
