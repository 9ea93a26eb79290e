import { fieldKindOf, type FieldKind } from '../../domain/text/field-kinds';
import { nearestName } from '../../lib/nearest-name';
import type { Strapi } from '../../lib/strapi';
import {
  fieldsOfWhole,
  isPolymorphic,
  isPrivateIn,
  modelOf,
  targetsOf,
  type Attribute,
  type Model,
} from './field-model';

/** A field that holds a value itself. */
export type ValueRoute = { name: string; kind: FieldKind };

/** A field that leads to other models: per model, the ways on from there. */
export type InnerRoute = {
  name: string;
  attribute: Attribute;
  into: ReadonlyMap<string, readonly Route[]>;
  /** Whether the path ends here, and means the whole of what is here. */
  isWhole: boolean;
};

/** The way from a model to the values of a path such as `body.author.name`. */
export type Route = ValueRoute | InnerRoute;

/** Why there is no such way. */
export type Problem = { reason: 'missing' | 'private' | 'unusable'; text: string };

export type Found = { route: Route } | { problem: Problem };

const unusable = (text: string): Found => ({ problem: { reason: 'unusable', text } });

/** What lies on the way so far: the relation, and the models of which everything is wanted. */
type Trail = { relation: string | null; wholes: readonly string[] };

const KIND_NAMES: Record<string, string> = {
  relation: 'relation',
  component: 'component',
  dynamiczone: 'dynamic zone',
  media: 'media field',
};

const missing = (uid: string, name: string, names: readonly string[]): Found => {
  const nearest = nearestName(name, names);
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return { problem: { reason: 'missing', text: `${uid} has no field "${name}".${hint}` } };
};

const valueRoute = (uid: string, name: string, { type }: Attribute, rest: readonly string[]): Found => {
  if (type === 'password') return unusable(`"${name}" of ${uid} is a password.`);
  const kind = fieldKindOf(type);
  if (kind === null) return unusable(`"${name}" of ${uid} is of type "${type}", which has no text.`);
  if (rest.length > 0) {
    const text = `"${name}" of ${uid} is of type "${type}" and has no field "${rest[0]}" in it.`;
    return { problem: { reason: 'missing', text } };
  }
  return { route: { name, kind } };
};

/** The ways on into one of the models that an attribute leads to, or why there are none. */
const waysInto = (
  strapi: Strapi,
  target: string,
  attribute: Attribute,
  rest: readonly string[],
  trail: Trail
): { ways: Route[]; problem: Problem | null } => {
  const isWhole = rest.length === 0;
  // A component that contains itself is entered once.
  if (isWhole && trail.wholes.includes(target)) return { ways: [], problem: null };
  const paths = isWhole ? fieldsOfWhole(strapi, attribute, target).map((name) => [name]) : [rest];
  const inner = isWhole ? { ...trail, wholes: [...trail.wholes, target] } : trail;
  const found = paths.map((path) => findFrom(strapi, target, path, inner));
  return {
    ways: found.flatMap((one) => ('route' in one ? [one.route] : [])),
    problem: found.map((one) => ('problem' in one ? one.problem : null)).find((one) => one !== null) ?? null,
  };
};

/** Fields of a model that a path can end at, whether they are text or not. */
const valuesOf = (strapi: Strapi, uid: string): string[] => {
  const model = modelOf(strapi, uid);
  return Object.entries(model?.attributes ?? {})
    .filter(([name, { type }]) => fieldKindOf(type) !== null && model && !isPrivateIn(strapi, model, name))
    .map(([name]) => name);
};

/** What to say if no model that an attribute leads to has the rest of the path. */
const deadEnd = (
  strapi: Strapi,
  uid: string,
  name: string,
  {
    attribute,
    rest,
    problems,
  }: { attribute: Attribute; rest: readonly string[]; problems: readonly Problem[] }
): Found => {
  const what = `"${name}" of ${uid}`;
  if (rest.length === 0) {
    const example = targetsOf(attribute).flatMap((target) => valuesOf(strapi, target))[0];
    const advice =
      example === undefined ? '' : ` Name the field that you want, such as {${name}.${example}}.`;
    return unusable(`${what} leads to nothing that has a text of its own.${advice}`);
  }
  const isZone = attribute.type === 'dynamiczone';
  const telling = problems.find(({ reason }) => !isZone || reason !== 'missing');
  if (telling) return { problem: telling };
  const names = targetsOf(attribute).flatMap((target) =>
    Object.keys(modelOf(strapi, target)?.attributes ?? {})
  );
  const nearest = nearestName(rest[0], names);
  const hint = nearest !== null && nearest !== rest[0] ? ` Did you mean "${nearest}"?` : '';
  const text = `no component of the dynamic zone ${what} has a field "${rest.join('.')}".${hint}`;
  return { problem: { reason: 'missing', text } };
};

const innerRoute = (
  strapi: Strapi,
  uid: string,
  name: string,
  { attribute, rest, trail }: { attribute: Attribute; rest: readonly string[]; trail: Trail }
): Found => {
  const what = `"${name}" of ${uid}`;
  if (isPolymorphic(attribute))
    return unusable(
      `${what} can lead to any content type (${attribute.relation}), so its fields are not known.`
    );
  if (attribute.type === 'relation' && trail.relation !== null)
    return unusable(
      `${what} is a second relation after "${trail.relation}". A path may contain one relation only.`
    );
  const targets = targetsOf(attribute);
  const unknown = targets.find((target) => modelOf(strapi, target) === null);
  if (unknown !== undefined)
    return unusable(
      `${what} leads to ${unknown}, which does not exist. Is the plugin that has it switched off?`
    );

  const on = { ...trail, relation: attribute.type === 'relation' ? name : trail.relation };
  const into = new Map<string, Route[]>();
  const problems: Problem[] = [];
  for (const target of targets) {
    const { ways, problem } = waysInto(strapi, target, attribute, rest, on);
    if (ways.length > 0) into.set(target, ways);
    else if (problem) problems.push(problem);
  }
  if (into.size === 0) return deadEnd(strapi, uid, name, { attribute, rest, problems });
  return { route: { name, attribute, into, isWhole: rest.length === 0 } };
};

const findFrom = (strapi: Strapi, uid: string, [name, ...rest]: readonly string[], trail: Trail): Found => {
  const model: Model | null = modelOf(strapi, uid);
  if (model === null) return unusable(`there is no content type "${uid}".`);
  const attribute = Object.hasOwn(model.attributes, name) ? model.attributes[name] : undefined;
  if (attribute === undefined) return missing(uid, name, Object.keys(model.attributes));
  if (isPrivateIn(strapi, model, name)) {
    const text = `"${name}" of ${uid} is private, so nobody may find a record by it.`;
    return { problem: { reason: 'private', text } };
  }
  return attribute.type in KIND_NAMES
    ? innerRoute(strapi, uid, name, { attribute, rest, trail })
    : valueRoute(uid, name, attribute, rest);
};

/** The way to a field of a content type, such as `title`, `seo.title` or `body.author.name`. */
export const findRoute = (strapi: Strapi, uid: string, field: string): Found =>
  findFrom(strapi, uid, field.split('.'), { relation: null, wholes: [] });

/** What an attribute is called in a message: "dynamic zone", or its type. */
export const kindName = ({ type }: Attribute): string => KIND_NAMES[type] ?? type;
