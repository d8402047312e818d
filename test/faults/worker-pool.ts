import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Command } from './worker-process.ts';

/** Bundles the worker as it is bundled for Lambda, so that it starts as fast. @returns the file. */
export const bundleWorker = async (folder: string): Promise<string> => {
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('worker-process.ts', import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
  });
  return outfile;
};

type Worker = {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly dead: Promise<void>;
};

/** How a command ended. */
export type Ended = 'done' | 'killed';

/** Keeps a few workers ready, each of which works until it is killed. */
export const createWorkerPool = (file: string, env: Record<string, string>, { spare }: { spare: number }) => {
  const idle: Promise<Worker>[] = [];
  const children = new Set<ChildProcess>();
  let ending = false;

  const start = async (): Promise<Worker> => {
    const child = spawn(process.execPath, [file], {
      env: { ...env, PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: `${file}.cache` },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.add(child);
    // Whoever is killed breaks its pipe.
    child.stdin.on('error', () => {});
    const dead = new Promise<void>((resolve) =>
      child.once('exit', () => {
        children.delete(child);
        resolve();
      }),
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await lines.next();
    return { child, lines, dead };
  };

  const fill = (): void => {
    while (!ending && idle.length < spare) idle.push(start());
  };

  return {
    /**
     * Lets a worker work.
     * @param killAfter kills it after so many milliseconds, wherever it stands then.
     */
    run: async (command: Command, killAfter: number | null): Promise<Ended> => {
      fill();
      const worker = await (idle.shift() ?? start());
      fill();
      worker.child.stdin?.write(`${JSON.stringify(command)}\n`);
      const timer =
        killAfter === null ? undefined : setTimeout(() => worker.child.kill('SIGKILL'), killAfter);
      const ended = await Promise.race([
        worker.lines.next().then(({ done }) => (done ? worker.dead.then(() => 'killed') : 'done')),
        worker.dead.then(() => 'killed'),
      ]);
      if (ended === 'done') {
        clearTimeout(timer);
        if (worker.child.exitCode === null && !worker.child.killed) idle.unshift(Promise.resolve(worker));
        else return 'killed';
      }
      return ended as Ended;
    },
    stop: async (): Promise<void> => {
      ending = true;
      await Promise.allSettled(idle);
      for (const child of children) child.kill('SIGKILL');
      if (file) rmSync(file, { force: true });
    },
  };
};
