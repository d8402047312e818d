import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Counts the requests that this process sends to an address, whichever way they go. @returns how many so far. */
export const countRequests = (endpoint: string): (() => number) => {
  const { host } = new URL(endpoint);
  let requests = 0;
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader('host') === host) requests += 1;
  });
  return () => requests;
};
