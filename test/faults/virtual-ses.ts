import { fateOf, sesEvent } from '#functions/local/ses-events.ts';
import { judge, type Sender, type SendResult } from '#functions/mail/sender.ts';
import type { MailFact } from '#shared/life/message.ts';
import { plus } from '#shared/time.ts';
import type { Chance } from './chance.ts';
import { acting } from './fault-client.ts';
import type { Task, Turns } from './turns.ts';

/** One message that SES has really sent. */
export type Sent = {
  readonly intentId: string;
  readonly sesMessageId: string;
  /** When, by true time, in milliseconds. */
  readonly at: number;
  readonly to: string;
  /** Whose call it was, and whether SES's answer reached them. */
  readonly by: Task;
  answered: boolean;
  /** At least one of its events was taken in by the worker of events. */
  told: boolean;
  /**
   * It was the first, or nobody could know of the earlier ones: neither did any worker that got SES's answer live to
   * the end of its batch, nor had any event come.
   */
  readonly blameless: boolean;
};

/** An event on its way. */
export type OnItsWay = { readonly at: number; readonly sent: Sent; readonly body: string };

const second = 1_000;
/** Connection and request timeout of the client together. */
const callMilliseconds = 13_000;

/** When an event comes, if ever: most within minutes, some hours late, some twice. */
const arrivals = (chance: Chance, now: number): number[] => {
  const one = chance.is(0.05) ? chance.between(3_600, 10_800) : chance.between(0.2, 240);
  const times = chance.is(0.15) ? [one, one + chance.between(1, 600)] : [one];
  return times.map((seconds) => now + seconds * second);
};

/** SES as a model: what it sends is counted, and its answer and its events may each be lost. */
export const createVirtualSes = (turns: Turns, { chance, now }: { chance: Chance; now: () => number }) => {
  const sent: Sent[] = [];
  const events: OnItsWay[] = [];
  let calm = false;

  const isKnown = ({ answered, by, told }: Sent): boolean => told || (answered && by.ended && !by.dead);

  const take = (intentId: string, to: string, by: Task): Sent => {
    const message = {
      by,
      blameless: !sent.some((each) => each.intentId === intentId && isKnown(each)),
      intentId,
      to,
      sesMessageId: `ses-${sent.length + 1}`,
      at: now(),
      answered: false,
      told: false,
    };
    sent.push(message);
    // Sometimes nothing at all is ever told of a message, sometimes one event is lost.
    if (!calm && chance.is(0.15)) return message;
    const fate: readonly MailFact['type'][] = chance.is(0.04) ? ['sent', 'bounced'] : fateOf(to);
    for (const type of fate) {
      if (!calm && chance.is(0.15)) continue;
      const at = plus('1970-01-01T00:00:00.000Z', now());
      const body = JSON.stringify(
        sesEvent({ type, intentId, sesMessageId: message.sesMessageId, address: to, at }),
      );
      for (const arrival of arrivals(chance, now())) events.push({ at: arrival, sent: message, body });
    }
    return message;
  };

  const refusals = [
    { name: 'Throttling', $metadata: { httpStatusCode: 400 } },
    { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } },
    { name: 'Error', code: 'ECONNREFUSED' },
    { name: 'TimeoutError' },
    { name: 'Error', code: 'ECONNRESET' },
  ];

  const send: Sender['send'] = async ({ intentId, to }) => {
    const task = acting.getStore();
    if (!task) throw new Error('Somebody without a turn calls SES.');
    let message: Sent | undefined;
    const asked = now();
    const act = async (): Promise<SendResult> => {
      // No call is older than the client's own timeouts.
      if (now() - asked > callMilliseconds) throw Object.assign(new Error(), { name: 'TimeoutError' });
      message = take(intentId, to, task);
      return { outcome: 'accepted', sesMessageId: message.sesMessageId };
    };
    try {
      const fail = (verdict: string): Error =>
        Object.assign(new Error(), verdict === 'fail-after' ? { code: 'ECONNRESET' } : chance.pick(refusals));
      const result = await turns.call({ task, label: 'ses', fail }, act);
      if (message) message.answered = true;
      return result;
    } catch (error) {
      return judge(error);
    }
  };

  return {
    sent,
    events,
    send,
    /** From now on every answer and every event comes. */
    calmDown: (): void => {
      calm = true;
    },
  };
};
export type VirtualSes = ReturnType<typeof createVirtualSes>;
