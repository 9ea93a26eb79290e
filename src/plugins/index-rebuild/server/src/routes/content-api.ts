import { z } from 'zod';

import { PLUGIN_ID } from '../../../shared/constants';
import { searchParameters, searchResponseSchema, similarParameters } from '../../../shared/contracts';
import { readApiPath } from '../config/api';
import type { Strapi } from '../lib/strapi';

/*
 * A handler's name is the permission that a role or a token needs: plugin::index-rebuild.search.find.
 * Strapi's read-only tokens may call those that end in "find" or "findOne". `request` and `response`
 * describe a route for `strapi openapi generate`; the service checks.
 */

/** For visitors. The empty prefix puts the path directly below /api. */
const searchRoute = (path: string, handler: string, request: object, response = searchResponseSchema) => ({
  method: 'GET',
  path,
  handler,
  request,
  response,
  config: {
    prefix: '',
    middlewares: [`plugin::${PLUGIN_ID}.errors`, `plugin::${PLUGIN_ID}.rate-limit`],
  },
});

const documentId = z.string().describe('The record that the others are to be like.');

/** What `api.path` names. */
export const searchRoutes = (path: string) => [
  searchRoute(path, 'search.find', { query: searchParameters }),
  searchRoute(`${path}/explain`, 'search.explain', { query: searchParameters }),
  searchRoute(`${path}/similar/:documentId`, 'search.similar', {
    params: { documentId },
    query: similarParameters,
  }),
];

/** A function, which Strapi calls once the configuration is known. */
export const contentApiRouter = ({ strapi }: { strapi: Strapi }) => ({
  type: 'content-api',
  routes: searchRoutes(readApiPath(strapi)),
});
