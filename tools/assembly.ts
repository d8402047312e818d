import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/*
 * Compiles what is in `shared/matching/assembly/` into TypeScript that holds the code as text: `npm run assembly`. What comes
 * out is checked in, so that nothing has to be compiled to run; a test compiles it again and compares.
 */

const folder = 'shared/matching/assembly/';
const root = fileURLToPath(new URL('..', import.meta.url));

/** The sources that are compiled, each into `<name>-code.ts` beside the folder. */
export const assemblies = ['panel', 'above'] as const;
type Assembly = (typeof assemblies)[number];

/** Where the compiled code of a source is kept, from the project's root. */
export const codePathOf = (name: Assembly): string => `shared/matching/${name}-code.ts`;

/** The text of a source's compiled code. @throws if the source does not compile. */
export const compileAssembly = async (name: Assembly): Promise<string> => {
  const source = `${folder}${name}.ts`;
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      ...[source, '--outFile', `${name}.wasm`, '--baseDir', root],
      ...['--runtime', 'stub', '--importMemory', '--enable', 'simd', '--optimizeLevel', '3', '--noAssert'],
    ],
    {
      readFile: (path) =>
        path.startsWith(folder) && existsSync(`${root}${path}`)
          ? readFileSync(`${root}${path}`, 'utf8')
          : null,
      writeFile: (_path, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`Cannot compile ${source}:\n${stderr}`);
  const code = Buffer.from(binary).toString('base64');
  return `/** Made from \`assembly/${name}.ts\` by \`npm run assembly\`; not to be edited. */\nexport const ${name}Code =\n  '${code}';\n`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of assemblies) writeFileSync(`${root}${codePathOf(name)}`, await compileAssembly(name));
}
