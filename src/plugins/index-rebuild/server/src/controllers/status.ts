import type { Context } from 'koa';

import type { GetStatusResponse } from '../../../shared/contracts';
import type { Strapi } from '../lib/strapi';
import { getService } from '../container/services';

export const status = ({ strapi }: { strapi: Strapi }) => ({
  async get(ctx: Context) {
    const data = await getService(strapi, 'status').get();
    ctx.body = { data } satisfies GetStatusResponse;
  },
});
