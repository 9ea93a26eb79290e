import type { Context, Next } from 'koa';

import { IndexRebuildError } from '../domain/errors';

/** The `name` in Strapi's error format. */
const NAMES: Record<number, string> = {
  400: 'ValidationError',
  404: 'NotFoundError',
  409: 'ConflictError',
  429: 'RateLimitError',
  422: 'UnprocessableEntityError',
  503: 'ServiceUnavailableError',
};

/** Answers errors of the registry in Strapi's own error format, with the code in `details`. */
export const errors =
  () =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof IndexRebuildError)) throw error;
      const { status, message, code, details, retryAfter } = error;
      if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
      ctx.status = status;
      ctx.body = {
        data: null,
        error: {
          status,
          name: NAMES[status] ?? 'InternalServerError',
          message,
          details: { code, ...details },
        },
      };
    }
  };
