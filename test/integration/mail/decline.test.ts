import { expect, test } from 'vitest';
import { handleMail } from '#functions/mail/handler.ts';
import type { MessageKind } from '#shared/life/message.ts';
import { createCast } from '#test/support/cast.ts';
import { useSes } from '#test/support/mail.ts';
import { useTable } from '#test/support/table.ts';
import { answer, createWorld } from '#test/support/world.ts';

const table = useTable();
const ses = useSes();

const setUp = async () => {
  ses.behaviour = 'accept';
  const world = await createWorld(table);
  const { services } = world;
  const cast = createCast(services);
  const { person, address } = await cast.newcomer();
  const send = async (kind: MessageKind) => {
    const { id } = await cast.message({ kind, personId: person.id });
    const record = { messageId: 'r', body: JSON.stringify({ intentId: id }) };
    await handleMail({ Records: [record] }, { ...services, sender: ses.sender });
    return services.store.intents.get(id);
  };
  const headerOf = async (name: string): Promise<string | undefined> =>
    (await ses.mailTo(address)).at(-1)?.headers.find((each) => each.name === name)?.value;
  /** What a mail provider's own machine sends: no cookie, no origin, a form. */
  const press = (url: string, init: RequestInit = {}) =>
    answer(
      services,
      new Request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
        ...init,
      }),
    );
  return { services, person, send, headerOf, press };
};

test('one press in a mail program stops this kind of message, twice does no harm, and no other kind', async () => {
  const { services, person, send, headerOf, press } = await setUp();
  await send('newcomer-update');
  const header = await headerOf('List-Unsubscribe');
  expect(await headerOf('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  const url =
    /^<(https:\/\/alongside\.example\.org\/api\/unsubscribe\/[^>\s]+)>$/.exec(header ?? '')?.[1] ?? '';
  expect((await answer(services, new Request(url))).status).toBe(200);
  expect((await services.store.people.get(person.id))?.declinedKinds).toEqual([]);
  for (let i = 0; i < 2; i += 1) expect((await press(url)).status).toBe(200);
  expect((await services.store.people.get(person.id))?.declinedKinds).toEqual(['newcomer-update']);
  expect(await send('newcomer-update')).toMatchObject({ state: 'cancelled', reason: 'declined' });
});

test('what cannot be done without offers no way to stop it, and no token stops it', async () => {
  const { services, person, send, headerOf, press } = await setUp();
  await send('newcomer-update');
  const { tokens, origin } = services;
  const urlOf = (token: string) => `${origin}/api/unsubscribe/${token}`;
  expect((await press(urlOf(tokens.declineTokenOf(person.id, 'introduction')))).status).toBe(404);
  expect((await press(urlOf(`${person.id}.newcomer-update.forged`))).status).toBe(404);
  expect((await press(urlOf(tokens.tokenOf(person.id)))).status).toBe(404);
  expect(await headerOf('List-Unsubscribe')).toBeDefined();
});

test('only this one route takes what comes from elsewhere, and it sees no cookie', async () => {
  const { services, press } = await setUp();
  for (const path of ['/api/sessions', '/api/unsubscribe', '/api/unsubscribe/a/b', '/unsubscribe/a'])
    expect((await press(`${services.origin}${path}`)).status, path).toBe(403);
});
