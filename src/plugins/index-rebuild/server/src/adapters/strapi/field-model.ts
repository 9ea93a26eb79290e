import { fieldKindOf } from '../../domain/text/field-kinds';
import { MEDIA_UID, type Strapi } from '../../lib/strapi';

/** An attribute of a content type or component, as far as a path of fields is concerned. */
export type Attribute = {
  type: string;
  private?: boolean;
  /** Of a relation. */
  relation?: string;
  target?: string;
  /** Of a component. */
  component?: string;
  repeatable?: boolean;
  /** Of a dynamic zone. */
  components?: readonly string[];
  /** Of a media field. */
  multiple?: boolean;
};

export type Model = {
  attributes: Record<string, Attribute>;
  options?: { draftAndPublish?: boolean; privateAttributes?: readonly string[] };
};

export const modelOf = (strapi: Strapi, uid: string): Model | null =>
  (strapi.getModel(uid as never) as unknown as Model | undefined) ?? null;

/** Whether an attribute is never part of an API response: by itself, its model or the application. */
export const isPrivateIn = (strapi: Strapi, { attributes, options }: Model, name: string): boolean =>
  attributes[name]?.private === true ||
  (options?.privateAttributes ?? []).includes(name) ||
  (strapi.config.get('api.responses.privateAttributes', []) as readonly string[]).includes(name);

export const hasDrafts = (strapi: Strapi, uid: string): boolean =>
  modelOf(strapi, uid)?.options?.draftAndPublish === true;

/** Relations that can lead to any content type, so that nobody knows their fields. */
export const isPolymorphic = ({ relation }: Attribute): boolean =>
  relation === 'morphToOne' || relation === 'morphToMany';

/** What may be entered on a path: the models that an attribute leads to. None for a value. */
export const targetsOf = (attribute: Attribute): readonly string[] => {
  switch (attribute.type) {
    case 'relation':
      return attribute.target && !isPolymorphic(attribute) ? [attribute.target] : [];
    case 'component':
      return attribute.component ? [attribute.component] : [];
    case 'dynamiczone':
      return attribute.components ?? [];
    case 'media':
      return [MEDIA_UID];
    default:
      return [];
  }
};

/** Whether an attribute holds a list of what it leads to. */
export const isMany = ({ type, relation, repeatable, multiple }: Attribute): boolean =>
  type === 'dynamiczone' ||
  repeatable === true ||
  (type === 'media' && multiple === true) ||
  (type === 'relation' && /Many$/.test(relation ?? ''));

/** What an image says; its file name only where a path asks for it. */
const MEDIA_TEXTS = ['alternativeText', 'caption'];

const MAIN_FIELDS = ['name', 'title'];

/** Its `name`, else its `title`, else its first short text, as in Strapi's content manager. */
const mainFieldOf = (strapi: Strapi, model: Model): string | undefined => {
  const texts = Object.keys(model.attributes).filter(
    (name) => model.attributes[name].type === 'string' && !isPrivateIn(strapi, model, name)
  );
  return MAIN_FIELDS.find((name) => texts.includes(name)) ?? texts.find((name) => name !== 'locale');
};

/** The fields that stand for a whole: what a path gives that ends at a component, relation or media. */
export const fieldsOfWhole = (strapi: Strapi, { type }: Attribute, target: string): string[] => {
  if (type === 'media') return MEDIA_TEXTS;
  const model = modelOf(strapi, target);
  if (!model) return [];
  if (type === 'relation') return [mainFieldOf(strapi, model)].filter((name) => name !== undefined);
  return Object.entries(model.attributes)
    .filter(([name]) => !isPrivateIn(strapi, model, name))
    .filter(
      ([, inner]) =>
        fieldKindOf(inner.type)?.isText || ['component', 'dynamiczone', 'media'].includes(inner.type)
    )
    .map(([name]) => name);
};
