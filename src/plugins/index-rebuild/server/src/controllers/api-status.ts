import type { Context } from 'koa';

import type { ApiStatusResponse } from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { statusForApi } from './api-view';

/** The status for deploy pipelines and health checks. */
export const apiStatus = ({ strapi }: { strapi: Strapi }) => ({
  async find(ctx: Context) {
    const status = await getService(strapi, 'status').get();
    ctx.body = { data: statusForApi(status) } satisfies ApiStatusResponse;
  },
});
