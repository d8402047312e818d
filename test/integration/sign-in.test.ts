import { expect, test } from 'vitest';
import { askForCode } from '#functions/steps/sign-in.ts';
import { minutes, seconds } from '#shared/time.ts';
import { mentorForm, newcomerForm } from '../support/forms.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();
const refused = { status: 400, body: { type: 'urn:alongside:problem:sign-in-refused' } };

const tokenOf = (world: Awaited<ReturnType<typeof createWorld>>, pending: string): string =>
  world.services.tokens.tokenOf(pending.split('.')[0] ?? '');

test('a code works once, in the browser that asked, and only for ten minutes', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const guest = world.browser();
  await guest.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  const code = world.codeFor(guest);
  const pending = guest.cookies.get('__Host-pending') ?? '';

  const stranger = world.browser();
  expect(await stranger.ask('POST', '/sessions', { body: { code } })).toMatchObject(refused);
  stranger.cookies.set('__Host-pending', `${pending.split('.')[0]}.somebody-else`);
  expect(await stranger.ask('POST', '/sessions', { body: { code } })).toMatchObject(refused);

  expect(
    (await guest.ask('POST', '/sessions', { body: { code: `${code.slice(0, 4)} ${code.slice(4)}` } })).status,
  ).toBe(201);
  guest.cookies.set('__Host-pending', pending);
  expect(await guest.ask('POST', '/sessions', { body: { code } })).toMatchObject(refused);

  const late = world.browser();
  await late.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  await world.pass(10 * minutes);
  expect(await late.ask('POST', '/sessions', { body: { code: world.codeFor(late) } })).toMatchObject(refused);
});

test('after five wrong codes the right one is refused too; an older challenge dies with a newer one', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const guest = world.browser();
  await guest.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  const right = world.codeFor(guest);
  const wrong = String((Number(right) + 1) % 1e8).padStart(8, '0');
  const kept = guest.cookies.get('__Host-pending') ?? '';
  // What cannot be a code is no guess, and costs no try.
  for (const code of ['abc', '', '1234567', '123456789']) {
    const told = await guest.ask('POST', '/sessions', { body: { code } });
    expect(told).toMatchObject({ ...refused, body: { errors: [{ code: 'code-shape' }] } });
  }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const told = await guest.ask('POST', '/sessions', { body: { code: wrong } });
    expect(told).toMatchObject(refused);
    expect(told.body.errors).toMatchObject([
      attempt < 4
        ? { code: 'wrong-code', message: expect.stringContaining(`${4 - attempt} tr`) }
        : { code: 'code-spent' },
    ]);
  }
  // The browser has no code to type any more; one that keeps its cookie all the same is told why.
  expect(guest.cookies.get('__Host-pending') ?? '').toBe('');
  guest.cookies.set('__Host-pending', kept);
  const spent = await guest.ask('POST', '/sessions', { body: { code: right } });
  expect(spent).toMatchObject({ ...refused, body: { errors: [{ code: 'code-spent' }] } });

  const older = world.browser();
  await older.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  const newer = world.browser();
  await newer.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  expect(await older.ask('POST', '/sessions', { body: { code: world.codeFor(older) } })).toMatchObject(
    refused,
  );
  expect((await newer.ask('POST', '/sessions', { body: { code: world.codeFor(newer) } })).status).toBe(201);
});

test('a link signs in another browser only after a notice, and twenty at once sign in exactly one', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const guest = world.browser();
  await guest.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  const token = tokenOf(world, guest.cookies.get('__Host-pending') ?? '');
  const phone = world.browser();
  expect((await phone.ask('POST', '/sessions', { body: { token } })).body.type).toBe(
    'urn:alongside:problem:other-browser',
  );
  expect(
    await phone.ask('POST', '/sessions', { body: { token: `${token}x`, confirmOtherBrowser: true } }),
  ).toMatchObject(refused);
  const all = await Promise.all(
    Array.from({ length: 20 }, () =>
      world.browser().ask('POST', '/sessions', { body: { token, confirmOtherBrowser: true } }),
    ),
  );
  expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(all.filter(({ status }) => status === 400)).toHaveLength(19);
});

test('GET and HEAD consume nothing', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const guest = world.browser();
  await guest.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  const token = tokenOf(world, guest.cookies.get('__Host-pending') ?? '');
  for (const path of ['/sessions', `/sessions?token=${token}`, '/sign-in/codes']) {
    expect((await guest.ask('GET', path)).status).toBe(405);
    expect((await guest.ask('HEAD', path)).status).toBe(405);
  }
  expect((await guest.ask('POST', '/sessions', { body: { token } })).status).toBe(201);
});

test('a known and an unknown address get the same status, body and headers', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const answerTo = async (email: string) => {
    const guest = world.browser();
    const told = await guest.ask('POST', '/sign-in/codes', { body: { email } });
    const headers = [...told.headers]
      .map(([name, value]) => `${name}: ${value.replace(/challenge_[^;]+/, 'challenge_…')}`)
      .sort();
    return {
      status: told.status,
      body: told.body,
      headers,
      cookie: (guest.cookies.get('__Host-pending') ?? '').length,
    };
  };
  expect(await answerTo('wren@example.org')).toEqual(await answerTo('nobody@example.org'));
  const intents = await world.services.store.intents.allByState('pending');
  expect(intents.filter(({ kind }) => kind === 'sign-in')).toHaveLength(1);
});

/** The store, with the name of every call written down. */
const recorded = (store: object, calls: string[], path = ''): object =>
  new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      const at = `${path}${String(name)}`;
      if (typeof value === 'function') {
        return (...values: unknown[]) => {
          calls.push(at);
          return value(...values);
        };
      }
      return typeof value === 'object' && value !== null ? recorded(value, calls, `${at}.`) : value;
    },
  });

test('asking for a code makes the same calls to the table whether the address is known or not', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const callsFor = async (email: string) => {
    const calls: string[] = [];
    const store = recorded(world.services.store, calls) as typeof world.services.store;
    await askForCode({ ...world.services, store }, email);
    return calls;
  };
  const known = await callsFor('wren@example.org');
  expect(known).toContain('commit');
  expect(await callsFor('nobody@example.org')).toEqual(known);
});

test('a form from a known address is answered like a new one, changes nothing until its owner signs in, and is not lost', async () => {
  const world = await createWorld(table);
  const wren = await world.newcomer('Wren');
  const fresh = world.browser();
  const again = await fresh.ask('POST', '/newcomers', {
    body: {
      ...newcomerForm('Wren', { pathways: ['smart'] }),
      contact: { name: 'Wren again', email: 'wren@example.org' },
    },
  });
  const other = await world.browser().ask('POST', '/newcomers', { body: newcomerForm('Robin') });
  expect(again.status).toBe(other.status);
  expect(Object.keys(again.body)).toEqual(Object.keys(other.body));
  expect((await wren.ask('GET', '/me')).body).toMatchObject({
    contact: { name: 'Wren' },
    request: { answers: { pathways: ['aa'] } },
  });

  const me = await world.confirm(fresh);
  expect(me.resubmissions).toEqual(['newcomer']);
  expect((await fresh.ask('POST', '/me/resubmissions/newcomer/use')).status).toBe(200);
  const after = (await fresh.ask('GET', '/me')).body;
  expect(after).toMatchObject({
    contact: { name: 'Wren again' },
    request: { state: 'waiting', answers: { pathways: ['smart'] } },
    resubmissions: [],
  });
  expect((await fresh.ask('POST', '/me/resubmissions/newcomer/use')).status).toBe(404);
});

test('a newcomer may become a mentor too, with one person and one address', async () => {
  const world = await createWorld(table);
  const wren = await world.newcomer('Wren');
  const fresh = world.browser();
  await fresh.ask('POST', '/mentors', { body: mentorForm('Wren') });
  await world.confirm(fresh);
  await fresh.ask('POST', '/me/resubmissions/mentor/use');
  const me = (await fresh.ask('GET', '/me')).body;
  expect(me).toMatchObject({
    id: wren.me.id,
    roles: ['newcomer', 'mentor'],
    mentoring: { state: 'applied' },
  });
});

test('a session ends with sign-out, and every one of them with the end of a grant; signing in gives a new one', async () => {
  const world = await createWorld(table);
  const first = await world.coordinator('first');
  const second = await world.coordinator('second');
  const before = second.cookies.get('__Host-session');
  const list = (await first.ask('GET', '/coordinators')).body.items;
  const id = list.find(({ email }: { email: string }) => email === 'second@example.org').id;
  expect((await second.ask('DELETE', `/coordinators/${id}`)).status).toBe(409);
  expect((await first.ask('DELETE', `/coordinators/${id}`)).status).toBe(200);
  expect((await second.ask('GET', '/me')).status).toBe(401);
  const back = await world.signIn('second@example.org');
  expect(back.cookies.get('__Host-session')).not.toBe(before);
  expect((await back.ask('GET', '/desk/today')).status).toBe(404);

  const stolen = new Map(first.cookies);
  await first.ask('DELETE', '/sessions/current');
  for (const [name, value] of stolen) first.cookies.set(name, value);
  expect((await first.ask('GET', '/me')).status).toBe(401);
});

test('cookies cannot be read by scripts, sent from elsewhere or over plain text; the table holds no secret', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const guest = world.browser();
  const told = await guest.ask('POST', '/sign-in/codes', { body: { email: 'wren@example.org' } });
  const code = world.codeFor(guest);
  const session = await guest.ask('POST', '/sessions', { body: { code } });
  for (const line of [...told.headers.getSetCookie(), ...session.headers.getSetCookie()]) {
    expect(line).toMatch(/^__Host-\w+=[^;]*; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/);
  }
});

test('floods from one network or to one address are asked to wait, with the time; others still pass', async () => {
  const world = await createWorld(table);
  const guest = world.browser('203.0.113.9');
  const codes: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    codes.push((await guest.ask('POST', '/sign-in/codes', { body: { email: 'flood@example.org' } })).status);
  }
  expect(codes.filter((status) => status === 202)).toHaveLength(6);
  const last = await guest.ask('POST', '/sign-in/codes', {
    body: { email: 'flood@example.org' },
    headers: { 'x-forwarded-for': '192.0.2.1' },
  });
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(
    (await world.browser().ask('POST', '/sign-in/codes', { body: { email: 'calm@example.org' } })).status,
  ).toBe(202);
  await world.pass(900 * seconds);
  expect((await guest.ask('POST', '/sign-in/codes', { body: { email: 'flood@example.org' } })).status).toBe(
    202,
  );
});
