import { createServices } from '../services.ts';
import { withSecrets } from '../vault/run-time-secrets.ts';
import { handleMail, type MailEvent } from './handler.ts';
import { createSender } from './sender.ts';

const services = { ...createServices(await withSecrets(process.env)), sender: createSender(process.env) };

/** AWS calls this with a batch of either mail queue. */
export const handler = (event: MailEvent) => handleMail(event, services);
