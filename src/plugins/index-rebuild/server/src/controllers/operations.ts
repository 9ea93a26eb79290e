import type { Context } from 'koa';

import type { HealthResponse } from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';

/** For load balancers: may this process be sent searches? */
export const health = ({ strapi }: { strapi: Strapi }) => ({
  async find(ctx: Context) {
    const { current } = await getService(strapi, 'health').check();
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { data: { ready: true, current } } satisfies HealthResponse;
  },
});

/** For monitoring, in Prometheus' text format. */
export const metrics = ({ strapi }: { strapi: Strapi }) => ({
  async find(ctx: Context) {
    const { contentType, text } = await getService(strapi, 'metrics').read();
    ctx.set('Content-Type', contentType);
    ctx.body = text;
  },
});
