import { isMainThread } from 'node:worker_threads';
import { createServices } from '../services.ts';
import { handleRound, type RoundEvent } from './handler.ts';
import { workOutInThread } from './in-thread.ts';

// A round's thread loads this bundle too, and needs nothing but the matching.
const services = isMainThread ? createServices(process.env) : null;

/** SQS calls this with rounds from the table's stream. */
export const handler = (event: RoundEvent) => {
  if (!services) throw new Error('A thread of the round function answers no events.');
  return handleRound(event, { ...services, workOut: workOutInThread });
};
