import { createServices } from '../services.ts';
import { withSecrets } from '../vault/run-time-secrets.ts';
import { handleRound, type RoundEvent } from './handler.ts';

const services = createServices(await withSecrets(process.env));

/** SQS calls this with rounds from the table's stream. */
export const handler = (event: RoundEvent) => handleRound(event, services);
