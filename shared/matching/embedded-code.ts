/* WebAssembly that is kept as text beside its source: compiled once, when first asked for, and given a memory each time. */

type Memory = { readonly buffer: ArrayBuffer };
/** The part of WebAssembly's interface that is used here: TypeScript has it only for browsers. */
type WebAssemblyInterface = {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (pages: { initial: number }) => Memory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;

const compile = (text: string, wasm: WebAssemblyInterface | undefined): object | null => {
  if (!wasm) return null;
  try {
    return new wasm.Module(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  } catch {
    return null; // A processor or a runtime without SIMD.
  }
};

/** Starts code over a memory of its own of at least so many bytes; null where the runtime cannot run it. */
export type StartCode<Code> = (bytes: number) => { code: Code; buffer: ArrayBuffer } | null;

/** What starts the code that a text holds in base64. */
export const embed = <Code>(text: string): StartCode<Code> => {
  let compiled: object | null | undefined;
  return (bytes) => {
    const wasm = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly;
    if (compiled === undefined) compiled = compile(text, wasm);
    if (!compiled || !wasm) return null;
    const memory = new wasm.Memory({ initial: Math.ceil(bytes / pageBytes) });
    const { exports } = new wasm.Instance(compiled, { env: { memory } });
    return { code: exports as Code, buffer: memory.buffer };
  };
};
