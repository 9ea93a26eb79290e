import type { Context } from 'koa';

import { PLUGIN_ID } from '../../../shared/constants';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';

const EXPLAIN = `plugin::${PLUGIN_ID}.search.explain`;

export const search = ({ strapi }: { strapi: Strapi }) => {
  const service = () => getService(strapi, 'search');

  /** `explain=true` shows how scores come about; whoever asks needs the permission of that name. */
  const assertMayExplain = async (ctx: Context): Promise<void> => {
    if (ctx.query.explain === 'true') await strapi.auth.verify(ctx.state.auth, { scope: [EXPLAIN] });
  };

  return {
    /** Records, best first. */
    async find(ctx: Context) {
      await assertMayExplain(ctx);
      ctx.body = await service().query({
        ...{ query: ctx.query, auth: ctx.state.auth },
        onFound: (found) => {
          ctx.state.foundPage = found;
        },
      });
    },

    /** Records like this one. */
    async similar(ctx: Context & { params: { documentId: string } }) {
      await assertMayExplain(ctx);
      const { documentId } = ctx.params;
      ctx.body = await service().similar(documentId, { query: ctx.query, auth: ctx.state.auth });
    },

    /** What a visitor who is typing may mean. */
    async suggest(ctx: Context) {
      ctx.body = await service().suggest({ query: ctx.query, auth: ctx.state.auth });
    },

    /** As find, with the parts of every score. */
    async explain(ctx: Context) {
      const query = { ...ctx.query, explain: 'true' };
      ctx.body = await service().query({ query, auth: ctx.state.auth });
    },
  };
};
