import { type BaseServices, createServices } from '../services.ts';
import { withServiceKeys } from '../vault/service-keys.ts';
import { handleMailEvents, type MailEventsEvent, shutsAddresses } from './handler.ts';

const services = createServices(process.env);
let withKey: Promise<BaseServices> | undefined;

/** AWS calls this with a batch of what SES told its topic. Most of it needs no key: it is opened when an address is shut off. */
export const handler = async (event: MailEventsEvent) => {
  if (!shutsAddresses(event)) return handleMailEvents(event, services);
  withKey ??= withServiceKeys(process.env).then(createServices);
  return handleMailEvents(event, await withKey);
};
