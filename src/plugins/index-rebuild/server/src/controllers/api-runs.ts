import type { Context } from 'koa';

import { apiStartRunRequestSchema, type ApiRunResponse } from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { runForApi } from './api-view';
import { callerNameOf } from './display-name';
import { parse } from './parse';

/** Runs for deploy pipelines. */
export const apiRuns = ({ strapi }: { strapi: Strapi }) => ({
  async start(ctx: Context) {
    const request = parse(apiStartRunRequestSchema, (ctx.request as { body?: unknown }).body);
    const startedBy = callerNameOf(ctx.state.auth);
    const run = await getService(strapi, 'runs').start({ ...request, trigger: 'api', startedBy });
    ctx.status = 202;
    ctx.body = { data: runForApi(run) } satisfies ApiRunResponse;
  },

  async findOne(ctx: Context & { params: { id: string } }) {
    const run = await getService(strapi, 'runs').get(ctx.params.id);
    ctx.body = { data: runForApi(run) } satisfies ApiRunResponse;
  },
});
