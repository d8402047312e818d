import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { host, listen } from '#functions/local/ports.ts';
import type { QueueMessage } from './events.ts';

/** Local queues: what is sent to their addresses over SQS's protocol (AWS JSON 1.0) waits in them until somebody takes it. */
export type LocalSqs<Name extends string> = {
  /** Address of a queue, as SQS writes it. */
  readonly urlOf: (name: Name) => string;
  readonly waiting: Readonly<Record<Name, QueueMessage[]>>;
  readonly send: (name: Name, body: string) => void;
  /** Messages that were sent to any of them so far. */
  readonly sent: () => number;
  /** Calls over the wire so far. */
  readonly calls: () => number;
  readonly stop: () => Promise<void>;
};

type Asked = {
  readonly QueueUrl: string;
  readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string }[];
};

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Starts queues of these names; of SQS's calls they know `SendMessageBatch`. */
export const startLocalSqs = async <Name extends string>(names: readonly Name[]): Promise<LocalSqs<Name>> => {
  const waiting = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    QueueMessage[]
  >;
  let sent = 0;
  let calls = 0;
  const send = (name: Name, body: string): void => {
    sent += 1;
    waiting[name].push({ messageId: `message-${sent}`, body, receives: 1 });
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { QueueUrl, Entries = [] } = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    const name = QueueUrl.split('/').at(-1) as Name;
    const known = request.headers['x-amz-target'] === 'AmazonSQS.SendMessageBatch' && name in waiting;
    calls += 1;
    if (known) for (const { MessageBody } of Entries) send(name, MessageBody);
    response.writeHead(known ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(
      JSON.stringify(
        known
          ? {
              Successful: Entries.map(({ Id, MessageBody }) => ({
                Id,
                MessageId: `of-${Id}`,
                MD5OfMessageBody: md5(MessageBody),
              })),
              Failed: [],
            }
          : { __type: 'com.amazonaws.sqs#QueueDoesNotExist' },
      ),
    );
  });
  const port = await listen(server, 0);
  return {
    urlOf: (name) => `http://${host}:${port}/000000000000/${name}`,
    waiting,
    send,
    sent: () => sent,
    calls: () => calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
