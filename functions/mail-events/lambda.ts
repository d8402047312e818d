import { createServices } from '../services.ts';
import { withSecrets } from '../vault/run-time-secrets.ts';
import { handleMailEvents, type MailEventsEvent } from './handler.ts';

const services = createServices(await withSecrets(process.env));

/** AWS calls this with a batch of what SES told its topic. */
export const handler = (event: MailEventsEvent) => handleMailEvents(event, services);
