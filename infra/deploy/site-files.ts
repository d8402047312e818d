import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One built file as the bucket keeps it. */
export type SiteFile = {
  /** Where CloudFront looks for it, such as `_astro/page.css`. */
  readonly key: string;
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** MD5 of its bytes in hex, as S3 gives it in `ETag`. */
  readonly md5: string;
};

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** What carries a hash in its name never changes; a page is asked for again after a minute, so nothing has to be thrown out of caches. */
const cacheControlOf = (key: string): string =>
  key.startsWith('_astro/')
    ? 'public, max-age=31536000, immutable'
    : key.startsWith('fonts/')
      ? 'public, max-age=86400'
      : 'public, max-age=0, s-maxage=60';

/**
 * The files of a built site, pages last: a page never stands there before what it loads.
 * @param folder `dist/site/client`
 * @throws for a kind of file whose content type is not known.
 */
export const siteFiles = (folder: string): SiteFile[] =>
  globSync('**/*.*', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    // The function draws these where they are needed.
    .filter((key) => !/(^|\/)problem\//.test(key))
    .map((key) => {
      const contentType = contentTypes[extname(key)];
      if (!contentType)
        throw new TypeError(`${key}: infra/deploy/site-files.ts knows no content type for it.`);
      const path = join(folder, key);
      const md5 = createHash('md5').update(readFileSync(path)).digest('hex');
      return { key, path, contentType, cacheControl: cacheControlOf(key), md5 };
    })
    .sort(
      (a, b) => Number(a.key.endsWith('.html')) - Number(b.key.endsWith('.html')) || (a.key < b.key ? -1 : 1),
    );

/**
 * The source maps of the functions' bundles. They go where the site's files are and no path of the site leads: whoever may read
 * the bucket can say what `index.mjs:12:3456` of a line in the log is, and nobody else gets them.
 * @param folder `dist/source-maps`
 */
export const sourceMaps = (folder: string): SiteFile[] =>
  globSync('**/*.map', { cwd: folder })
    .sort()
    .map((file) => {
      const path = join(folder, file);
      return {
        key: `source-maps/${file.replaceAll('\\', '/')}`,
        path,
        contentType: 'application/json',
        cacheControl: 'private, no-store',
        md5: createHash('md5').update(readFileSync(path)).digest('hex'),
      };
    });

/** A bucket, as far as it is used here. */
export type FileStore = {
  /** MD5 in hex by key. */
  readonly list: () => Promise<ReadonlyMap<string, string>>;
  readonly put: (file: SiteFile) => Promise<void>;
};

/**
 * Uploads what is not there yet, in order. Nothing is deleted: a page of an hour ago may still load yesterday's script.
 * @returns how many were uploaded.
 */
export const uploadSite = async (files: readonly SiteFile[], store: FileStore): Promise<number> => {
  const standing = await store.list();
  const missing = files.filter(({ key, md5 }) => standing.get(key) !== md5);
  for (const file of missing) await store.put(file);
  return missing.length;
};
