import type { Context } from 'koa';

import {
  listRunsQuerySchema,
  startRunRequestSchema,
  type GetRunResponse,
  type ListRunsResponse,
  type StartRunResponse,
} from '../../../shared/contracts';
import type { Strapi } from '../adapters/strapi/types';
import { getService } from '../services';
import { parse } from './parse';

type AdminUser = { firstname?: string; lastname?: string; username?: string; email?: string };

const displayNameOf = (user?: AdminUser): string | null => {
  const full = [user?.firstname, user?.lastname].filter(Boolean).join(' ');
  return full || user?.username || user?.email || null;
};

export const runs = ({ strapi }: { strapi: Strapi }) => ({
  async start(ctx: Context) {
    const { kind } = parse(startRunRequestSchema, (ctx.request as { body?: unknown }).body);
    const startedBy = displayNameOf(ctx.state.user);
    const run = await getService(strapi, 'runs').start({ kind, trigger: 'admin', startedBy });
    ctx.status = 202;
    ctx.body = { data: run } satisfies StartRunResponse;
  },

  async list(ctx: Context) {
    const { page, pageSize } = parse(listRunsQuerySchema, ctx.query);
    const found = await getService(strapi, 'runs').list(page, pageSize);
    ctx.body = {
      data: found.runs,
      meta: { pagination: found.pagination },
    } satisfies ListRunsResponse;
  },

  async get(ctx: Context & { params: { id: string } }) {
    const data = await getService(strapi, 'runs').get(ctx.params.id);
    ctx.body = { data } satisfies GetRunResponse;
  },
});
