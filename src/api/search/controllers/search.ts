import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

const EXPLAIN = 'api::search.search.explain';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => strapi.plugin('index-rebuild').service('search');

  /** `explain=true` shows how scores come about; whoever asks needs the permission of that name. */
  const assertMayExplain = async (ctx: Context): Promise<void> => {
    if (ctx.query.explain === 'true') await strapi.auth.verify(ctx.state.auth, { scope: [EXPLAIN] });
  };

  return {
    /** GET /api/search?q=…: experts, best first. */
    async find(ctx: Context) {
      await assertMayExplain(ctx);
      ctx.body = await service().query({ query: ctx.query, auth: ctx.state.auth });
    },

    /** GET /api/search/similar/:documentId: experts like this one. */
    async similar(ctx: Context & { params: { documentId: string } }) {
      await assertMayExplain(ctx);
      const { documentId } = ctx.params;
      ctx.body = await service().similar(documentId, { query: ctx.query, auth: ctx.state.auth });
    },

    /** GET /api/search/explain?q=…: as find, with the parts of every score. */
    async explain(ctx: Context) {
      const query = { ...ctx.query, explain: 'true' };
      ctx.body = await service().query({ query, auth: ctx.state.auth });
    },
  };
};
