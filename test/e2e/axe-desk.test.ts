import { expect, test } from '#test/support/e2e.ts';
import { combinations, inspectAll } from '#test/support/inspect.ts';
import { deskPaths, signInAs } from '#test/support/visit.ts';

test.use({ demo: true });
test.setTimeout(900_000);

test('the desk holds in every language, theme and width', async ({ page, context, service }) => {
  await signInAs(context, service, 'coordinator@example.org');
  const paths = await deskPaths(context, service.origin);
  const { wrong, seen } = await inspectAll(page, paths);
  expect(seen).toBe(paths.length * combinations);
  expect(wrong).toEqual([]);
});
