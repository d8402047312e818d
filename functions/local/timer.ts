import type { Log } from '#functions/services.ts';

/**
 * Calls a job again and again, `everyMilliseconds` after it last ended, and never twice at once (on AWS the scheduler
 * does this every minute). A job that fails is called again in its turn.
 * @returns how to stop: resolves when a job in hand has ended.
 */
export const startTimer = (
  name: string,
  { job, everyMilliseconds, log }: { job: () => Promise<unknown>; everyMilliseconds: number; log: Log },
): (() => Promise<void>) => {
  let stopped = false;
  let timeout: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const tick = async (): Promise<void> => {
    try {
      await job();
    } catch (error) {
      log('timer-job-failed', { job: name, error: error instanceof Error ? error.name : 'unknown' });
    }
    if (!stopped) timeout = setTimeout(begin, everyMilliseconds);
  };
  const begin = (): void => {
    running = tick();
  };
  begin();
  return async () => {
    stopped = true;
    clearTimeout(timeout);
    await running;
  };
};
