import type { Context } from 'koa';

import {
  recordChoicesQuerySchema,
  tryQuerySchema,
  tryRecordQuerySchema,
  tryRecordsQuerySchema,
  type RecordChoices,
  type TryOptionsResponse,
  type TryRecordResponse,
  type TryRecordsResponse,
  type TryResponse,
} from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { parse } from './parse';

/** Search as administrators try it. */
export const trySearch = ({ strapi }: { strapi: Strapi }) => {
  const service = () => getService(strapi, 'trySearch');
  return {
    async search(ctx: Context) {
      const query = parse(tryQuerySchema, ctx.query);
      ctx.body = (await service().search(query, ctx.state.userAbility)) satisfies TryResponse;
    },

    async record(ctx: Context) {
      const query = parse(tryRecordQuerySchema, ctx.query);
      const data = await service().record(query, ctx.state.userAbility);
      ctx.body = { data } satisfies TryRecordResponse;
    },

    async records(ctx: Context) {
      const { name, locale } = parse(tryRecordsQuerySchema, ctx.query);
      const data = await service().byName(name, locale, ctx.state.userAbility);
      ctx.body = { data } satisfies TryRecordsResponse;
    },

    async choices(ctx: Context) {
      const query = parse(recordChoicesQuerySchema, ctx.query);
      ctx.body = (await service().choices(query, ctx.state.userAbility)) satisfies RecordChoices;
    },

    async options(ctx: Context) {
      const data = await service().options(ctx.state.userAbility);
      ctx.body = { data } satisfies TryOptionsResponse;
    },
  };
};
