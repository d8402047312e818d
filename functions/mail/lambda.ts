import { createServices } from '../services.ts';
import { withServiceKeys } from '../vault/service-keys.ts';
import { handleMail, type MailEvent } from './handler.ts';
import { createSender } from './sender.ts';

const services = { ...createServices(await withServiceKeys(process.env)), sender: createSender(process.env) };

/** AWS calls this with a batch of either mail queue. */
export const handler = (event: MailEvent) => handleMail(event, services);
