import type { Context } from 'koa';

import {
  listDriftQuerySchema,
  listStatesRequestSchema,
  recordStateQuerySchema,
  type CheckDriftResponse,
  type ListDriftResponse,
  type ListStatesResponse,
  type RecordStateResponse,
} from '../../../shared/contracts';
import type { Strapi } from '../lib/strapi';
import { getService } from '../container/services';
import { parse } from './parse';
import { isListReadable, readableNames } from './readable-names';

export const drift = ({ strapi }: { strapi: Strapi }) => ({
  async list(ctx: Context) {
    const service = getService(strapi, 'drift');
    const details = await service.details();
    const { sources } = getService(strapi, 'container').settings;
    const isReadable = readableNames(ctx.state.userAbility, sources);
    const { items, pagination } = await service.list(parse(listDriftQuerySchema, ctx.query), isReadable);
    ctx.body = { data: items, meta: { pagination, drift: details } } satisfies ListDriftResponse;
  },

  async record(ctx: Context & { params: { documentId: string } }) {
    const query = parse(recordStateQuerySchema, ctx.query);
    if (!isListReadable(ctx.state.userAbility, query.uid)) return ctx.forbidden();
    const data = await getService(strapi, 'drift').record(ctx.params.documentId, query);
    ctx.body = { data } satisfies RecordStateResponse;
    return undefined;
  },

  async states(ctx: Context) {
    const list = parse(listStatesRequestSchema, ctx.request.body);
    if (!isListReadable(ctx.state.userAbility, list.uid)) return ctx.forbidden();
    const data = await getService(strapi, 'drift').states(list);
    ctx.body = { data } satisfies ListStatesResponse;
    return undefined;
  },

  async check(ctx: Context) {
    const data = await getService(strapi, 'drift').check();
    ctx.body = { data } satisfies CheckDriftResponse;
  },
});
