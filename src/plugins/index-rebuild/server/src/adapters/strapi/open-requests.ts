import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { createIdleGate, type IdleGate } from '../../lib/idle-gate';

/** A server that is never idle must not stop background work, nor should a request that stays open. */
const MAX_WAIT_MS = 100;

/** Lets work in the background wait for the HTTP requests that a server is answering. */
export const watchRequests = (server: Pick<Server, 'on'>): Pick<IdleGate, 'giveWay'> => {
  const { enter, leave, giveWay } = createIdleGate(MAX_WAIT_MS);
  server.on('request', (_: IncomingMessage, response: ServerResponse) => {
    enter();
    response.once('close', leave);
  });
  return { giveWay };
};
