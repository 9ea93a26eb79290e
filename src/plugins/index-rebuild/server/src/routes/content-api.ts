import { z } from 'zod';

import { PLUGIN_ID } from '../../../shared/constants';
import {
  apiRunResponseSchema,
  apiStartRunRequestSchema,
  apiStatusResponseSchema,
  healthResponseSchema,
  searchParameters,
  searchResponseSchema,
  similarParameters,
  suggestParameters,
  suggestResponseSchema,
} from '../../../shared/contracts';
import { readApiPath } from '../config/api';
import type { Strapi } from '../lib/strapi';

/*
 * A handler's name is the permission that a role or a token needs: plugin::index-rebuild.search.find.
 * Strapi's read-only tokens may call those that end in "find" or "findOne". `request` and `response`
 * describe a route for `strapi openapi generate`; services and controllers check.
 */

/** What insights count. */
const COUNTED = 'search.find';

/** For visitors. The empty prefix puts the path directly below /api. */
const searchRoute = (
  path: string,
  handler: string,
  request: object,
  response: z.ZodType = searchResponseSchema
) => ({
  method: 'GET',
  path,
  handler,
  request,
  response,
  config: {
    prefix: '',
    middlewares: ['errors', ...(handler === COUNTED ? ['insights'] : []), 'rate-limit'].map(
      (name) => `plugin::${PLUGIN_ID}.${name}`
    ),
  },
});

/** For deploy pipelines and health checks, below /api/index-rebuild. */
const pipelineRoute = (
  method: 'GET' | 'POST',
  path: string,
  handler: string,
  response: z.ZodType,
  request: object = {}
) => ({
  method,
  path,
  handler,
  request,
  response,
  config: {
    middlewares: [{ name: `plugin::${PLUGIN_ID}.errors`, config: { audience: 'pipeline' } }],
  },
});

/** Load balancers send no token, and a rate limit would make them believe that the process is down. */
const healthRoute = (path: string) => ({
  method: 'GET',
  path,
  handler: 'health.find',
  request: {},
  response: healthResponseSchema,
  config: {
    prefix: '',
    auth: false,
    middlewares: [{ name: `plugin::${PLUGIN_ID}.errors`, config: { audience: 'probe' } }],
  },
});

const documentId = z.string().describe('The record that the others are to be like.');

/** What `api.path` names. */
export const searchRoutes = (path: string) => [
  searchRoute(path, 'search.find', { query: searchParameters }),
  searchRoute(`${path}/explain`, 'search.explain', { query: searchParameters }),
  searchRoute(`${path}/suggest`, 'search.suggest', { query: suggestParameters }, suggestResponseSchema),
  searchRoute(`${path}/similar/:documentId`, 'search.similar', {
    params: { documentId },
    query: similarParameters,
  }),
  healthRoute(`${path}/health`),
];

const pipelineRoutes = [
  pipelineRoute('GET', '/metrics', 'metrics.find', z.string().describe('Text in the format of Prometheus.')),
  pipelineRoute('GET', '/status', 'status.find', apiStatusResponseSchema),
  pipelineRoute('GET', '/runs/:id', 'runs.findOne', apiRunResponseSchema, {
    params: { id: z.string().describe('The id that the start answered with.') },
  }),
  pipelineRoute('POST', '/runs', 'runs.start', apiRunResponseSchema, {
    body: { 'application/json': apiStartRunRequestSchema },
  }),
];

/** A function, which Strapi calls once the configuration is known. */
export const contentApiRouter = ({ strapi }: { strapi: Strapi }) => ({
  type: 'content-api',
  routes: [...searchRoutes(readApiPath(strapi)), ...pipelineRoutes],
});
