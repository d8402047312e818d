import { createServices } from '../services.ts';
import { handleClock } from './handler.ts';

const services = createServices(process.env);

/** EventBridge Scheduler calls this every minute. */
export const handler = () => handleClock(services);
