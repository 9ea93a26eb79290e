import { PLUGIN_ID } from '../../../shared/constants';
import type { Strapi } from '../lib/strapi';

type Route = { method: string; path: string; config: { middlewares?: unknown[] } };

/** Its routes that the plugin adds middlewares to. */
const EXTENDED: Record<string, unknown[]> = {
  '/init': [`plugin::${PLUGIN_ID}.mark-sources`],
  '/collection-types/:model': [
    { name: `plugin::${PLUGIN_ID}.errors`, config: { audience: 'admin' } },
    `plugin::${PLUGIN_ID}.in-search`,
  ],
};

/** Adds the column and the filter by state to the Content Manager's lists. Called before Strapi makes the routes. */
export const extendContentManager = (strapi: Strapi): void => {
  const routers = strapi.plugin('content-manager').routes as unknown as { admin: { routes: Route[] } };
  for (const [path, middlewares] of Object.entries(EXTENDED)) {
    const route = routers.admin.routes.find((one) => one.method === 'GET' && one.path === path);
    if (route) route.config.middlewares = [...(route.config.middlewares ?? []), ...middlewares];
    else
      strapi.log.warn(
        `[index-rebuild] the Content Manager has no route GET ${path} any more: the column or the filter "In search" is missing`
      );
  }
};
