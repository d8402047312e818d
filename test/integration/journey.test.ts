import { expect, test } from 'vitest';
import { days, hours, seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld, type World } from '../support/world.ts';

const table = useTable();

/** A newcomer, an approved mentor and a proposal of the two. */
const propose = async (world: World, suffix: string) => {
  const desk = await world.coordinator(`desk-${suffix}`);
  const mentor = await world.mentor(`Maple-${suffix}`, { by: desk });
  const newcomer = await world.newcomer(`Wren-${suffix}`);
  const proposed = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, {
    body: { mentorId: mentor.id },
  });
  expect(proposed.status).toBe(201);
  const id: string = proposed.body.matchId;
  return { desk, mentor, newcomer, id };
};

test('apply, confirm, vet, propose, approve, both say yes: then, and only then, each sees how to reach the other', async () => {
  const world = await createWorld(table);
  const { desk, mentor, newcomer, id } = await propose(world, 'a');

  expect((await desk.ask('POST', `/matches/${id}/approve`)).status).toBe(200);
  // Until it can no longer be undone, the mentor sees nothing.
  expect((await mentor.ask('GET', `/me/matches/${id}`)).status).toBe(404);
  expect((await newcomer.ask('GET', `/me/matches/${id}`)).status).toBe(404);

  await world.pass(31 * seconds);
  const offer = await mentor.ask('GET', `/me/matches/${id}`);
  expect(offer.body).toMatchObject({ side: 'mentor', state: 'offered-to-mentor', other: null, about: null });
  expect(JSON.stringify(offer.body)).not.toContain('Wren');
  // The page tells the same ways to talk as the mail: all that both would like.
  expect(offer.body.shared.ways).toEqual(['phone', 'video']);
  expect((await newcomer.ask('GET', `/me/matches/${id}`)).status).toBe(404);

  expect((await mentor.ask('POST', `/me/matches/${id}/accept`)).status).toBe(200);
  const asked = await newcomer.ask('GET', `/me/matches/${id}`);
  expect(asked.body).toMatchObject({
    side: 'newcomer',
    state: 'offered-to-newcomer',
    other: null,
    about: 'I like long walks.',
  });

  expect((await newcomer.ask('POST', `/me/matches/${id}/accept`)).status).toBe(200);
  const [forMentor, forNewcomer] = await Promise.all(
    [mentor, newcomer].map((each) => each.ask('GET', `/me/matches/${id}`)),
  );
  expect(forMentor?.body.other).toMatchObject({ name: 'Wren-a', email: 'wren-a@example.org' });
  expect(forNewcomer?.body.other).toMatchObject({ name: 'Maple-a', email: 'maple-a@example.org' });
  expect(forMentor?.body.firstCall).toEqual(forNewcomer?.body.firstCall);
  // However long the two are free together, the first call is half an hour: on the page, in the mail and in the file.
  const { start, end } = forMentor?.body.firstCall ?? {};
  expect(Date.parse(end) - Date.parse(start)).toBe(30 * 60 * seconds);
  expect(Date.parse(forMentor?.body.firstCall.start)).toBeGreaterThan(Date.parse(world.services.now()));

  await world.pass(48 * hours);
  expect((await newcomer.ask('GET', `/me/matches/${id}`)).body.askedToCheckIn).toBe(true);
  expect((await newcomer.ask('POST', `/me/matches/${id}/connected`)).status).toBe(200);
  expect((await mentor.ask('GET', `/me/matches/${id}`)).body.state).toBe('connected');

  expect(
    (await newcomer.ask('POST', `/me/matches/${id}/end`, { body: { reason: 'try-someone-else' } })).status,
  ).toBe(200);
  for (const each of [mentor, newcomer])
    expect((await each.ask('GET', `/me/matches/${id}`)).status).toBe(409);
  const waiting = (await newcomer.ask('GET', '/me')).body;
  expect(waiting.request.state).toBe('waiting');
});

test('undo within 30 seconds really takes an approval back; afterwards it is too late', async () => {
  const world = await createWorld(table);
  const { desk, mentor, newcomer, id } = await propose(world, 'b');
  await desk.ask('POST', `/matches/${id}/approve`);
  expect((await mentor.ask('GET', '/me')).body.mentoring).toMatchObject({ reserved: 1, active: 0 });
  expect((await desk.ask('POST', `/matches/${id}/undo`)).status).toBe(200);
  expect((await mentor.ask('GET', '/me')).body.mentoring).toMatchObject({ reserved: 0, active: 0 });
  expect((await newcomer.ask('GET', '/me')).body.request.state).toBe('waiting');

  expect((await desk.ask('POST', `/matches/${id}/approve`)).status).toBe(200);
  await world.pass(31 * seconds);
  const match = await world.services.store.matches.get(id as `match_${string}`);
  const intent = await world.services.store.intents.get(match!.offerIntentId!);
  await world.services.store.intents.move(intent!, 'claim');
  const late = await desk.ask('POST', `/matches/${id}/undo`);
  expect(late).toMatchObject({ status: 409, body: { type: 'urn:alongside:problem:too-late-to-undo' } });
});

test('no answer: reminded at 12 hours, expired at 24, the best alternate proposed, the place free, the wait kept', async () => {
  const world = await createWorld(table);
  const { desk, mentor, newcomer, id } = await propose(world, 'c');
  const other = await world.mentor('Alder-c', { by: desk, capacity: 2 });
  // Proposed again now that there is an alternate.
  const again = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, {
    body: { mentorId: mentor.id },
  });
  const second: string = again.body.matchId;
  expect((await desk.ask('POST', `/matches/${id}/approve`)).body.type).toBe(
    'urn:alongside:problem:not-in-this-state',
  );
  const since = (await newcomer.ask('GET', '/me')).body.request.waitingSince;
  await desk.ask('POST', `/matches/${second}/approve`);
  await world.pass(12 * hours + 31 * seconds);
  const reminder = await world.services.store.intents.allByState('pending');
  expect(reminder.filter(({ kind, matchId }) => kind === 'reminder' && matchId === second)).toHaveLength(1);
  await world.pass(12 * hours);
  // A coordinator's session has ended by now.
  const later = await world.signIn('desk-c@example.org');
  expect((await later.ask('GET', `/matches/${second}`)).body).toMatchObject({
    state: 'expired',
    closedBy: 'mentor',
  });
  expect((await mentor.ask('GET', '/me')).body.mentoring).toMatchObject({ reserved: 0, active: 0 });
  const me = (await newcomer.ask('GET', '/me')).body.request;
  expect(me).toMatchObject({ state: 'waiting', waitingSince: since });
  const next = (await later.ask('GET', `/newcomers/${newcomer.id}`)).body.proposedMatchId;
  const proposal = (await later.ask('GET', `/matches/${next}`)).body;
  expect(proposal).toMatchObject({ state: 'proposed' });
  expect(proposal.mentor.id).not.toBe(mentor.id);
  expect(other.id).toMatch(/^mentor_/);
});

test('a newcomer who withdraws takes an open offer with them; the mentor learns that it is gone and nothing more', async () => {
  const world = await createWorld(table);
  const { desk, mentor, newcomer, id } = await propose(world, 'd');
  await desk.ask('POST', `/matches/${id}/approve`);
  await world.pass(31 * seconds);
  await mentor.ask('POST', `/me/matches/${id}/accept`);
  expect((await newcomer.ask('POST', '/me/request/withdraw')).status).toBe(200);
  expect((await desk.ask('GET', `/matches/${id}`)).body).toMatchObject({
    state: 'cancelled',
    closedBy: 'newcomer',
  });
  expect((await mentor.ask('GET', '/me')).body).toMatchObject({ mentoring: { reserved: 0 }, matches: [] });
});

test('a round is previewed before anything is stored, and stored as proposals with alternates', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator('desk-e');
  for (const name of ['Elm-e', 'Oak-e']) await world.mentor(name, { by: desk, capacity: 2 });
  const newcomer = await world.newcomer('Finch-e');
  const asked = await desk.ask('POST', '/rounds', { headers: { 'idempotency-key': 'round-e' } });
  expect(asked.status).toBe(202);
  const again = await desk.ask('POST', '/rounds', { headers: { 'idempotency-key': 'round-e' } });
  expect(again.body).toEqual(asked.body);
  const { roundId } = asked.body;
  await world.workRound(roundId);
  const preview = (await desk.ask('GET', `/rounds/${roundId}`)).body;
  expect(preview.state).toBe('previewed');
  expect(preview.summary.proposals).toBeGreaterThan(0);
  expect((await desk.ask('GET', `/newcomers/${newcomer.id}`)).body.proposedMatchId).toBeNull();
  expect((await desk.ask('POST', `/rounds/${roundId}/confirm`)).status).toBe(202);
  await world.workRound(roundId);
  await world.workRound(roundId);
  const stored = (await desk.ask('GET', `/rounds/${roundId}`)).body;
  expect(stored).toMatchObject({
    state: 'stored',
    stored: { proposals: preview.summary.proposals, stale: 0 },
  });
  const id = (await desk.ask('GET', `/newcomers/${newcomer.id}`)).body.proposedMatchId;
  const match = (await desk.ask('GET', `/matches/${id}`)).body;
  expect(match.alternates.length).toBeGreaterThan(0);
  expect(match.sharedTime.newcomerView.days).toHaveLength(7);
});

test('a mentor is asked monthly; without an answer they leave the pool after 35 days, one press brings them back', async () => {
  const world = await createWorld(table);
  const { mentor, newcomer } = await propose(world, 'f');
  await world.pass(28 * days + 1);
  const asked = (await world.services.store.intents.allByState('pending')).filter(
    ({ kind, personId }) => kind === 'heartbeat' && personId === mentor.me.id,
  );
  expect(asked).toHaveLength(1);
  await world.pass(7 * days + 1);
  const later = await world.signIn('desk-f@example.org');
  const candidate = async () =>
    (await later.ask('GET', `/newcomers/${newcomer.id}/candidates/${mentor.id}`)).body.result.gates;
  expect(await candidate()).toContain('mentor-heartbeat-overdue');
  const back = await world.signIn('maple-f@example.org');
  expect((await back.ask('POST', '/me/mentoring/heartbeat')).status).toBe(200);
  expect(await candidate()).not.toContain('mentor-heartbeat-overdue');
});

test('what protects people is looked at again when it counts: a name put on the list after the proposal stops it', async () => {
  const world = await createWorld(table);
  const { desk, mentor, newcomer, id } = await propose(world, 'g');
  const save = async (doNotMatchToo: string[]) => {
    const { request } = (await newcomer.ask('GET', '/me')).body;
    const body = {
      answers: request.answers,
      note: null,
      doNotMatchToo,
      clearDoNotMatch: doNotMatchToo.length === 0,
    };
    expect((await newcomer.ask('PUT', '/me/request', { body })).status).toBe(200);
  };
  await save(['MAPLE-G@example.org']);
  expect((await desk.ask('POST', `/matches/${id}/approve`)).body.type).toBe(
    'urn:alongside:problem:not-eligible',
  );
  await save([]);
  expect((await desk.ask('POST', `/matches/${id}/approve`)).status).toBe(200);
  await world.pass(31 * seconds);
  await save(['maple-g@example.org']);
  expect((await mentor.ask('POST', `/me/matches/${id}/accept`)).body.type).toBe(
    'urn:alongside:problem:not-in-this-state',
  );
  expect((await mentor.ask('POST', `/me/matches/${id}/decline`)).status).toBe(200);
});
