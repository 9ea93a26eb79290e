import { z } from 'zod';

import {
  searchParameters,
  searchResponseSchema,
  similarParameters,
} from '../../../plugins/index-rebuild/shared/contracts';

/** `request` and `response` describe the route for `strapi openapi generate`; the service checks. */
const route = (path: string, handler: string, request: object) => ({
  method: 'GET',
  path,
  handler,
  request,
  response: searchResponseSchema,
  config: {
    middlewares: ['plugin::index-rebuild.errors', 'plugin::index-rebuild.rate-limit'],
  },
});

export default {
  routes: [
    route('/search', 'search.find', { query: searchParameters }),
    route('/search/similar/:documentId', 'search.similar', {
      params: { documentId: z.string().describe('The record that the others are to be like.') },
      query: similarParameters,
    }),
    route('/search/explain', 'search.explain', { query: searchParameters }),
  ],
};
