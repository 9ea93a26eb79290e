import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import { getService } from '../container/services';
import { monotonicMs } from '../lib/monotonic';
import { isFirstPage, isRefusal, type FoundPage } from '../services/insights/countable';

/** Counts what a visitor's search has come to, for insights. The controller leaves what it found in `ctx.state`. */
export const insights =
  (_: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const { recorder } = getService(strapi, 'insights');
    const startedAt = monotonicMs();
    try {
      await next();
    } catch (error) {
      if (isRefusal(error) && isFirstPage(ctx.query)) recorder.refused();
      throw error;
    }
    const found: FoundPage | undefined = ctx.state.foundPage;
    if (found && isFirstPage(ctx.query)) recorder.answered({ ...found, tookMs: monotonicMs() - startedAt });
  };
