import type { Strapi } from '../../lib/strapi';

type Values = Record<string, unknown>;
type Attribute = { type: string; component?: string };

/** Related records that are named; a record may have thousands. */
const MAX_RELATED = 50;

const identityOf = (related: unknown): object | null => {
  const { documentId, locale = null } = (related ?? {}) as { documentId?: string; locale?: string | null };
  return documentId === undefined ? null : { documentId, locale };
};

const identities = (related: unknown): unknown =>
  Array.isArray(related) ? related.slice(0, MAX_RELATED).map(identityOf) : identityOf(related);

/**
 * A record whose relations, in components too, are ids alone: who may read a record may not read what it refers to
 * for that reason, and Strapi checks the fields of one content type.
 */
export const withoutRelated = (strapi: Strapi, uid: string, values: Values): Values => {
  const { attributes } = strapi.getModel(uid as never) as { attributes: Record<string, Attribute> };

  const inComponents = (own: string | undefined, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => inComponents(own, one));
    if (typeof value !== 'object' || value === null) return value;
    const component = own ?? (value as { __component: string }).__component;
    return withoutRelated(strapi, component, value as Values);
  };

  const shown = (name: string, value: unknown): unknown => {
    if (!Object.hasOwn(attributes, name)) return value;
    const { type, component } = attributes[name];
    if (type === 'relation') return identities(value);
    return type === 'component' || type === 'dynamiczone' ? inComponents(component, value) : value;
  };

  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(name, value)]));
};
