import { panelCode } from './panel-code.ts';

/*
 * The panel's WebAssembly, compiled once and given a memory each time. The code is `assembly/panel.ts`, compiled into
 * `panel-code.ts` by `npm run assembly`; a test compiles it again and compares.
 */

/** What the panel's code does; see `assembly/panel.ts`. */
export type PanelCode = {
  readonly meet: () => number;
  readonly score: (count: number, everybody: 0 | 1) => number;
};

type Memory = { readonly buffer: ArrayBuffer };
/** The part of WebAssembly's interface that is used here: TypeScript has it only for browsers. */
type WebAssemblyInterface = {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (pages: { initial: number }) => Memory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;
let compiled: object | null | undefined;

const compile = (wasm: WebAssemblyInterface | undefined): object | null => {
  if (!wasm) return null;
  try {
    return new wasm.Module(Uint8Array.from(atob(panelCode), (letter) => letter.charCodeAt(0)));
  } catch {
    return null; // A processor or a runtime without SIMD.
  }
};

/** The panel's code over a memory of its own of at least so many bytes; null where the runtime cannot run it. */
export const startPanelCode = (bytes: number): { code: PanelCode; buffer: ArrayBuffer } | null => {
  const wasm = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly;
  if (compiled === undefined) compiled = compile(wasm);
  if (!compiled || !wasm) return null;
  const memory = new wasm.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const { exports } = new wasm.Instance(compiled, { env: { memory } });
  return { code: exports as PanelCode, buffer: memory.buffer };
};
