import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** GET /api/search?q=…&limit=…: experts by meaning, best first. */
  async find(ctx: Context) {
    const { q, limit, locale } = ctx.query;
    const search = strapi.plugin('index-rebuild').service('search');
    ctx.body = await search.query({ q, limit, locale, auth: ctx.state.auth });
  },
});
