import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';

import { ACTIONS, PLUGIN_ID } from '../../../shared/constants';
import { getService } from '../container/services';

type Body = { data?: { contentTypes?: { uid: string; pluginOptions?: object }[] } } | undefined;

/**
 * Tells the Content Manager's pages which content types are sources, where they look for plugins' options, if
 * the user may see whether search has their records. The content types themselves stay as they are: the
 * Content-Type Builder would write a mark into their files.
 */
export const markSources =
  (_: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const { data } = (ctx.body ?? {}) as NonNullable<Body>;
    if (!data?.contentTypes || !ctx.state.userAbility.can(ACTIONS.read)) return;
    const { isSource } = getService(strapi, 'inSearch');
    data.contentTypes = data.contentTypes.map((type) =>
      isSource(type.uid)
        ? { ...type, pluginOptions: { ...type.pluginOptions, [PLUGIN_ID]: { source: true } } }
        : type
    );
  };
