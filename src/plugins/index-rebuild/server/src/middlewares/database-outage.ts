import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import { PLUGIN_ID } from '../../../shared/constants';
import { getService } from '../container/services';
import { IndexRebuildError } from '../domain/errors';
import { answerWith } from './errors';

/** What Strapi makes of a database that is away: nobody's permissions can be read, or a query fails. */
const DISGUISES = [401, 500];

type Route = { info?: { pluginName?: string; type?: string } };

const isOurs = ({ info }: Route = {}): boolean =>
  info?.pluginName === PLUGIN_ID && info.type === 'content-api';

/**
 * Has visitors and pipelines told to try again when the database is away, and not that their credentials are
 * wrong. Around all other middlewares, since Strapi authenticates before those of a route.
 */
export const databaseOutage =
  (strapi: Core.Strapi) =>
  async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (!DISGUISES.includes(ctx.status) || !isOurs(ctx.state.route)) return;
    await getService(strapi, 'health')
      .assertDatabase()
      .catch((error: IndexRebuildError) => answerWith(ctx, error, 'public', strapi));
  };
