import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { host, listen } from '#functions/local/ports.ts';

/*
 * A Lambda function on this machine: a bundle in a process of its own, fed through the Runtime API, one event at a time.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const bootstrap = fileURLToPath(new URL('bootstrap.mjs', import.meta.url));

/** What one call came to. */
export type Invocation = {
  /** What the handler answered. */
  readonly answer: unknown;
  /** From the event's being taken to its answer. */
  readonly milliseconds: number;
  /** The processor's time in between, of all threads: whatever else the machine does, it is much the same. */
  readonly cpuMilliseconds: number;
  /** Memory of the process at the answer (resident set). */
  readonly rssBytes: number;
};

/** A function that is running. */
export type LocalFunction = {
  /**
   * Calls it, after what was asked before.
   * @throws if the handler threw (its error's words), ran out of time, or the bundle does not load.
   */
  readonly invoke: (event: unknown) => Promise<Invocation>;
  /** Every line that it logged. */
  readonly logged: readonly string[];
  /** From the start of the process to the first answer: milliseconds that passed, and those of the processor; null before. */
  readonly firstAnswer: () => { milliseconds: number; cpuMilliseconds: number } | null;
  readonly stop: () => Promise<void>;
};

/** How a function is started. */
export type FunctionOptions = {
  /** Folder of the bundle, such as `dist/functions/site`. */
  readonly folder: string;
  /** All of its environment: nothing of this process gets in. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
  /** Milliseconds by which its clock is ahead, asked for at each call. */
  readonly clockOffset?: () => number;
};

type Call = {
  readonly id: string;
  readonly event: string;
  readonly resolve: (invocation: Invocation) => void;
  readonly reject: (error: Error) => void;
  takenAt: number;
  timer?: NodeJS.Timeout;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const errorOf = (body: string): Error => {
  const { errorType, errorMessage } = JSON.parse(body) as { errorType: string; errorMessage: string };
  return Object.assign(new Error(errorMessage), { name: errorType });
};

/** Calls in order: the one in hand, and those that wait until the function asks for the next. */
const createCalls = ({ timeoutSeconds = 60, clockOffset }: FunctionOptions, kill: () => void) => {
  const waiting: Call[] = [];
  let inHand: Call | null = null;
  let asking: ServerResponse | null = null;
  let counter = 0;
  let dead: Error | null = null;

  const handOver = (): void => {
    const call = asking && !inHand ? waiting.shift() : undefined;
    if (!asking || !call) return;
    const response = asking;
    asking = null;
    inHand = call;
    call.takenAt = performance.now();
    call.timer = setTimeout(
      () => fail(new Error(`Task timed out after ${timeoutSeconds} seconds`)),
      timeoutSeconds * 1_000,
    );
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': call.id,
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutSeconds * 1_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:local',
      ...(clockOffset && { 'test-clock-offset': String(clockOffset()) }),
    });
    response.end(call.event);
  };

  /** Ends every call: the function is gone. */
  const fail = (error: Error): void => {
    dead = error;
    for (const call of inHand ? [inHand, ...waiting] : waiting) {
      clearTimeout(call.timer);
      call.reject(error);
    }
    inHand = null;
    waiting.length = 0;
    kill();
  };

  return {
    fail,
    ask: (response: ServerResponse): void => {
      asking = response;
      handOver();
    },
    /** Takes the call in hand off. */
    settle: (id: string): Call | null => {
      if (inHand?.id !== id) return null;
      const call = inHand;
      clearTimeout(call.timer);
      inHand = null;
      return call;
    },
    add: (event: unknown): Promise<Invocation> =>
      new Promise((resolve, reject) => {
        if (dead) return reject(dead);
        counter += 1;
        const id = `00000000-0000-4000-8000-${String(counter).padStart(12, '0')}`;
        waiting.push({ id, event: JSON.stringify(event), resolve, reject, takenAt: 0 });
        handOver();
      }),
  };
};

/** The Runtime API of one function. */
const createRuntimeApi = (
  calls: ReturnType<typeof createCalls>,
  onAnswer: (cpuMilliseconds: number) => void,
) => {
  let cpuAtNext = 0;
  return createServer(async (request, response) => {
    const path = request.url?.replace('/2018-06-01/runtime', '') ?? '';
    const cpuMilliseconds = Number(request.headers['x-cpu-microseconds']) / 1_000;
    if (path === '/invocation/next') {
      cpuAtNext = cpuMilliseconds;
      return calls.ask(response);
    }
    const body = await bodyOf(request);
    const answeredAt = performance.now();
    response.writeHead(202).end();
    if (path === '/init/error') return calls.fail(errorOf(body));
    const [, id = '', kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const call = calls.settle(id);
    if (!call) return;
    onAnswer(cpuMilliseconds);
    if (kind === 'error') return call.reject(errorOf(body));
    call.resolve({
      answer: JSON.parse(body),
      milliseconds: answeredAt - call.takenAt,
      cpuMilliseconds: cpuMilliseconds - cpuAtNext,
      rssBytes: Number(request.headers['x-rss-bytes']),
    });
  });
};

const keepLines = (child: ChildProcess, logged: string[]): void => {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      logged.push(...lines);
    });
  }
};

/** Starts a bundle as Lambda would: its folder is the task's root, `index.handler` is called. */
export const startFunction = async (options: FunctionOptions): Promise<LocalFunction> => {
  const folder = options.folder.startsWith('/') ? options.folder : `${root}${options.folder}`;
  if (!existsSync(`${folder}/index.mjs`))
    throw new Error(`${folder} holds no bundle: npm run build makes it.`);
  const logged: string[] = [];
  let firstAnswer: ReturnType<LocalFunction['firstAnswer']> = null;
  let stopped = false;
  const calls = createCalls(options, () => child.kill('SIGKILL'));
  let startedAt = 0;
  const server = createRuntimeApi(calls, (cpuMilliseconds) => {
    firstAnswer ??= { milliseconds: performance.now() - startedAt, cpuMilliseconds };
  });
  const port = await listen(server, 0);
  startedAt = performance.now();
  const child = spawn(process.execPath, [bootstrap], {
    cwd: folder,
    env: {
      AWS_LAMBDA_RUNTIME_API: `${host}:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: folder.split('/').at(-1) ?? '',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      TZ: ':UTC',
      ...(options.clockOffset && { MOVABLE_CLOCK: '1' }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  keepLines(child, logged);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!stopped)
        calls.fail(new Error(`The function ended (${signal ?? code}): ${logged.slice(-5).join(' ')}`));
      resolve();
    });
  });
  return {
    invoke: calls.add,
    logged,
    firstAnswer: () => firstAnswer,
    stop: async () => {
      stopped = true;
      child.kill('SIGKILL');
      await ended;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
