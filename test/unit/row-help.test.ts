import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { helpWithRows, startRowHelp } from '#functions/round/row-help.ts';
import { lead, type RowRing } from '#functions/round/row-ring.ts';
import { type RoundOptions, type RowTask, startRound } from '#shared/matching/index.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';

const mentors = Array.from({ length: 300 }, (_, i) => makeMentor(i));
const newcomers = Array.from({ length: 600 }, (_, i) => makeNewcomer(i));
const context = makeContext(mentors.length);

/** Threads that were started, and how many have ended. */
let threads: Worker[] = [];
const note = (message: unknown) => {
  threads.push((message as { worker: Worker }).worker);
};
beforeEach(() => {
  threads = [];
  subscribe('worker_threads', note);
});
afterEach(() => unsubscribe('worker_threads', note));
const expectAllEnded = async () => {
  expect(threads).toHaveLength(1);
  for (const thread of threads) if (thread.threadId !== -1) await once(thread, 'exit');
};

/** Real help, in which the first rows are not asked for before the other thread has told one. */
const promptHelp = (counts: { told: number }): RoundOptions['help'] => {
  return (task: RowTask) => {
    const help = startRowHelp(task);
    const [thread] = threads;
    const post = thread!.postMessage.bind(thread);
    thread!.postMessage = (wanted: { ring: RowRing }) => {
      post(wanted);
      const far = wanted.ring.states.subarray(lead);
      Atomics.wait(far, 0, 0);
    };
    return {
      ...help,
      take: () => {
        const told = help.take();
        if (told) counts.told += 1;
        return told;
      },
    };
  };
};

describe('a round whose rows are read in two threads', () => {
  it('plans what one thread plans, and the other one ends', async () => {
    const counts = { told: 0 };
    const helped = startRound(newcomers, mentors, context, { help: promptHelp(counts) });
    expect(helped.plan()).toEqual(startRound(newcomers, mentors, context).plan());
    expect(counts.told).toBeGreaterThan(0);
    await expectAllEnded();
  });

  it('says what is wrong with somebody as one thread does', async () => {
    const wrong = newcomers.with(599, { ...newcomers[599]!, declines: -1 });
    const run = (help?: RoundOptions['help']) => () => startRound(wrong, mentors, context, { help });
    expect(run(promptHelp({ told: 0 }))).toThrow(/declines/);
    expect(run()).toThrow(/declines/);
    await expectAllEnded();
  });

  it('says that a mentor is wrong, though the other thread could not even begin', async () => {
    const wrong = mentors.with(7, { ...mentors[7]!, capacity: 0 });
    expect(() => startRound(newcomers, wrong, context, { help: startRowHelp })).toThrow(/capacity/);
    await expectAllEnded();
  });

  it('stops both when it is cancelled', async () => {
    const signal = { aborted: false };
    const onProgress = ({ done }: { done: number }) => {
      signal.aborted = done >= 128;
    };
    const options = { help: startRowHelp, signal, onProgress };
    expect(() => startRound(newcomers, mentors, context, options)).toThrow(/cancelled/);
    await expectAllEnded();
  });
});

describe('helpWithRows()', () => {
  it('starts no thread for a round that is done sooner alone', () => {
    const task = { newcomers, mentors, context, rubric: {} as RowTask['rubric'], metBefore: new Map() };
    expect(helpWithRows(task)).toBeUndefined();
    expect(threads).toHaveLength(0);
  });
});
