import { writeLog } from '../write-line.ts';
import { handleStream, type StreamEvent } from './handler.ts';
import { createQueues } from './queues.ts';

const send = createQueues(process.env);

/** Lambda calls this with changes that its filter has let through. */
export const handler = (event: StreamEvent) => handleStream(event, { send, log: writeLog });
