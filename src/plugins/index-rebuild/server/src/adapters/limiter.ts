import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

import { rateLimitModel } from '../content-types/models';
import type { Limiter } from '../ports/limiter';
import type { Database } from './strapi/bare-table';

const MS = 1000;

type Limit = { requests: number; seconds: number };

const limiterOf = (limiter: RateLimiterMemory | RateLimiterPostgres): Limiter => ({
  async wait(client) {
    try {
      await limiter.consume(client);
      return 0;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return Math.max(1, Math.ceil(refused.msBeforeNext / MS));
    }
  },
});

/** Counts in this process alone. */
export const createOwnLimiter = ({ requests, seconds }: Limit): Limiter =>
  limiterOf(new RateLimiterMemory({ points: requests, duration: seconds }));

/**
 * Counts in PostgreSQL, together with every process on it, by one upsert for each search. Whoever has passed
 * the limit is refused from memory until it ends. While the database fails, this process counts alone.
 */
export const createSharedLimiter = ({ knex, schema }: Database, { requests, seconds }: Limit): Limiter =>
  limiterOf(
    new RateLimiterPostgres({
      ...{ storeClient: knex, storeType: 'knex', tableName: rateLimitModel.tableName, tableCreated: true },
      ...(schema && { schemaName: schema }),
      ...{ points: requests, duration: seconds, keyPrefix: 'search' },
      inMemoryBlockOnConsumed: requests + 1,
      insuranceLimiter: new RateLimiterMemory({ points: requests, duration: seconds }),
    })
  );
