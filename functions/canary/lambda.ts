import { writeLog } from '../write-line.ts';
import { canaryEnvironmentSchema, handleCanary } from './handler.ts';

const origin = canaryEnvironmentSchema.parse(process.env).PUBLIC_ORIGIN;

/** EventBridge Scheduler calls this every hour. */
export const handler = () => handleCanary({ origin, log: writeLog });
