import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const pinned = /^\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const usesOf = (text: string): string[] =>
  [...text.matchAll(/^\s*-?\s*uses: (.+)$/gm)].map(([, use]) => use ?? '');

const workflows = globSync('.github/workflows/*.yml');

test('there are a workflow for tests and one for deploying', () => expect(workflows).toHaveLength(2));

test.each(workflows)('%s uses actions by the hash of a commit only, and says what it may', (path) => {
  const text = readFileSync(path, 'utf8');
  expect(usesOf(text).length).toBeGreaterThan(0);
  for (const use of usesOf(text)) expect(use).toMatch(pinned);
  expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  // No key of AWS, and no shell line that a tag's name could write into.
  expect(text).not.toMatch(/secrets\.|AWS_SECRET_ACCESS_KEY/);
  expect(text).not.toMatch(/run:.*\$\{\{/);
});

test('a tag in place of a hash shows', () => {
  expect(usesOf('      - uses: actions/checkout@v5\n')[0]).not.toMatch(pinned);
});
