import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefusal } from './refusal.ts';

/** How the service is started on one machine. */
export type StartOptions = {
  /** No demo community on an empty data folder. */
  readonly empty: boolean;
  /** Pages are rendered from their sources and reload when those change. */
  readonly dev: boolean;
  /** Port of the site; 0 takes any free one. */
  readonly port: number;
  /** Absolute path of the folder that keeps everything. */
  readonly dataFolder: string;
};

export const usage = `npm start -- [--empty] [--port N] [--data FOLDER]
  --empty        begin without the demo community
  --port N       port of the site (4321)
  --data FOLDER  where everything is kept (.data)
  npm run dev    the same, and pages reload when their sources change`;

/**
 * Reads the command line; paths are relative to `root`.
 * @returns the options, or null if help was asked for.
 * @throws StartRefusal for an option that is not known or not valid.
 */
export const readOptions = (args: readonly string[], root: string): StartOptions | null => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        port: { type: 'string', default: '4321' },
        data: { type: 'string', default: '.data' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return null;
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
      throw new RangeError(`--port must be a number from 0 to 65535, not “${values.port}”.`);
    return {
      empty: values.empty,
      dev: values.dev,
      port: Number(values.port),
      dataFolder: isAbsolute(values.data) ? values.data : resolve(root, values.data),
    };
  } catch (error) {
    throw new StartRefusal(`${error instanceof Error ? error.message.split('\n')[0] : error}\n${usage}`);
  }
};
