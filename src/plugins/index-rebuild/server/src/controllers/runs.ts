import type { Context } from 'koa';

import {
  listRunsQuerySchema,
  startRunRequestSchema,
  type CancelRunResponse,
  type GetRunResponse,
  type ListFailuresResponse,
  type ListRunsResponse,
  type RunFailure,
  type StartRunResponse,
} from '../../../shared/contracts';
import type { Strapi } from '../lib/strapi';
import { getService } from '../container/services';
import { displayNameOf } from './display-name';
import { parse } from './parse';
import { readableNames } from './readable-names';

type WithId = Context & { params: { id: string } };

export const runs = ({ strapi }: { strapi: Strapi }) => ({
  async start(ctx: Context) {
    const request = parse(startRunRequestSchema, (ctx.request as { body?: unknown }).body);
    const startedBy = displayNameOf(ctx.state.user);
    const run = await getService(strapi, 'runs').start({ ...request, trigger: 'admin', startedBy });
    ctx.status = 202;
    ctx.body = { data: run } satisfies StartRunResponse;
  },

  async list(ctx: Context) {
    const { page, pageSize } = parse(listRunsQuerySchema, ctx.query);
    const found = await getService(strapi, 'runs').list(page, pageSize);
    ctx.body = {
      data: found.items,
      meta: { pagination: found.pagination },
    } satisfies ListRunsResponse;
  },

  async get(ctx: WithId) {
    const data = await getService(strapi, 'runs').get(ctx.params.id);
    ctx.body = { data } satisfies GetRunResponse;
  },

  async failures(ctx: WithId) {
    const { page, pageSize } = parse(listRunsQuerySchema, ctx.query);
    const { items, pagination, omitted } = await getService(strapi, 'runs').failures(
      ctx.params.id,
      page,
      pageSize
    );
    const { sources } = getService(strapi, 'container').settings;
    const labels = new Map(sources.map(({ uid, label }) => [uid, label]));
    const isReadable = readableNames(ctx.state.userAbility, sources);
    // Versions that knew one source alone did not name it.
    const uidOf = ({ uid }: RunFailure): string => uid ?? sources[0]?.uid ?? '';
    ctx.body = {
      data: items.map((item) => ({
        ...item,
        name: isReadable(uidOf(item), item.locale) ? item.name : null,
        label: labels.get(item.uid ?? '') ?? null,
      })),
      meta: { pagination, omitted },
    } satisfies ListFailuresResponse;
  },

  async cancel(ctx: WithId) {
    const by = displayNameOf(ctx.state.user) ?? 'an administrator';
    const data = await getService(strapi, 'runs').cancel(ctx.params.id, by);
    ctx.status = 202;
    ctx.body = { data } satisfies CancelRunResponse;
  },
});
