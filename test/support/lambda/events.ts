import { streamRoads } from '../../../infra/stream-roads.ts';

/*
 * Events in the shapes in which AWS sends them. A function that is tested with less than it gets may rely on what it never sees.
 */

/** A request as CloudFront passes it on. */
export type SiteRequest = {
  readonly method?: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string | undefined;
  /** The visitor's network address. */
  readonly address?: string;
};

const apiHost = 'abcdefghij.execute-api.us-east-1.amazonaws.com';

/** An HTTP API's event, payload format 2.0. */
export const apiGatewayEvent = ({
  method = 'GET',
  path,
  headers = {},
  cookies = [],
  body,
  address = '198.51.100.10',
}: SiteRequest) => {
  const { pathname, searchParams } = new URL(path, 'https://example.org');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: searchParams.toString(),
    ...(cookies.length > 0 && { cookies }),
    headers: {
      host: apiHost,
      'user-agent': 'Amazon CloudFront',
      'x-forwarded-for': `${address}, 203.0.113.1`,
      'x-forwarded-proto': 'https',
      'cloudfront-viewer-address': `${address}:46532`,
      ...headers,
    },
    ...(searchParams.size > 0 && { queryStringParameters: Object.fromEntries(searchParams) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      domainName: apiHost,
      domainPrefix: 'abcdefghij',
      http: {
        method,
        path: pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.1',
        userAgent: 'Amazon CloudFront',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '10/Mar/2026:19:10:00 +0000',
      timeEpoch: 1_773_169_800_000,
    },
    ...(body !== undefined && { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
};

/** A message of a queue, with how often it has been received. */
export type QueueMessage = { readonly messageId: string; readonly body: string; readonly receives: number };

/** A batch of SQS as an event source hands it on. */
export const sqsEvent = (queue: string, messages: readonly QueueMessage[]) => ({
  Records: messages.map(({ messageId, body, receives }) => ({
    messageId,
    receiptHandle: `handle-${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '1773169800000',
      SenderId: 'AROAEXAMPLE:pipe',
      ApproximateFirstReceiveTimestamp: '1773169800001',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  })),
});

/** What Scheduler sends when a target has no input of its own. */
export const schedulerEvent = (at: Date) => ({
  version: '0',
  id: '00000000-0000-4000-8000-000000000000',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '000000000000',
  time: at.toISOString(),
  region: 'us-east-1',
  resources: ['arn:aws:scheduler:us-east-1:000000000000:schedule/default/every-minute'],
  detail: '{}',
});

/** Name of a road out of the stream. */
export type RoadName = keyof typeof streamRoads;

/** An item's image in the table's stream, as far as a filter looks at it. */
export type StreamImage = Readonly<Record<string, { readonly S?: string | undefined }>>;

/** Whether EventBridge's pattern takes a text. */
const takes = (
  value: string | undefined,
  pattern: readonly (string | { readonly 'anything-but': readonly string[] })[],
) =>
  value !== undefined &&
  pattern.some((each) => (typeof each === 'string' ? each === value : !each['anything-but'].includes(value)));

/**
 * What the Pipe of a road makes of a change in the table: filtered by the pattern that is deployed, and cut down to an id.
 * @returns the body of the message, or null if the filter does not let it pass.
 */
export const throughPipe = (road: RoadName, image: StreamImage): string | null => {
  const { newImage, idField } = streamRoads[road];
  const passes = Object.entries(newImage).every(([name, pattern]) => takes(image[name]?.S, pattern));
  return passes ? JSON.stringify({ [idField]: image.id?.S }) : null;
};
