import { embed } from './embedded-code.ts';
import { panelCode } from './panel-code.ts';

/* The panel's WebAssembly. The code is `assembly/panel.ts`, compiled into `panel-code.ts` by `npm run assembly`. */

/** What the panel's code does; see `assembly/panel.ts`. */
export type PanelCode = {
  readonly meet: () => number;
  readonly score: (count: number, everybody: 0 | 1) => number;
};

/** The panel's code over a memory of its own of at least so many bytes; null where the runtime cannot run it. */
export const startPanelCode = embed<PanelCode>(panelCode);
