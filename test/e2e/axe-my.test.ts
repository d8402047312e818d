import { expect, test } from '#test/support/e2e.ts';
import { combinations, inspectAll } from '#test/support/inspect.ts';
import { addressesInMatch, myPaths, signInAs } from '#test/support/visit.ts';

test.use({ demo: true });
test.setTimeout(900_000);

test('the portal of a newcomer and of a mentor holds in every language, theme and width', async ({
  page,
  context,
  service,
}) => {
  for (const email of await addressesInMatch(context, service, 'introduced')) {
    await context.clearCookies();
    await signInAs(context, service, email);
    const me = await (await context.request.get(`${service.origin}/api/me`)).json();
    const matches = me.matches.map(({ id }: { id: string }) => `/my/matches/${id}`);
    const { wrong, seen } = await inspectAll(page, [...myPaths, ...matches]);
    expect(seen).toBe((myPaths.length + matches.length) * combinations);
    expect(wrong).toEqual([]);
  }
});
