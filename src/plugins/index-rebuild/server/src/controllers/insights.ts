import type { Context } from 'koa';

import {
  dismissSynonymSchema,
  getInsightsQuerySchema,
  listInsightQueriesQuerySchema,
  suggestedSynonymsQuerySchema,
  type DismissSynonymResponse,
  type EraseInsightsResponse,
  type GetInsightsResponse,
  type ListInsightQueriesResponse,
  type SuggestedSynonymsResponse,
} from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { parse } from './parse';

export const insights = ({ strapi }: { strapi: Strapi }) => ({
  async get(ctx: Context) {
    const { days } = parse(getInsightsQuerySchema, ctx.query);
    const data = await getService(strapi, 'insights').overview(days);
    ctx.body = { data } satisfies GetInsightsResponse;
  },

  async queries(ctx: Context) {
    const query = parse(listInsightQueriesQuerySchema, ctx.query);
    const { items, ...meta } = await getService(strapi, 'insights').queries(query);
    ctx.body = { data: items, meta } satisfies ListInsightQueriesResponse;
  },

  async synonyms(ctx: Context) {
    const { query, locale } = parse(suggestedSynonymsQuerySchema, ctx.query);
    const data = await getService(strapi, 'synonyms').suggested({ query, locale }, ctx.state.userAbility);
    ctx.body = { data } satisfies SuggestedSynonymsResponse;
  },

  async dismissSynonym(ctx: Context) {
    const data = parse(dismissSynonymSchema, ctx.request.body);
    await getService(strapi, 'synonyms').dismiss(data);
    ctx.body = { data } satisfies DismissSynonymResponse;
  },

  async erase(ctx: Context) {
    await getService(strapi, 'insights').erase();
    strapi.log.info(`[index-rebuild] insights erased by administrator ${ctx.state.user.id}`);
    ctx.body = { data: { stored: false } } satisfies EraseInsightsResponse;
  },
});
