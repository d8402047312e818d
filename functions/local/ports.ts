import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartRefusal } from './refusal.ts';

/** Everything local listens here, and nowhere else. */
export const host = '127.0.0.1';

/**
 * Starts to listen. 0 takes any free port.
 * @returns the port.
 * @throws StartRefusal if the port is taken or not ours to take.
 */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new StartRefusal(
            `Port ${port} is taken. Stop what listens there, or choose another: npm start -- --port ${port + 1}`,
          ),
        );
      else if (error.code === 'EACCES')
        reject(
          new StartRefusal(`Port ${port} needs rights that this user does not have. Choose one above 1023.`),
        );
      else reject(error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

/** A port that is free now, for a child that must be told one. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
};
