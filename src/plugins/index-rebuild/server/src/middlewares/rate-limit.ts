import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { IndexRebuildError } from '../domain/errors';
import { getService } from '../services';

const MS = 1000;

/** Whoever asks: a token or user where Strapi knows one, else the address (see `server.proxy`). */
const clientOf = (ctx: Context): string => {
  const { credentials } = (ctx.state.auth ?? {}) as { credentials?: { id?: number | string } };
  return credentials?.id === undefined ? `ip:${ctx.ip}` : `id:${credentials.id}`;
};

/** Answers 429 to a client that asks more often than `search.rateLimit` allows. */
export const rateLimit = (_: unknown, { strapi }: { strapi: Core.Strapi }) => {
  let limiter: RateLimiterMemory | null = null;

  const limiterFor = (): RateLimiterMemory => {
    const { requests, seconds } = getService(strapi, 'container').settings.search.rateLimit;
    limiter ??= new RateLimiterMemory({ points: requests, duration: seconds });
    return limiter;
  };

  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await limiterFor().consume(clientOf(ctx));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      ctx.set('Retry-After', String(Math.max(1, Math.ceil(refused.msBeforeNext / MS))));
      throw new IndexRebuildError(
        'RATE_LIMITED',
        'Too many searches in a short time. Try again a little later.'
      );
    }
    await next();
  };
};
