/*
 * What stands between Lambda and a bundle: the client of the Runtime API that the managed Node runtime brings along
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). Plain JavaScript, so that its own start costs nothing.
 * What it adds for tests: the memory that the process has, the processor's time that it took, and a clock that the tests move.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// An `import` of it would load all of `fetch` as well, which AWS's own client does not.
const { Agent, request } = process.getBuiltinModule('node:http');

const { AWS_LAMBDA_RUNTIME_API: api = '', LAMBDA_TASK_ROOT: taskRoot = '', _HANDLER = '' } = process.env;
const [host, port] = api.split(':');
const agent = new Agent({ keepAlive: true });

let offsetMilliseconds = 0;
if (process.env.MOVABLE_CLOCK) {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + offsetMilliseconds);
      else super(...args);
    }
    static now() {
      return RealDate.now() + offsetMilliseconds;
    }
  };
}

const cpuMicroseconds = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const headers = {
      'x-rss-bytes': String(process.memoryUsage.rss()),
      'x-cpu-microseconds': String(cpuMicroseconds()),
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
    };
    const outgoing = request(
      { host, port, agent, method, path: `/2018-06-01/runtime${path}`, headers },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
        );
        response.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const described = (error) =>
  JSON.stringify({
    errorType: error instanceof Error ? error.name : 'Error',
    errorMessage: error instanceof Error ? error.message : String(error),
    stackTrace: error instanceof Error ? (error.stack ?? '').split('\n') : [],
  });

const [file, name] = _HANDLER.split('.');
let handler;
try {
  handler = (await import(pathToFileURL(join(taskRoot, `${file}.mjs`)).href))[name];
  if (typeof handler !== 'function') throw new TypeError(`${_HANDLER} is not a function`);
  // Node 24's runtime refuses handlers that take a callback.
  if (handler.length > 2) throw new TypeError(`${_HANDLER} takes a callback`);
} catch (error) {
  await call('POST', '/init/error', described(error));
  process.exit(1);
}

for (;;) {
  const { headers, body } = await call('GET', '/invocation/next');
  const requestId = headers['lambda-runtime-aws-request-id'];
  offsetMilliseconds = Number(headers['test-clock-offset'] ?? 0);
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const context = {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    awsRequestId: requestId,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => deadline - Date.now() + offsetMilliseconds,
  };
  try {
    const answer = await handler(JSON.parse(body), context);
    await call('POST', `/invocation/${requestId}/response`, JSON.stringify(answer) ?? 'null');
  } catch (error) {
    await call('POST', `/invocation/${requestId}/error`, described(error));
  }
}
