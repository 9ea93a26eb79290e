import type { FieldValue } from '../../domain/field-value';
import { isLocalized, type Strapi } from '../../lib/strapi';
import { hasDrafts } from './field-model';
import { readerOf, type Row } from './field-reading';
import { findRoute, kindName, type InnerRoute, type Route } from './field-routes';

/** A component on the path to a relation, and the field that holds it. */
export type Container = { owner: string; field: string; component: string };

/** A relation on the path to a field: where it is, and what it leads to. */
export type RelationOnPath = {
  path: string[];
  /** The content type that it leads to. */
  uid: string;
  /** The components around it, the outermost first. */
  through: Container[];
};

export type FieldPlan = {
  /** Columns of the content type itself. */
  columns: string[];
  /** What must be populated for the other fields, as `strapi.db.query` takes it. */
  populate: Record<string, object>;
  relations: RelationOnPath[];
  /** Whether a path leads to a media file. */
  usesMedia: boolean;
  /** The values of the fields by path, from a row that was read with the columns, `populate` and `locale`. */
  read: (row: Row) => Record<string, FieldValue>;
};

const isInner = (route: Route): route is InnerRoute => 'into' in route;

/** The ways on into each model, of all routes through one field. */
const mergedWays = (routes: readonly InnerRoute[]): Map<string, Route[]> => {
  const merged = new Map<string, Route[]>();
  for (const [uid, ways] of routes.flatMap(({ into }) => [...into]))
    merged.set(uid, [...(merged.get(uid) ?? []), ...ways]);
  return merged;
};

const columnsOf = (routes: readonly Route[]): string[] => [
  ...new Set(routes.filter((route) => !isInner(route)).map(({ name }) => name)),
];

const populateOf = (strapi: Strapi, routes: readonly Route[]): Record<string, object> => {
  const byName = new Map<string, InnerRoute[]>();
  for (const route of routes.filter(isInner))
    byName.set(route.name, [...(byName.get(route.name) ?? []), route]);
  return Object.fromEntries(
    [...byName].map(([name, through]) => [name, populateField(strapi, through)] as const)
  );
};

/** What to read of one model. A morph relation finds its rows by columns that it does not ask for. */
const selectionOf = (strapi: Strapi, uid: string, routes: readonly Route[], isMorph: boolean) => {
  const locale = isLocalized(strapi, uid) ? ['locale'] : [];
  return {
    ...(!isMorph && { select: [...new Set(['id', ...locale, ...columnsOf(routes)])] }),
    populate: populateOf(strapi, routes),
  };
};

/** Drafts never become part of a record that is published. */
const PUBLISHED = { where: { publishedAt: { $notNull: true } } };

const populateField = (strapi: Strapi, routes: readonly InnerRoute[]): object => {
  const { attribute } = routes[0];
  const isMorph = attribute.type === 'relation' && /^morph/.test(attribute.relation ?? '');
  const models = [...mergedWays(routes)].map(
    ([uid, ways]) => [uid, selectionOf(strapi, uid, ways, isMorph)] as const
  );
  if (attribute.type === 'dynamiczone') return { on: Object.fromEntries(models) };
  const [[uid, selection]] = models;
  return { ...selection, ...(attribute.type === 'relation' && hasDrafts(strapi, uid) && PUBLISHED) };
};

const relationsOf = (route: Route, owner: string, path: string[], through: Container[]): RelationOnPath[] => {
  if (!isInner(route)) return [];
  const on = [...path, route.name];
  return [...route.into].flatMap(([uid, ways]) => {
    // No path goes on to another relation.
    if (route.attribute.type === 'relation') return [{ path: on, uid, through }];
    const inner = [...through, { owner, field: route.name, component: uid }];
    return ways.flatMap((way) => relationsOf(way, uid, on, inner));
  });
};

const leadsToMedia = (route: Route): boolean =>
  isInner(route) && (route.attribute.type === 'media' || [...route.into.values()].flat().some(leadsToMedia));

const keyOf = ({ path, through }: RelationOnPath): string =>
  JSON.stringify([path, through.map(({ component }) => component)]);

/**
 * How to read fields of a content type, some of which are in components, dynamic zones or relations.
 * @throws if a field cannot be used; `fieldProblem` tells before.
 */
export const planFields = (strapi: Strapi, uid: string, fields: readonly string[]): FieldPlan => {
  const routes = fields.map((field) => {
    const found = findRoute(strapi, uid, field);
    if ('problem' in found) throw new Error(`Field "${field}": ${found.problem.text}`);
    return [field, found.route] as const;
  });
  const all = routes.map(([, route]) => route);
  const relations = all.flatMap((route) => relationsOf(route, uid, [], []));
  const readers = routes.map(([field, route]) => [field, readerOf(route)] as const);
  return {
    columns: columnsOf(all),
    populate: populateOf(strapi, all),
    relations: [...new Map(relations.map((relation) => [keyOf(relation), relation])).values()],
    usesMedia: all.some(leadsToMedia),
    read: (row) => Object.fromEntries(readers.map(([field, read]) => [field, read(row)])),
  };
};

/** Why a field cannot be indexed, as a sentence that names it; null if it can. */
export const fieldProblem = (strapi: Strapi, uid: string, field: string): string | null => {
  const found = findRoute(strapi, uid, field);
  return 'problem' in found ? found.problem.text : null;
};

const problemOfFilter = (route: Route, uid: string, field: string): string | null => {
  if (!isInner(route))
    return route.kind.notFilterable === null ? null : `"${field}" of ${uid} ${route.kind.notFilterable}.`;
  if (route.attribute.type === 'dynamiczone')
    return `"${route.name}" on the path "${field}" of ${uid} is a dynamic zone, which Strapi cannot filter by.`;
  if (!route.isWhole) {
    const problems = [...route.into.values()].flat().map((way) => problemOfFilter(way, uid, field));
    return problems.find((problem) => problem !== null) ?? null;
  }
  const what = `"${field}" of ${uid} is a ${kindName(route.attribute)}, and no value to filter by.`;
  return `${what} Name a field of it, as in "${field}.name".`;
};

/** Why hits cannot be filtered by a field, as a sentence that names it; null if they can. */
export const filterProblem = (strapi: Strapi, uid: string, field: string): string | null => {
  const found = findRoute(strapi, uid, field);
  return 'problem' in found ? found.problem.text : problemOfFilter(found.route, uid, field);
};
