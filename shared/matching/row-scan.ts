import { createOpenPositions } from './open-positions.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import { createPanel, type Open, type PanelNewcomer } from './panel.ts';
import { type Columns, wordsFor } from './pool-columns.ts';
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
  readonly findOpen: () => Open;
  /** The gates that the mentor at a position fails, as bits. */
  readonly failedGates: () => (at: number) => number;
};

/** Scans columns that do not change. */
export type RowScan = (newcomer: ReadyNewcomer) => Scan;

/** Fewer mentors than these are not worth a panel. */
const panelMinimum = 200;

/** The same without WebAssembly. */
export const createPlainScan = (columns: Columns, setting: Setting): RowScan => {
  const open = createOpenPositions(columns);
  const passed = new Uint32Array(wordsFor(columns.size));
  const fits = new Float64Array(columns.size);
  const ranks = new Float64Array(columns.size);
  return (newcomer) => {
    const reader = createReader(columns, newcomer, setting);
    const { tables, priority, passes, mayMeet, add, score, batch, failedGates } = reader;
    const takeBatch = (): void => {
      score();
      for (let i = 0; i < batch.count; i += 1) {
        const at = batch.at[i]!;
        fits[at] = batch.fit[i]!;
        ranks[at] = batch.rank[i]!;
      }
      batch.count = 0;
    };
    const findOpen = (): Open => {
      const words = open(tables);
      for (let word = 0; word < words.length; word += 1) {
        let among = 0;
        for (let left = words[word]!; left !== 0; left &= left - 1) {
          const bit = left & -left;
          const at = 32 * word + 31 - Math.clz32(bit);
          if (!passes(at) || !mayMeet(at)) continue;
          among |= bit;
          add(at);
          if (isFull(batch)) takeBatch();
        }
        passed[word] = among;
      }
      takeBatch();
      return { passed, fits, ranks };
    };
    return { priority, findOpen, failedGates: () => failedGates };
  };
};

const scanPanel = ({ priority, findOpen, compareAll }: PanelNewcomer): Scan => ({
  priority,
  findOpen,
  failedGates: () => {
    const { failed } = compareAll();
    return (at) => failed[at]!;
  },
});

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
