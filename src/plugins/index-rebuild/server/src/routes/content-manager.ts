import { PLUGIN_ID } from '../../../shared/constants';
import { readSourceUids } from '../config/api';
import type { Strapi } from '../lib/strapi';

type Route = { method: string; path: string; config: { middlewares?: unknown[] } };

const LIST = '/collection-types/:model';

/** What the lists' pages in the admin know a source by, among its plugin options. */
const markAsSource = (strapi: Strapi, uid: string): void => {
  if (!Object.hasOwn(strapi.contentTypes, uid)) return;
  strapi.get('content-types').extend(uid, (contentType: { pluginOptions?: object }) => {
    // A new object: the former one is what the Content-Type Builder writes to the schema's file.
    contentType.pluginOptions = { ...contentType.pluginOptions, [PLUGIN_ID]: { source: true } };
    return contentType;
  });
};

/** Adds the filter by state to the Content Manager's lists. Called before Strapi makes the routes. */
export const extendContentManager = (strapi: Strapi): void => {
  const routers = strapi.plugin('content-manager').routes as unknown as { admin: { routes: Route[] } };
  const { routes } = routers.admin;
  const list = routes.find(({ method, path }) => method === 'GET' && path === LIST);
  if (!list) {
    const lost = 'lists have no column and no filter "In search"';
    strapi.log.warn(`[index-rebuild] the Content Manager has no route GET ${LIST} any more: ${lost}`);
    return;
  }
  list.config.middlewares = [
    ...(list.config.middlewares ?? []),
    { name: `plugin::${PLUGIN_ID}.errors`, config: { audience: 'admin' } },
    `plugin::${PLUGIN_ID}.in-search`,
  ];
  for (const uid of readSourceUids(strapi)) markAsSource(strapi, uid);
};
