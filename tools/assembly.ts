import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/*
 * Compiles `shared/matching/assembly/panel.ts` into `shared/matching/panel-code.ts`: `npm run assembly`. What comes out is
 * checked in, so that nothing has to be compiled to run; a test compiles it again and compares.
 */

const folder = 'shared/matching/assembly/';
const source = `${folder}panel.ts`;
/** Where the compiled code is kept. */
export const panelCodePath = 'shared/matching/panel-code.ts';
const root = fileURLToPath(new URL('..', import.meta.url));

/** The text of `panel-code.ts`. @throws if the source does not compile. */
export const compilePanel = async (): Promise<string> => {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      ...[source, '--outFile', 'panel.wasm', '--baseDir', root],
      ...['--runtime', 'stub', '--importMemory', '--enable', 'simd', '--optimizeLevel', '3', '--noAssert'],
    ],
    {
      readFile: (name) =>
        name.startsWith(folder) && existsSync(`${root}${name}`)
          ? readFileSync(`${root}${name}`, 'utf8')
          : null,
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`Cannot compile ${source}:\n${stderr}`);
  const code = Buffer.from(binary).toString('base64');
  return `/** Made from \`assembly/panel.ts\` by \`npm run assembly\`; not to be edited. */\nexport const panelCode =\n  '${code}';\n`;
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(`${root}${panelCodePath}`, await compilePanel());
