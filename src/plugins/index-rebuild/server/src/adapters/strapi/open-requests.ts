import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { settledWithin } from '../../lib/settled-within';

/** A server that is never idle must not stop background work, nor should a request that stays open. */
const MAX_WAIT_MS = 100;

/** The HTTP requests that a server is answering. */
export const watchRequests = (server: Pick<Server, 'on'>) => {
  let open = 0;
  let idle = Promise.resolve();
  let becomeIdle = (): void => {};

  server.on('request', (_: IncomingMessage, response: ServerResponse) => {
    if (open === 0)
      idle = new Promise((resolve) => {
        becomeIdle = resolve;
      });
    open += 1;
    response.once('close', () => {
      open -= 1;
      if (open === 0) becomeIdle();
    });
  });

  return {
    /**
     * For work in the background, between two pieces of a few milliseconds each: lets requests be
     * answered first, and everything else that waits for the event loop. Does not wait long.
     */
    async giveWay(): Promise<void> {
      await new Promise((resolve) => setImmediate(resolve));
      if (open > 0) await settledWithin(idle, MAX_WAIT_MS);
    },
  };
};
