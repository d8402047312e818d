import { describe, expect, test } from 'vitest';
import { handleMail } from '#functions/mail/handler.ts';
import type { MatchId, MentorId } from '#shared/ids.ts';
import { update } from '#shared/life/decision.ts';
import type { Intent, MessageKind } from '#shared/life/message.ts';
import { hours, plus, seconds } from '#shared/time.ts';
import { useSes } from '#test/support/mail.ts';
import { useTable } from '#test/support/table.ts';
import { type Browser, createWorld } from '#test/support/world.ts';

/*
 * A match is put on hold and goes on: whoever has not had the introduction gets it then, and nobody gets it twice.
 */

const table = useTable();
const ses = useSes();

const introduction = 'You can get in touch now';

const setUp = async (name: string) => {
  ses.behaviour = 'accept';
  const world = await createWorld(table);
  const { services } = world;
  const { store } = services;
  const desk = { ...(await world.coordinator()) };
  const mentor = await world.mentor(`Maple${name}`, { by: desk });
  const newcomer = await world.newcomer(`Wren${name}`);
  const body = { mentorId: mentor.id };
  const proposed = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body });
  const id: MatchId = proposed.body.matchId;
  const press = async (who: Browser, path: string, status = 200) => {
    const told = await who.ask('POST', path);
    expect([path, told.status, told.body.type ?? '']).toEqual([path, status, expect.anything()]);
    return told;
  };
  const states = ['pending', 'accepted', 'cancelled'] as const;
  const messages = async (kind: MessageKind): Promise<Intent[]> => {
    const lists = await Promise.all(states.map((state) => store.intents.allByState(state)));
    return lists.flat().filter((intent) => intent.matchId === id && intent.kind === kind);
  };
  /** What the stream and the worker do with everything that may go. */
  const work = async (): Promise<void> => {
    const pending = (await store.intents.allByState('pending')).filter(({ matchId }) => matchId === id);
    const Records = pending.map((intent) => ({
      messageId: intent.id,
      body: JSON.stringify({ intentId: intent.id }),
    }));
    await handleMail({ Records }, { ...services, sender: ses.sender });
  };
  const mailsTo = async (who: { email: string }, subject: string) =>
    (await ses.mailTo(who.email)).filter((mail) => mail.subject === subject);
  const had = async (subject: string) => [
    (await mailsTo(newcomer, subject)).length,
    (await mailsTo(mentor, subject)).length,
  ];
  return {
    world,
    services,
    store,
    desk,
    mentor,
    newcomer,
    id,
    press,
    messages,
    work,
    mailsTo,
    had,
    /** Lets time pass; a coordinator's session lasts no more than half a day. */
    pass: async (milliseconds: number) => {
      await world.pass(milliseconds);
      Object.assign(desk, await world.signIn('coordinator@example.org'));
    },
    hold: (status = 200) => press(desk, `/matches/${id}/hold`, status),
    release: (status = 200) => press(desk, `/matches/${id}/release`, status),
    approve: async () => {
      await press(desk, `/matches/${id}/approve`);
      await world.pass(31 * seconds);
    },
    accept: (who: Browser) => press(who, `/me/matches/${id}/accept`),
    sees: async (who: Browser) => (await who.ask('GET', `/me/matches/${id}`)).status === 200,
    match: async () => (await desk.ask('GET', `/matches/${id}`)).body,
    /** Mail is welcome to the mentor from six in the evening, eight hours from now. */
    quietMentor: async () => {
      const found = await store.mentors.get(mentor.id as MentorId);
      if (!found) throw new Error('The mentor is gone.');
      const next = update(found, 'settings', { safeHours: { start: 18 * 60, end: 20 * 60 } });
      await store.commit({ mentors: [next] }, { actor: { kind: 'system' }, now: services.now() });
    },
  };
};

const introduce = async (name: string) => {
  const setting = await setUp(name);
  await setting.approve();
  await setting.accept(setting.mentor);
  return setting;
};

describe('an introduction', () => {
  test('that the hold has cut off goes out to both when it is released, with a newer calendar file', async () => {
    const { accept, hold, release, work, had, sees, mentor, newcomer, messages, mailsTo, store, id } =
      await introduce('a');
    await accept(newcomer);
    const before = (await store.matches.get(id))?.version ?? 0;
    const histories = () => Promise.all([newcomer, mentor].map((each) => each.ask('GET', '/me/history')));
    const told = (await histories()).map(({ body }) => body.changes);
    await hold();
    expect([await sees(newcomer), await sees(mentor)]).toEqual([false, false]);
    // Nobody is told, by their own history neither.
    expect((await histories()).map(({ body }) => body.changes)).toEqual(told);
    await work();
    expect((await messages('introduction')).map(({ state, reason }) => [state, reason])).toEqual([
      ['cancelled', 'match-moved-on'],
      ['cancelled', 'match-moved-on'],
    ]);
    expect(await had(introduction)).toEqual([0, 0]);
    await release();
    expect([await sees(newcomer), await sees(mentor)]).toEqual([true, true]);
    await work();
    await work();
    expect(await had(introduction)).toEqual([1, 1]);
    const [mail] = await mailsTo(newcomer, introduction);
    const calendar = Buffer.from(mail?.attachments[0]?.content ?? '').toString();
    expect(Number(/^SEQUENCE:(\d+)/m.exec(calendar)?.[1])).toBeGreaterThan(before);
  });

  test('that went out to one of them goes to the other alone', async () => {
    const { accept, hold, release, work, had, newcomer, quietMentor, pass } = await introduce('b');
    await quietMentor();
    await accept(newcomer);
    await work();
    expect(await had(introduction)).toEqual([1, 0]);
    await hold();
    await release();
    await work();
    expect(await had(introduction)).toEqual([1, 0]);
    await pass(9 * hours);
    await work();
    expect(await had(introduction)).toEqual([1, 1]);
  });

  test('that both have had is not told again, however often the match is held', async () => {
    const { accept, hold, release, work, had, newcomer, match } = await introduce('c');
    await accept(newcomer);
    await work();
    for (let turn = 0; turn < 3; turn += 1) {
      await hold();
      await work();
      await release();
      await work();
    }
    expect(await had(introduction)).toEqual([1, 1]);
    expect(await match()).toMatchObject({ state: 'introduced', heldFrom: null });
  });

  test('that a worker has claimed when the release comes is sent by one of them only', async () => {
    const { accept, hold, release, work, had, newcomer, messages, store, services } = await introduce('d');
    await accept(newcomer);
    await hold();
    // A worker has claimed it, sees the match on hold, and sleeps before it says so.
    const [sleeping] = await messages('introduction');
    if (!sleeping) throw new Error('There is no introduction.');
    const leaseUntil = plus(services.now(), 60 * seconds);
    const claimed = await store.intents.move(sleeping, 'claim', { leaseUntil, dueAt: leaseUntil });
    if (!claimed) throw new Error('It could not be claimed.');
    await release();
    expect(await store.intents.move(claimed, 'cancel', { reason: 'match-moved-on' })).toBeNull();
    expect(await store.intents.move(claimed, 'send')).toBeNull();
    await work();
    expect(await had(introduction)).toEqual([1, 1]);
  });

  test('that a coordinator gave up stays so', async () => {
    const { accept, hold, release, work, had, desk, mentor, newcomer, messages } = await introduce('e');
    await accept(newcomer);
    const { body: me } = await mentor.ask('GET', '/me');
    const own = (await messages('introduction')).find(({ personId }) => personId === me.id);
    const body = { reason: 'told-another-way' };
    expect((await desk.ask('POST', `/desk/messages/${own?.id}/give-up`, { body })).status).toBe(200);
    await hold();
    await release();
    await work();
    expect(await had(introduction)).toEqual([1, 0]);
  });

  test('goes out late without a call that has passed, and the days until somebody asks begin anew', async () => {
    const { accept, hold, release, work, newcomer, mailsTo, match, pass, desk, services } =
      await introduce('f');
    await accept(newcomer);
    await hold();
    await pass(10 * 24 * hours);
    await work();
    await release();
    await work();
    const { introducedAt, state } = await match();
    expect({ introducedAt, state }).toEqual({ introducedAt: services.now(), state: 'introduced' });
    const [mail] = await mailsTo(newcomer, introduction);
    const calendar = Buffer.from(mail?.attachments[0]?.content ?? '').toString();
    const clock = new Date(services.now()).toLocaleString('sv', { timeZone: 'America/New_York' });
    const [, call = ''] = /^DTSTART;TZID=America\/New_York:(\w+)/m.exec(calendar) ?? [];
    expect(call > clock.replaceAll(/[-:]/g, '').replace(' ', 'T')).toBe(true);
    const { body } = await desk.ask('GET', '/desk/today');
    expect(body.noContact).toEqual([]);
  });
});

describe('an offer', () => {
  const offer = 'Someone new for you';

  test('to a mentor: no time runs while it is held, and after it they have all of it', async () => {
    const { approve, hold, release, work, mailsTo, mentor, newcomer, match, pass, services, sees, accept } =
      await setUp('g');
    await approve();
    await work();
    expect(await mailsTo(mentor, offer)).toHaveLength(1);
    await hold();
    expect(await sees(mentor)).toBe(false);
    await pass(30 * hours);
    expect((await match()).state).toBe('held');
    await release();
    expect((await match()).offerExpiresAt >= plus(services.now(), 24 * hours)).toBe(true);
    await pass(31 * seconds);
    await work();
    // The first message told of a time that has passed, so there is a second.
    expect(await mailsTo(mentor, offer)).toHaveLength(2);
    await accept(mentor);
    expect(await sees(newcomer)).toBe(true);
  });

  test('to a newcomer that nobody could read yet is told once', async () => {
    const { hold, release, work, mailsTo, newcomer, sees, accept } = await introduce('h');
    await hold();
    await release();
    await work();
    expect(await mailsTo(newcomer, 'Some news for you')).toHaveLength(1);
    expect(await sees(newcomer)).toBe(true);
    await accept(newcomer);
  });

  test('that ends on hold is taken back: the mentor’s place is free, and a newcomer who never knew hears nothing', async () => {
    const { approve, hold, work, mailsTo, mentor, newcomer, match, desk, id, store } = await setUp('i');
    await approve();
    await work();
    await hold();
    const body = { reason: 'other' };
    expect((await desk.ask('POST', `/matches/${id}/end`, { body })).status).toBe(200);
    await work();
    expect(await match()).toMatchObject({ state: 'cancelled', heldFrom: null });
    expect(await mailsTo(mentor, 'Still looking for you')).toHaveLength(1);
    expect((await newcomer.ask('GET', '/me')).body.request.state).toBe('waiting');
    for (const subject of ['Still looking for you', 'A note about your match'])
      expect(await mailsTo(newcomer, subject)).toHaveLength(0);
    expect(await store.mentors.get(mentor.id as MentorId)).toMatchObject({ active: 0, reserved: 0 });
  });

  test('to a mentor who takes a break meanwhile cannot go on, and can be ended', async () => {
    const { approve, hold, release, mentor, desk, id } = await setUp('j');
    await approve();
    await hold();
    expect((await mentor.ask('POST', '/me/mentoring/pause', { body: {} })).status).toBe(200);
    const { body } = await release(409);
    expect(body.type).toContain('mentor-not-available');
    expect((await desk.ask('POST', `/matches/${id}/end`, { body: { reason: 'other' } })).status).toBe(200);
  });
});

test('nothing goes on while a concern about one of them is open, and only an open match can be held', async () => {
  const { accept, hold, release, newcomer, store, services, work, had } = await introduce('k');
  await accept(newcomer);
  await release(409);
  await hold();
  await hold(409);
  const setHold = async (safetyHold: boolean) => {
    const found = await store.newcomers.get(newcomer.id as `newcomer_${string}`);
    if (!found) throw new Error('The newcomer is gone.');
    const next = update(found, 'settings', { safetyHold });
    await store.commit({ newcomers: [next] }, { actor: { kind: 'system' }, now: services.now() });
  };
  await setHold(true);
  const { body } = await release(409);
  expect(body.type).toContain('safety-hold');
  await setHold(false);
  await release();
  await work();
  expect(await had(introduction)).toEqual([1, 1]);
});

describe('on hold', () => {
  const tells = async (who: Browser, id: MatchId) => {
    const me = (await who.ask('GET', '/me')).body;
    const match = await who.ask('GET', `/me/matches/${id}`);
    return [me.onHold, me.matches, match.status, match.body.type.replace('urn:alongside:problem:', '')];
  };
  const accept = (who: Browser, id: MatchId) => who.ask('POST', `/me/matches/${id}/accept`);

  test('both read that an introduction takes a pause, and nothing else: no contact, nothing to press', async () => {
    const setting = await introduce('l');
    const { newcomer, mentor, hold, id, desk } = setting;
    await setting.accept(newcomer);
    await hold();
    expect(await tells(newcomer, id)).toEqual([['newcomer'], [], 409, 'match-on-hold']);
    expect(await tells(mentor, id)).toEqual([['mentor'], [], 409, 'match-on-hold']);
    // They are not looked for meanwhile, and their page does not say so.
    expect((await newcomer.ask('GET', '/me')).body.request.state).toBe('in-match');
    for (const who of [newcomer, mentor]) {
      const other = who === newcomer ? mentor : newcomer;
      const all = await Promise.all(['/me', `/me/matches/${id}`].map((path) => who.ask('GET', path)));
      expect(JSON.stringify(all.map(({ body }) => body))).not.toContain(other.email);
      const ended = await who.ask('POST', `/me/matches/${id}/end`, { body: { reason: 'other' } });
      expect(ended.status).toBe(409);
    }
    const stranger = await setting.world.newcomer('Findl');
    expect((await stranger.ask('GET', `/me/matches/${id}`)).status).toBe(404);
    expect((await desk.ask('GET', `/matches/${id}`)).body.state).toBe('held');
  });

  test('of an offer only who could read it learns that it takes a pause', async () => {
    const { approve, hold, mentor, newcomer, id, release, accept: says, pass } = await setUp('m');
    await approve();
    await hold();
    expect(await tells(mentor, id)).toEqual([['mentor'], [], 409, 'match-on-hold']);
    expect(await tells(newcomer, id)).toEqual([[], [], 404, 'not-found']);
    expect((await newcomer.ask('GET', '/me')).body.request.state).toBe('waiting');
    expect((await accept(mentor, id)).status).toBe(409);
    await release();
    await pass(31 * seconds);
    await says(mentor);
    await hold();
    expect(await tells(newcomer, id)).toEqual([['newcomer'], [], 409, 'match-on-hold']);
  });

  test('an offer that nobody could read yet is not there for anybody', async () => {
    const { desk, hold, mentor, newcomer, id } = await setUp('n');
    expect((await desk.ask('POST', `/matches/${id}/approve`)).status).toBe(200);
    await hold();
    for (const who of [mentor, newcomer]) expect(await tells(who, id)).toEqual([[], [], 404, 'not-found']);
  });
});
