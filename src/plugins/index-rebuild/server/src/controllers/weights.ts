import type { Context } from 'koa';

import { weightsPreviewBodySchema, type WeightsPreviewResponse } from '../../../shared/contracts';
import { getService } from '../container/services';
import type { Strapi } from '../lib/strapi';
import { parse } from './parse';

/** What counts how much in the ranking. */
export const weights = ({ strapi }: { strapi: Strapi }) => ({
  async preview(ctx: Context) {
    const asked = parse(weightsPreviewBodySchema, (ctx.request as { body?: unknown }).body);
    const data = await getService(strapi, 'weightsPreview').preview(asked.weights);
    ctx.body = { data } satisfies WeightsPreviewResponse;
  },
});
