import { withServiceKeys } from '../vault/service-keys.ts';

// The keys are on their way while the composer and SES's client are loaded.
const [environment, { startMail }] = await Promise.all([withServiceKeys(process.env), import('./start.ts')]);

/** AWS calls this with a batch of either mail queue. */
export const handler = startMail(environment);
