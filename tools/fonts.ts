import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/**
 * Makes the site's fonts: only the letters that English and Spanish need, only the weights that the design
 * uses. Run `npx node tools/fonts.ts` after changing a font package or the list below; the results are
 * committed, so a build never needs this.
 */

/** Every sign the site may show in its own typefaces; anything else falls back to the system's font. */
const letters = [
  String.fromCharCode(...Array.from({ length: 95 }, (_, offset) => 0x20 + offset)),
  'ÁÉÍÑÓÚÜáéíñóúü¡¿ªº',
  '“”‘’«»–—…·•→←↗×½¼¾°©−✓\u00a0\u202f',
].join('');

const outFolder = new URL('../web/public/fonts/', import.meta.url);

/** Source file, name to write, and what remains of its variable axes. */
const fonts = [
  {
    source:
      '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
    name: 'atkinson-hyperlegible-next.woff2',
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
  },
  {
    // Headings only, so one cut: the optical size made for large type, at one weight.
    source: '@fontsource-variable/literata/files/literata-latin-opsz-normal.woff2',
    name: 'literata-display.woff2',
    variationAxes: { wght: 500, opsz: 36 },
  },
] as const;

await mkdir(outFolder, { recursive: true });
for (const { source, name, variationAxes } of fonts) {
  const original = await readFile(fileURLToPath(import.meta.resolve(source)));
  const subset = await subsetFont(original, letters, {
    targetFormat: 'woff2',
    variationAxes: { ...variationAxes },
  });
  await writeFile(new URL(name, outFolder), subset);
  console.log(
    `${name}: ${(subset.length / 1024).toFixed(1)} KB (from ${(original.length / 1024).toFixed(1)} KB)`,
  );
}
