import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { helpWithRows } from './row-help.ts';
import { type OnWork, type RoundTask, type WorkedRound, type WorkOut, workOut } from './work-out.ts';

/*
 * A round in a thread of its own, so that the function that waits for it can read and write the table meanwhile. This
 * module is both ends: where it is the bundle of a function, the thread is that same bundle over again.
 */

type Told =
  | { readonly kind: 'work'; readonly work: Parameters<OnWork> }
  | { readonly kind: 'done'; readonly round: WorkedRound };

const name = 'round';
const isRound = (data: unknown): data is { [name]: RoundTask } =>
  typeof data === 'object' && data !== null && name in data;

/** Works a round out in another thread. Aborting ends that thread at once, whatever it is doing. */
export const workOutInThread: WorkOut = async (task, { onWork, signal }) => {
  signal.throwIfAborted();
  const thread = new Worker(new URL(import.meta.url), { workerData: { [name]: task } });
  try {
    return await new Promise<WorkedRound>((resolve, reject) => {
      thread.on('message', (told: Told) =>
        told.kind === 'done' ? resolve(told.round) : onWork(...told.work),
      );
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`The round's thread ended with ${code}.`)));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  } finally {
    await thread.terminate();
  }
};

if (!isMainThread && parentPort && isRound(workerData)) {
  const tell = (told: Told) => parentPort?.postMessage(told);
  const onWork: OnWork = (...work) => tell({ kind: 'work', work });
  tell({ kind: 'done', round: workOut(workerData[name], onWork, { help: helpWithRows }) });
}
