import { expect, test } from 'vitest';
import { synthesise } from '#test/support/templates.ts';

/*
 * What each stack is, as a whole: a change that nobody meant shows here. Hashes of bundles are left out, since they change
 * with the code. `npx vitest run --project unit test/unit/infra -u` takes a change that was meant.
 */

const { templates } = synthesise();

const withoutHashes = (template: unknown): unknown =>
  JSON.parse(
    JSON.stringify(template)
      .replaceAll(/"[0-9a-f]{64}(\.\w+)?"/g, '"HASH"')
      .replaceAll(/[0-9a-f]{64}/g, 'HASH'),
  );

test.each(Object.entries(templates))('%s', async (name, template) => {
  await expect(JSON.stringify(withoutHashes(template), null, 1)).toMatchFileSnapshot(
    `snapshots/${name}.json`,
  );
});
