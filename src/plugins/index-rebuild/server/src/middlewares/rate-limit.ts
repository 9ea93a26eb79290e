import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import { getService } from '../container/services';
import { clientOf } from '../services/rate-limiter';

/** Answers 429 to a client that searches more often than `search.rateLimit` allows. */
export const rateLimit =
  (_: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    await getService(strapi, 'rateLimiter').admit(clientOf(ctx.state.auth, ctx.ip));
    await next();
  };
