import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Instant } from '#shared/time.ts';

const clockSchema = z.object({ aheadSeconds: z.number().int().min(0) });

/** The local service's clock: the real one, moved forward by whoever tries out reminders and expiry. */
export type LocalClock = {
  readonly now: () => Instant;
  /** How far it stands before the real clock. */
  readonly aheadSeconds: () => number;
  /** Moves it forward; it never goes back. */
  readonly advance: (seconds: number) => void;
};

/** A clock that is kept in a data folder, so that it does not fall back when the service starts again. */
export const createLocalClock = (folder: string): LocalClock => {
  const path = join(folder, 'clock.json');
  let ahead = existsSync(path) ? clockSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).aheadSeconds : 0;
  return {
    now: () => new Date(Date.now() + ahead * 1_000).toISOString(),
    aheadSeconds: () => ahead,
    advance: (seconds) => {
      const next = ahead + seconds;
      writeFileSync(`${path}.new`, JSON.stringify({ aheadSeconds: next }));
      renameSync(`${path}.new`, path);
      ahead = next;
    },
  };
};
