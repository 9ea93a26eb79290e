import type { EventEmitter } from 'node:events';

import type { Knex } from 'knex';

/** PostgreSQL's classes for a connection that failed, and for a server that shuts down or starts. */
const OUTAGE = /^(08|57P|E[A-Z])/;

/** A connection that breaks during a query has no code. Errors of SQLite, and of a statement, have others. */
const isOutage = ({ code }: { code?: string }): boolean => code === undefined || OUTAGE.test(code);

type Pool = Pick<EventEmitter, 'on'>;

/** Calls `listener` whenever a connection to the database breaks or cannot be made, whoever wanted it. */
export const watchOutages = (knex: Knex, listener: () => void): void => {
  knex.on('query-error', (error: { code?: string }) => {
    if (isOutage(error)) listener();
  });
  (knex.client as { pool?: Pool }).pool?.on('createFail', listener);
};
