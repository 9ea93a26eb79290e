import { readApiPath } from '../config/api';
import { refuse } from '../config/settings';
import type { Strapi } from '../lib/strapi';
import { searchRoutes } from './content-api';

/** The part used here of a route as Strapi's router keeps it; `path` includes /api. */
export type RouterLayer = { path: string; methods: string[]; match(path: string): boolean };

/** Whether one request can belong to both: a path with parameters, such as /experts/:id, is an example of itself. */
const overlap = (one: RouterLayer, other: RouterLayer): boolean =>
  one.match(other.path) || other.match(one.path);

/** @returns The first path of ours that another route answers as well; null when there is none. */
export const findClash = (layers: readonly RouterLayer[], paths: readonly string[]): string | null => {
  const readers = layers.filter(({ methods }) => methods.includes('GET'));
  const ours = readers.filter(({ path }) => paths.includes(path));
  const clashing = ours.find((own) => readers.some((other) => other !== own && overlap(own, other)));
  return clashing?.path ?? null;
};

/** Two routes for one path would leave one of them without requests. @throws naming the key. */
export const assertPathIsFree = (strapi: Strapi): void => {
  const prefix = strapi.config.get('api.rest.prefix', '/api');
  const paths = searchRoutes(readApiPath(strapi)).map(({ path }) => `${prefix}${path}`);
  const layers = strapi.server.api('content-api').listRoutes();
  const clash = findClash(layers, paths);
  if (clash !== null)
    refuse('api.path', `another route of this application answers GET ${clash} too. Choose another path.`);
};
