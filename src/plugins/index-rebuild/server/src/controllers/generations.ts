import type { Context } from 'koa';

import {
  restoreRequestSchema,
  type ListGenerationsResponse,
  type RestoreResponse,
} from '../../../shared/contracts';
import type { Strapi } from '../lib/strapi';
import { getService } from '../container/services';
import { displayNameOf } from './display-name';
import { parse } from './parse';

export const generations = ({ strapi }: { strapi: Strapi }) => ({
  async list(ctx: Context) {
    const data = await getService(strapi, 'generations').list();
    ctx.body = { data } satisfies ListGenerationsResponse;
  },

  async restore(ctx: Context & { params: { id: string } }) {
    const { reason } = parse(restoreRequestSchema, (ctx.request as { body?: unknown }).body);
    const data = await getService(strapi, 'runs').rollBack({
      generation: ctx.params.id,
      reason,
      trigger: 'admin',
      startedBy: displayNameOf(ctx.state.user),
    });
    ctx.status = 202;
    ctx.body = { data } satisfies RestoreResponse;
  },
});
