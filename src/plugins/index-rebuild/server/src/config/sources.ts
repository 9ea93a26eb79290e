import { fieldProblem } from '../adapters/strapi/field-paths';
import type { TextRules } from '../domain/indexable';
import type { SourceSpec } from '../domain/index-spec';
import type { Strapi } from '../lib/strapi';
import type { Settings } from './schema';
import { defaultsFor, type Model } from './source-defaults';

/** A source as the settings and its content type give it. */
export type Source = SourceSpec & {
  /** The relation that automatic tags are written to; null for no tags. */
  tagField: string | null;
  /** Whether a record with nothing but its display name is indexed. */
  nameOnly: boolean;
  /** `article`, as `type=` calls it. */
  singularName: string;
  /** `Article`, as people call it. */
  label: string;
  isSingleType: boolean;
};

/** @throws naming the wrong key of config/plugins.ts. */
export type Refuse = (key: string, why: string) => never;

const resolve = (
  strapi: Strapi,
  model: Model,
  { passages, ...settings }: Settings['sources'][number],
  refuse: (key: string, why: string) => never
): Source => {
  const { uid, filterable, tagField, nameOnly } = settings;
  const defaults = defaultsFor(model, (field) => fieldProblem(strapi, uid, field) === null);
  const displayName = settings.displayName ?? defaults.displayName;
  if (displayName === null) return refuse('displayName', `say which field of ${uid} names a record.`);
  const template = settings.template ?? defaults.templateWith(displayName);
  const field = passages?.field ?? defaults.passageField;
  const { singularName, displayName: label } = model.info;
  return {
    ...{ uid, displayName, template, filterable, tagField, nameOnly, singularName, label },
    passages: passages && field !== null ? { ...passages, field } : null,
    isSingleType: model.kind === 'singleType',
  };
};

/** The configured sources with what their content types add. @throws naming the wrong key. */
export const resolveSources = (strapi: Strapi, { sources }: Settings, refuse: Refuse): Source[] => {
  const models = strapi.contentTypes as unknown as Record<string, Model>;
  const seen = new Set<string>();
  return sources.map((settings, at) => {
    const key = `sources[${at}]`;
    const { uid } = settings;
    const model = models[uid];
    if (!model) return refuse(`${key}.uid`, `there is no content type "${uid}".`);
    if (seen.has(uid)) return refuse(`${key}.uid`, `"${uid}" is a source already.`);
    seen.add(uid);
    return resolve(strapi, model, settings, (part, why) => refuse(`${key}.${part}`, why));
  });
};

/** The part of a source that decides its vectors. */
export const specOf = ({ uid, template, displayName, filterable, passages }: Source): SourceSpec => ({
  ...{ uid, template, displayName, filterable, passages },
});

/** What a record's text must be. */
export const textRules = ({
  sources,
  guards,
}: {
  sources: readonly Pick<Source, 'uid' | 'nameOnly'>[];
  guards: Pick<Settings['guards'], 'maxTextLength'>;
}): TextRules => ({
  maxTextLength: guards.maxTextLength,
  nameIsNotEnough: sources.flatMap(({ uid, nameOnly }) => (nameOnly ? [] : [uid])),
});

/** The relations that automatic tags are written to, by content type. */
export const tagFields = (
  sources: readonly Pick<Source, 'uid' | 'tagField'>[]
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sources.flatMap(({ uid, tagField }) => (tagField === null ? [] : [[uid, tagField] as const]))
  );
