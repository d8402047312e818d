import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run build` left, as far as CloudFront has to know it. */
export type BuiltSite = {
  /** Paths of prerendered pages, such as `/how`; their files end in `.html`. */
  readonly pages: readonly string[];
  /** Patterns of every other file, such as `/fonts/*`. */
  readonly files: readonly string[];
};

/** The path under which a prerendered page is reached: without `.html`, an index as its folder. */
const pagePath = (file: string): string => `/${file.replace(/\.html$/, '').replace(/(^|\/)index$/, '')}`;

/**
 * Reads the built site.
 * @param folder `dist/site`
 * @throws if it is not there.
 */
export const readBuiltSite = (folder: string): BuiltSite => {
  if (!existsSync(join(folder, 'server/entry.mjs')))
    throw new Error(`${folder} holds no built site: npm run build makes it.`);
  const all = globSync('**/*.*', { cwd: join(folder, 'client') }).map((file) => file.replaceAll('\\', '/'));
  // The pages under /problem are drawn by the function where they are needed; nothing links to them.
  const pages = all.filter((file) => file.endsWith('.html') && !/(^|\/)problem\//.test(file));
  const files = all.filter((file) => !file.endsWith('.html'));
  return {
    pages: pages.map(pagePath).sort(),
    files: [
      ...new Set(files.map((file) => (file.includes('/') ? `/${file.split('/')[0]}/*` : `/${file}`))),
    ].sort(),
  };
};
