import { createServices } from '../services.ts';
import { withWarmPool } from '../steps/warm-pool.ts';
import { withServiceKeys } from '../vault/service-keys.ts';
import { measureOf, runClock } from './run.ts';

const services = withWarmPool(createServices(await withServiceKeys(process.env)));
const measure = measureOf(process.env);

/** EventBridge Scheduler calls this every minute. */
export const handler = () => runClock(services, measure);
