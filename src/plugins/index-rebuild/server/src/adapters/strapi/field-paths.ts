import type { Strapi } from '../../lib/strapi';

type Attribute = { type: string; target?: string; component?: string; private?: boolean };
type Model = { attributes: Record<string, Attribute>; privateAttributes?: readonly string[] };

/** A relation on the path to a field: where it is, and what it leads to. */
export type RelationOnPath = { path: string[]; uid: string };

export type FieldPlan = {
  /** Columns of the content type itself. */
  columns: string[];
  /** What must be populated for the other fields. */
  populate: object;
  relations: RelationOnPath[];
};

const MEDIA = 'plugin::upload.file';

/** What a relation, a component or a media field leads to; null for a plain value. */
const targetOf = ({ type, target, component }: Attribute): string | null => {
  if (type === 'relation') return target ?? null;
  if (type === 'component') return component ?? null;
  return type === 'media' ? MEDIA : null;
};

/** The attributes along a path such as `organization.name`; null where there is no such field. */
const attributesOn = (strapi: Strapi, uid: string, path: readonly string[]): Attribute[] | null => {
  let model = strapi.getModel(uid as never) as unknown as Model | undefined;
  const found: Attribute[] = [];
  for (const [index, name] of path.entries()) {
    const attribute = model?.attributes[name];
    if (!attribute) return null;
    found.push(attribute);
    if (index === path.length - 1) break;
    const target = targetOf(attribute);
    if (target === null) return null;
    model = strapi.getModel(target as never) as unknown as Model | undefined;
  }
  return found;
};

/** Whether a content type has this field, which may be in a relation or a component: `organization.name`. */
export const hasField = (strapi: Strapi, uid: string, field: string): boolean =>
  attributesOn(strapi, uid, field.split('.')) !== null;

/** Whether a field, or a relation or component on the path to it, is never part of an API response. */
export const isPrivateField = (strapi: Strapi, uid: string, field: string): boolean => {
  const path = field.split('.');
  const { privateAttributes = [] } = (strapi.getModel(uid as never) as unknown as Model | undefined) ?? {};
  return (
    privateAttributes.includes(path[0]) ||
    (attributesOn(strapi, uid, path) ?? []).some((attribute) => attribute.private === true)
  );
};

type Populate = { [name: string]: { populate: Populate } };

/** How to read fields, some of which are in relations or components. */
export const planFields = (strapi: Strapi, uid: string, fields: readonly string[]): FieldPlan => {
  const populate: Populate = {};
  const relations = new Map<string, RelationOnPath>();
  for (const field of fields) {
    const path = field.split('.');
    const attributes = attributesOn(strapi, uid, path) ?? [];
    let level = populate;
    for (let depth = 1; depth < path.length; depth += 1) {
      const name = path[depth - 1];
      level[name] ??= { populate: {} };
      level = level[name].populate;
      const { type, target } = attributes[depth - 1] ?? { type: '' };
      const on = path.slice(0, depth);
      if (type === 'relation' && target) relations.set(on.join('.'), { path: on, uid: target });
    }
  }
  return {
    columns: fields.filter((field) => !field.includes('.')),
    populate,
    relations: [...relations.values()],
  };
};
