import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '#functions/api/routes.ts';
import type { Cast } from './cast.ts';

/** One kind of page, or of answer of the API, that somebody opens. */
export type Visit = {
  /** As its file or its route names it, and whose it is. */
  readonly name: string;
  readonly path: string;
  readonly cookies: readonly string[];
  /** The status that it must answer with. */
  readonly status: number;
};

const notThere = '/nothing-is-here';

const pages: Readonly<Record<keyof Cast['cookies'], readonly string[]>> = {
  nobody: ['/in', '/out', '/contact', '/resume', '/unsubscribe?token={token}', notThere],
  newcomerForm: ['/apply', '/apply/{step}'],
  mentorForm: ['/volunteer', '/volunteer/{step}'],
  newcomer: [
    '/my',
    '/my/answers',
    '/my/settings',
    '/my/data',
    '/my/concern',
    '/my/withdraw',
    '/my/matches/{introduced}',
    '/my/matches/{introduced}/calendar',
  ],
  mentor: ['/my', '/my/mentoring', '/my/answers', '/my/data', '/my/step-down', '/my/matches/{offered}'],
  coordinator: [
    '/desk',
    '/desk/approve',
    '/desk/newcomers',
    '/desk/newcomers/{newcomerId}',
    '/desk/newcomers/{newcomerId}/mentors/{mentorId}',
    '/desk/mentors',
    '/desk/mentors?state=approved',
    '/desk/mentors/{mentorId}',
    '/desk/matches',
    '/desk/matches?state=introduced',
    '/desk/matches/{matchId}',
    '/desk/matches/{introduced}',
    '/desk/rounds',
    '/desk/rounds/{roundId}',
    '/desk/mail',
    '/desk/mail/{intentId}',
    '/desk/coordinators',
    '/desk/find?q={reference}',
    '/desk/find?q={letter}',
  ],
};

/** Prerendered at build, only on one machine, or shown in the place of another page. */
const notOpened = ['/desk/keys', '/look', '/404', '/500', '/problem'];

const fill = (path: string, ids: Cast['ids']): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`The demo has nothing that could be {${name}} in ${path}.`);
    return encodeURIComponent(id);
  });

/** A path whose parts that differ are all the same: what a page's file and its address have in common. */
const shapeOf = (path: string): string => path.replaceAll(/\{\w+\}|\[[\w.]+\]/g, '*').replace(/\?.*/, '');

const root = fileURLToPath(new URL('../../../web/src/pages', import.meta.url));

/** Every page that is rendered when somebody opens it, as a path with `[name]`s. */
const pagesOnDemand = (): string[] =>
  globSync('**/*.{astro,ts}', { cwd: root })
    .filter((file) => {
      const text = readFileSync(`${root}/${file}`, 'utf8');
      return text.includes('prerender = false') && (file.endsWith('.astro') || text.includes('const GET'));
    })
    .map((file) => `/${file.replace(/^\[\.{3}lang\]\//, '').replace(/(\/index)?\.\w+$/, '')}`);

const assertAllCovered = (visits: readonly string[]): void => {
  const covered = new Set([...visits, ...notOpened].map(shapeOf));
  const missing = pagesOnDemand().filter((page) => !covered.has(shapeOf(page)));
  if (missing.length > 0) throw new Error(`Not measured: ${missing.join(', ')}.`);
};

const apiVisits = ({ ids, cookies }: Cast): Visit[] =>
  Object.values(routes)
    .filter(({ method }) => method === 'get')
    .map(({ path, access }) => {
      const who =
        path === '/drafts/current'
          ? 'newcomerForm'
          : access === 'anyone'
            ? 'nobody'
            : access === 'coordinator'
              ? access
              : 'newcomer';
      const own = path.startsWith('/me/matches') ? { ...ids, matchId: ids.introduced } : ids;
      return {
        name: `/api${path}`,
        path: `/api${fill(path, own as Cast['ids'])}`,
        cookies: cookies[who],
        status: 200,
      };
    });

/**
 * Every kind of page and every answer that is read, each opened by somebody who may.
 * @throws if there is a page that is not among them: what is not measured cannot be promised.
 */
export const visitsOf = (cast: Cast): Visit[] => {
  const own = Object.entries(pages).flatMap(([who, paths]) =>
    paths.map((path) => ({ who: who as keyof Cast['cookies'], path })),
  );
  assertAllCovered(own.map(({ path }) => path));
  return [
    ...own.map(({ who, path }) => ({
      name: own.filter((each) => each.path === path).length > 1 ? `${path} (${who})` : path,
      path: fill(path, cast.ids),
      cookies: cast.cookies[who],
      status: path === notThere ? 404 : 200,
    })),
    ...apiVisits(cast),
  ];
};
