import { createServices } from '../services.ts';
import { handleMail, type MailEvent } from './handler.ts';
import { createSender } from './sender.ts';

/** The mail worker in an environment with its keys. */
export const startMail = (environment: Readonly<Record<string, string | undefined>>) => {
  const services = { ...createServices(environment), sender: createSender(environment) };
  return (event: MailEvent) => handleMail(event, services);
};
