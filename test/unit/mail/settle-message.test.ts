import { describe, expect, test } from 'vitest';
import { after } from '#shared/life/life.ts';
import { type Intent, messageLife, messageStates } from '#shared/life/message.ts';
import { toIntent } from '#shared/life/new-message.ts';
import {
  attemptsMax,
  leaseMilliseconds,
  retryAt,
  settleMessage,
  unknownCodeMilliseconds,
  unknownMilliseconds,
} from '#shared/life/settle-message.ts';
import { plus } from '#shared/time.ts';

const now = '2026-03-10T22:30:00.000Z';
const personId = 'person_0sample0sample0sample0samp';

const intent = (patch: Partial<Intent>): Intent => ({
  ...toIntent({ kind: 'offer-mentor', personId, cause: 'match_0sample0', causeVersion: 2 }, now),
  attempts: 1,
  ...patch,
});

const held = { leaseUntil: plus(now, leaseMilliseconds), dueAt: plus(now, leaseMilliseconds) };
const past = { leaseUntil: plus(now, -1), dueAt: plus(now, -1) };

describe('settleMessage()', () => {
  test('leaves alone what a worker still holds, and what has ended', () => {
    expect(settleMessage(intent({ state: 'claimed', ...held }), now)).toBeNull();
    expect(settleMessage(intent({ state: 'sending', ...held }), now)).toBeNull();
    for (const state of ['pending', 'accepted', 'cancelled', 'suppressed', 'failed'] as const)
      expect(settleMessage(intent({ state, ...past }), now)).toBeNull();
  });

  test('gives back a claim past its lease: nothing was sent', () => {
    const settled = settleMessage(intent({ state: 'claimed', ...past }), now);
    expect(settled).toMatchObject({ event: 'retry', patch: { leaseUntil: null } });
    expect(settled?.patch.dueAt).toBe(settled?.patch.notBefore);
  });

  test('shows a message that can never be written to a coordinator, in the end', () => {
    const settled = settleMessage(intent({ state: 'claimed', ...past, attempts: attemptsMax }), now);
    expect(settled?.event).toBe('fail');
  });

  test('calls a call past its lease unknown, and waits 15 minutes for news', () => {
    const settled = settleMessage(intent({ state: 'sending', ...past }), now);
    expect(settled).toMatchObject({ event: 'lose', patch: { dueAt: plus(now, unknownMilliseconds) } });
    const unknown = intent({ state: 'unknown', leaseUntil: null, dueAt: plus(now, unknownMilliseconds) });
    expect(settleMessage(unknown, plus(now, unknownMilliseconds - 1))).toBeNull();
    expect(settleMessage(unknown, plus(now, unknownMilliseconds))?.event).toBe('retry');
  });

  test('what its owner waits for is sent again after a minute: a code that comes late is worth nothing', () => {
    const sending = intent({ kind: 'sign-in', state: 'sending', ...past });
    const dueAt = plus(now, unknownCodeMilliseconds);
    expect(settleMessage(sending, now)).toMatchObject({ event: 'lose', patch: { dueAt } });
    const unknown = intent({ kind: 'sign-in', state: 'unknown', leaseUntil: null, dueAt });
    expect(settleMessage(unknown, plus(dueAt, -1))).toBeNull();
    expect(settleMessage(unknown, dueAt)?.event).toBe('retry');
  });

  test('takes only steps that a message’s life allows', () => {
    for (const state of messageStates)
      for (const patch of [held, past, { leaseUntil: null, dueAt: null }])
        for (const attempts of [0, 1, attemptsMax, attemptsMax + 1]) {
          const settled = settleMessage(intent({ state, ...patch, attempts }), now);
          if (settled) expect(after(messageLife, state, settled.event)).not.toBeNull();
        }
  });
});

test('tries come 5 s, 10 s, 20 s … and at most 10 minutes apart', () => {
  const waits = [0, 1, 2, 3, 7, 8, 50, 1_000].map(
    (attempts) => (Date.parse(retryAt(attempts, now)) - Date.parse(now)) / 1_000,
  );
  expect(waits).toEqual([5, 5, 10, 20, 320, 600, 600, 600]);
});
