import {
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  paginateListQueues,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { requireStage } from '../stages.ts';

/*
 * `npm run redrive -- NAME`: counts the dead letters of a stage and sends those that came out of a queue back to it. What
 * came from the stream or a schedule has no queue to go back to: the clock has done its work; it is only counted.
 */

const stage = requireStage(process.argv[2] ?? '');
const client = new SQSClient({ region: stage.region });

const redrive = async (QueueUrl: string): Promise<string> => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
    }),
  );
  const count = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  const { queueUrls = [] } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));
  if (count === 0) return 'none';
  if (queueUrls.length === 0) return `${count}, of the stream or a schedule: read them, then purge the queue`;
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }));
  return `${count}, on their way back`;
};

const QueueNamePrefix = `alongside-${stage.name}-service-`;
for await (const { QueueUrls = [] } of paginateListQueues({ client }, { QueueNamePrefix }))
  for (const url of QueueUrls.filter((each) => each.includes('DeadLetters')))
    console.log(`${url.split('/').at(-1)}: ${await redrive(url)}`);
