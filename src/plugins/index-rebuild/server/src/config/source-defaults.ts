type Attribute = { type: string };

/** The part of a content type's schema that decides the defaults. */
export type Model = {
  kind: string;
  attributes: Record<string, Attribute>;
  info: { singularName: string; displayName: string };
};

/** Kinds of fields that hold text for readers; relations and media are named when they are wanted. */
const TEXT_KINDS = ['string', 'text', 'richtext', 'blocks', 'component', 'dynamiczone'];

/** Kinds that hold long text, the likeliest body first. */
const BODY_KINDS = ['blocks', 'richtext', 'dynamiczone', 'text'];

/** Names that editors give to the field that names a record, the likeliest first. */
const NAMES = ['title', 'name', 'headline', 'label'];

/** Attributes of Strapi's own. */
const RESERVED = ['documentId', 'locale'];

const isText = ([name, { type }]: [string, Attribute]): boolean =>
  TEXT_KINDS.includes(type) && !RESERVED.includes(name);

/**
 * What a source is without settings of its own: every field with text is indexed, the likeliest name
 * first, and the likeliest body is split into passages.
 *
 * @param canBeIndexed Whether a field may be indexed: a private one may not.
 */
export const defaultsFor = (
  { attributes }: Pick<Model, 'attributes'>,
  canBeIndexed: (field: string) => boolean
) => {
  const texts = Object.entries(attributes).filter((entry) => isText(entry) && canBeIndexed(entry[0]));
  const names = texts.filter(([, { type }]) => type === 'string').map(([name]) => name);
  const bodies = BODY_KINDS.flatMap((kind) => texts.filter(([, { type }]) => type === kind));
  return {
    displayName: NAMES.find((name) => names.includes(name)) ?? names[0] ?? null,
    passageField: bodies[0]?.[0] ?? null,
    templateWith(displayName: string): string {
      const others = texts.map(([name]) => name).filter((name) => name !== displayName);
      return [displayName, ...others].map((name) => `{${name}}`).join('\n');
    },
  };
};
