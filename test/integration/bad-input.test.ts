import { expect, test } from 'vitest';
import { newcomerForm } from '../support/forms.ts';
import { useTable } from '../support/table.ts';
import { answer, createWorld } from '../support/world.ts';

const table = useTable();

type Form = Record<string, unknown>;

/** A form with one place changed. */
const withField = (pointer: string, value: unknown): Form => {
  const form = structuredClone(newcomerForm('Wren')) as unknown as Form;
  const parts = pointer.split('/').slice(1);
  const last = parts.pop()!;
  let at: Form = form;
  for (const part of parts) at = at[part] as Form;
  at[last] = value;
  return form;
};

const lone = String.fromCharCode(0xd800);
const refusedFields: [pointer: string, value: unknown][] = [
  ['/contact/name', ''],
  ['/contact/name', 'x'.repeat(41)],
  ['/contact/name', 'Wren\u0000'],
  ['/contact/name', `Wren${lone}`],
  ['/contact/name', '\u202egnirts'],
  ['/contact/name', 'Wr\u200ben'],
  ['/contact/name', `a${'\u0301'.repeat(40)}`],
  ['/contact/name', 'Wren\r\nBcc: somebody@example.org'],
  ['/contact/name', 7],
  ['/contact/email', 'a@b@c.org'],
  ['/contact/email', '"quoted local"@example.org'],
  ['/contact/email', `${'a'.repeat(250)}@example.org`],
  ['/contact/email', 'wren@example'],
  ['/contact/email', 'wren@example.org\nBcc: x@example.org'],
  ['/contact/phone', '12'],
  ['/answers/timeZone', 'Etc/../../etc/passwd'],
  ['/answers/timeZone', 'Mars/Olympus'],
  ['/answers/pathways', ['no-such-path']],
  ['/answers/placeId', 'atlantis'],
  ['/answers/windows', []],
  ['/answers/windows', Array.from({ length: 10_000 }, () => ({ day: 1, start: 0, end: 60 }))],
  ['/answers/windows/0', { day: 1, start: 17, end: 60 }],
  ['/answers/windows/0', { day: 8, start: 0, end: 60 }],
  ['/answers/track', 'everything'],
  ['/answers/languages', [{ code: 'xx', level: 'fluent' }]],
  ['/answers/recoverySince', '2024-13'],
  ['/answers/importance', { pathway: -1 }],
  ['/answers/importance', { pathway: 3 }],
  ['/answers/radiusKm', -4],
  ['/answers/genderPreference', { strength: 'must', genders: [] }],
  ['/adult', false],
  ['/consent', 'yes'],
  ['/doNotMatch', ['nobody in particular']],
  ['/role', 'coordinator'],
  ['/answers/capacity', 99],
  ['/answers/state', 'waiting'],
  ['/contact/verified', true],
];

test.for(refusedFields)(
  '%s = %j is refused with a pointer to it, and nothing is stored',
  async ([pointer, value]) => {
    const world = await createWorld(table);
    const form = withField(pointer, value);
    const big = JSON.stringify(form).length > 32_000;
    const told = await world.browser().ask('POST', '/newcomers', { body: form });
    if (big) expect(told.status).toBe(413);
    else {
      expect(told).toMatchObject({ status: 400, body: { type: 'urn:alongside:problem:invalid-request' } });
      const pointers = told.body.errors.map((error: { pointer: string }) => error.pointer);
      expect(pointers.some((each: string) => each.startsWith(pointer))).toBe(true);
      for (const { message } of told.body.errors) expect(message).toMatch(/[.]$/);
    }
    expect(await world.services.store.intents.allByState('pending')).toEqual([]);
    expect(await world.services.store.newcomers.allByState('unverified')).toEqual([]);
  },
);

test('full-width and upper-case addresses are normalised, so that one person is one person', async () => {
  const world = await createWorld(table);
  await world.newcomer('Wren');
  const guest = world.browser();
  await guest.ask('POST', '/sign-in/codes', { body: { email: ' WREN＠Example.ORG ' } });
  expect((await world.confirm(guest)).contact.email).toBe('wren@example.org');
});

test('what is not well-formed JSON of the right kind never reaches a schema', async () => {
  const world = await createWorld(table);
  const guest = world.browser();
  const post = (rawBody: string, type = 'application/json') =>
    guest.ask('POST', '/newcomers', { rawBody, headers: { 'content-type': type } });
  expect((await post('{}', 'text/plain')).status).toBe(415);
  expect((await post('')).status).toBe(400);
  expect((await post('{"a":')).status).toBe(400);
  expect((await post('['.repeat(10_000) + ']'.repeat(10_000))).status).toBe(400);
  expect((await post('{"contact":{"name":1e400}}')).status).toBe(400);
  expect((await post('{"__proto__":{"role":"coordinator"}}')).status).toBe(400);
  expect((await post(`"${'x'.repeat(40_000)}"`)).status).toBe(413);
  expect((await post('null')).status).toBe(400);
});

test('queries: a name given twice, an unknown name or a wrong type is refused; a forged cursor leads nowhere', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  for (const query of [
    'state=waiting&state=paused',
    'role=all',
    'state=everything',
    `cursor=${'x'.repeat(2_000)}`,
  ]) {
    expect((await desk.ask('GET', `/newcomers?${query}`)).status, query).toBe(400);
  }
  const forged = Buffer.from(
    JSON.stringify({ pk: 'PERSON#person_x', sk: 'PERSON', gsi1pk: 'COORDINATOR', gsi1sk: '' }),
  ).toString('base64url');
  for (const cursor of ['nonsense', forged, Buffer.from('[]').toString('base64url')]) {
    expect((await desk.ask('GET', `/newcomers?cursor=${cursor}`)).body, cursor).toEqual({
      items: [],
      cursor: null,
    });
  }
});

test('paths: ids of another kind, encoded slashes and dots are not there', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const paths = [
    `/newcomers/${mentor.id}`,
    '/newcomers/..%2fmentors',
    '/newcomers/%00',
    '/newcomers/newcomer_%F0%9F%8C%B1',
    '/mentors//',
    '/nothing',
  ];
  for (const path of paths) expect((await desk.ask('GET', path)).status, path).toBe(404);
  expect((await desk.ask('PUT', `/mentors/${mentor.id}`)).status).toBe(405);
});

test('only our own pages may change anything: Fetch Metadata, or Origin where a browser lacks it', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple');
  const { origin } = world.services;
  const cases: [headers: Record<string, string>, status: number][] = [
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://sub.alongside.example.org' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 403],
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
    [{ origin }, 409],
    [{ 'sec-fetch-site': 'same-origin', origin }, 409],
  ];
  await desk.ask('POST', `/mentors/${mentor.id}/verdict`, { body: { verdict: 'approve' } });
  for (const [headers, status] of cases) {
    const request = new Request(`${origin}/api/mentors/${mentor.id}/verdict`, {
      method: 'POST',
      body: JSON.stringify({ verdict: 'approve' }),
      headers: {
        'content-type': 'application/json',
        cookie: [...desk.cookies].map((pair) => pair.join('=')).join('; '),
        ...headers,
      },
    });
    expect((await answer(world.services, request)).status, JSON.stringify(headers)).toBe(status);
  }
});

test('an idempotency key gives the first answer again, refuses another body, and says when it is busy', async () => {
  const world = await createWorld(table);
  const guest = world.browser();
  const headers = { 'idempotency-key': 'one-form' };
  const first = await guest.ask('POST', '/newcomers', { body: newcomerForm('Wren'), headers });
  const again = await guest.ask('POST', '/newcomers', { body: newcomerForm('Wren'), headers });
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect((await guest.ask('POST', '/newcomers', { body: newcomerForm('Robin'), headers })).status).toBe(422);
  const busy = { 'idempotency-key': 'twenty-at-once' };
  const all = await Promise.all(
    Array.from({ length: 15 }, () =>
      guest.ask('POST', '/newcomers', { body: newcomerForm('Lark'), headers: busy }),
    ),
  );
  for (const { status } of all) expect([201, 409]).toContain(status);
  expect((await world.services.store.newcomers.allByState('unverified')).length).toBe(2);
});

test('an idempotency key is free again after a day, though the table still holds it', async () => {
  const world = await createWorld(table);
  const headers = { 'idempotency-key': 'one-form' };
  const guest = world.browser();
  await guest.ask('POST', '/newcomers', { body: newcomerForm('Wren'), headers });
  await world.pass(25 * 3_600_000);
  expect((await guest.ask('POST', '/newcomers', { body: newcomerForm('Robin'), headers })).status).toBe(201);
});
