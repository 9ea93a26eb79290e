import { setImmediate as nextTurn } from 'node:timers/promises';

import { settledWithin } from '../../lib/settled-within';
import type { Strapi } from '../../lib/strapi';

type WebhookRunner = { run(...args: unknown[]): Promise<unknown> };

/** How long a process that ends waits for webhooks to be told. */
const LIMIT_MS = 5_000;

/** Webhooks that are being told: Strapi does not wait for them, and a process that ends would cut them off. */
export const trackDeliveries = (strapi: Pick<Strapi, 'get'>, limitMs = LIMIT_MS) => {
  const runner = strapi.get('webhookRunner') as unknown as WebhookRunner;
  const open = new Set<Promise<unknown>>();
  const run = runner.run.bind(runner);
  runner.run = (...args) => {
    const sent = run(...args);
    open.add(sent);
    const closed = (): void => void open.delete(sent);
    sent.then(closed, closed);
    return sent;
  };

  const allSent = async (): Promise<void> => {
    // Strapi takes the next one from its queue when one is done.
    for (await nextTurn(); open.size > 0; await nextTurn()) await Promise.allSettled(open);
  };

  return {
    /** Waits until all are told, or for some seconds. Does not throw. */
    async settled(): Promise<void> {
      await settledWithin(allSent(), limitMs);
    },
  };
};
