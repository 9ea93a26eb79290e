import type { Context } from 'koa';

import { mapQuerySchema, type MapPlaceResponse, type MapResponse } from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { parse } from './parse';
import { fullyReadable, readableNames } from './readable-names';

export const map = ({ strapi }: { strapi: Strapi }) => {
  const readableFor = (ctx: Context) =>
    readableNames(ctx.state.userAbility, getService(strapi, 'container').settings.sources);

  return {
    async get(ctx: Context) {
      const { sources } = getService(strapi, 'container').settings;
      const withTags = fullyReadable(ctx.state.userAbility, sources);
      const data = await getService(strapi, 'map').get({ isReadable: readableFor(ctx), withTags });
      ctx.status = data.state === 'computing' ? 202 : 200;
      ctx.body = { data } satisfies MapResponse;
    },

    async query(ctx: Context) {
      const { q } = parse(mapQuerySchema, ctx.query);
      const data = await getService(strapi, 'map').place(q, readableFor(ctx));
      ctx.body = { data } satisfies MapPlaceResponse;
    },
  };
};
