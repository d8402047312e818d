import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/*
 * A form without an address of its own posts to the page's address with its fragment: a token out of a mail, or the skip
 * link's `#main`, would go along to the next page and take the focus from the error summary.
 */

const pages = fileURLToPath(new URL('../../../web/src', import.meta.url));

/** Opening tags of forms that post and say no address. */
const withoutAction = (text: string): string[] =>
  (text.match(/<form\b(?:[^>{]|\{(?:[^{}]|\{[^}]*\})*\})*>/g) ?? []).filter(
    (tag) => /method="post"/.test(tag) && !/\saction=|\{action\}/.test(tag),
  );

test('every form that posts says where to', () => {
  const files = globSync('**/*.astro', { cwd: pages }).filter((path) => !path.startsWith('look/'));
  const forms = files.flatMap((path) =>
    withoutAction(readFileSync(join(pages, path), 'utf8')).map((tag) => `${path}: ${tag}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(forms).toEqual([]);
});

test('a form without an address is found', () => {
  expect(
    withoutAction('<form class="form" method="post" novalidate><form method="post" {action}>'),
  ).toHaveLength(1);
  expect(withoutAction('<form method="get">')).toEqual([]);
});
