import { createServices } from '../services.ts';
import { handleRound, type RoundEvent } from './handler.ts';

const services = createServices(process.env);

/** SQS calls this with rounds from the table's stream. */
export const handler = (event: RoundEvent) => handleRound(event, services);
