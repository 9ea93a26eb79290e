import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import { getService } from '../container/services';
import { IndexRebuildError, invalidRequest } from '../domain/errors';
import { shownError, type Audience } from '../domain/public-error';
import { isRefusedValue } from '../lib/refused-value';

/** The `name` in Strapi's error format. */
const NAMES: Record<number, string> = {
  400: 'ValidationError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  429: 'RateLimitError',
  422: 'UnprocessableEntityError',
  503: 'ServiceUnavailableError',
};

/** Errors that mean a fault in the server, not that it is busy or not ready. */
const isFault = ({ status }: IndexRebuildError): boolean => status >= 500 && status !== 503;

/** Answers an error of the registry in Strapi's own error format, with the code in `details`. */
export const answerWith = (
  ctx: Context,
  error: IndexRebuildError,
  audience: Audience,
  strapi: Core.Strapi
): void => {
  const { metrics, live } = getService(strapi, 'container');
  if (audience === 'public') metrics.refused(error.code);
  // What keeps search away was logged when it arose, and not again for everybody who asks.
  if (isFault(error) && error !== live.trouble)
    strapi.log.error(`[index-rebuild] ${error.code}: ${error.message}`);
  const { status, message, details, retryAfter } = shownError(error, audience);
  if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
  ctx.status = status;
  ctx.body = {
    data: null,
    error: { status, name: NAMES[status] ?? 'InternalServerError', message, details },
  };
};

/** Answers errors of the registry, and values that the database cannot have. */
export const errors =
  ({ audience = 'public' }: { audience?: Audience }, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const known = isRefusedValue(error) ? invalidRequest('The database refuses a value.') : error;
      if (!(known instanceof IndexRebuildError)) throw error;
      answerWith(ctx, known, audience, strapi);
    }
  };
