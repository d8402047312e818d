import { patternOf, streamFilters } from '../../../infra/stream-filters.ts';

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

/** What CloudFront shows the site's function, in its settings too. */
export const originSecret = 'aB3'.repeat(15).slice(0, 43);

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
      'x-origin-secret': originSecret,
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
      SenderId: 'AROAEXAMPLE:stream',
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

/** A change of the table: the item's image after it in DynamoDB's JSON, and its number in the stream. */
export type StreamChange = {
  readonly sequenceNumber: string;
  readonly image: Readonly<Record<string, { readonly S?: string | undefined }>>;
};

type Pattern = {
  readonly dynamodb: { readonly NewImage: Readonly<Record<string, { readonly S: string[] }>> };
};
const patterns = streamFilters.map((filter) => JSON.parse(patternOf(filter)) as Pattern);

/** Whether Lambda's filter, as it is deployed, lets a change through. */
export const passesFilter = ({ image }: Pick<StreamChange, 'image'>): boolean =>
  patterns.some(({ dynamodb }) =>
    Object.entries(dynamodb.NewImage).every(([name, { S }]) => S.includes(image[name]?.S ?? '')),
  );

/** A batch of a table's stream as an event source hands it on. */
export const streamEvent = (changes: readonly StreamChange[]) => ({
  Records: changes.map(({ sequenceNumber, image }) => ({
    eventID: sequenceNumber,
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: 1_773_169_800,
      Keys: { pk: image.pk, sk: image.sk },
      NewImage: image,
      SequenceNumber: sequenceNumber,
      SizeBytes: 1_024,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/table/stream/2026-03-10T00:00:00.000',
  })),
});
