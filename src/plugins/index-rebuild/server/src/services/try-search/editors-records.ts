import type { TryRecordRef } from '../../../../shared/contracts';
import type { DocumentRef } from '../../domain/record';
import { valueAsText } from '../../domain/source-text';
import type { Strapi } from '../../lib/strapi';
import type { ContentManagerAccess } from '../search/access';
import type { Document } from '../search/records';

/** How many are offered of each content type. */
const OFFERED = 10;

/** Which field names the records of a content type, and the locale to look into, if it has locales. */
export type Named = { uid: string; displayName: string; locale: string | undefined };

/** Records as editors know them: drafts among them, and as far as an administrator may read them. */
export const createEditorsRecords = (strapi: Strapi, access: ContentManagerAccess) => {
  const find = async (
    { uid, displayName, locale }: Named,
    filters: object,
    ability: unknown,
    limit = OFFERED
  ): Promise<TryRecordRef[]> => {
    const query = await access.permitted(uid, { filters }, ability);
    // Each document has a draft; without drafts, this finds its only version.
    const found = await strapi
      .documents(uid as never)
      .findMany({ ...query, status: 'draft', locale, limit, sort: `${displayName}:asc` } as never);
    const shown = (await access.sanitize(uid, found as Document[], ability)) as Document[];
    return (found as Document[]).map(({ documentId, locale: own }, at) => ({
      ...{ uid, documentId, locale: own ?? null },
      name: valueAsText(shown[at][displayName] as never) || null,
    }));
  };

  return {
    /** Null when there is none that this administrator may read. */
    async one(type: Named, { documentId }: DocumentRef, ability: unknown): Promise<TryRecordRef | null> {
      const [found = null] = await find(type, { documentId }, ability);
      return found;
    },

    /** Those of them that this administrator may read. */
    byId: (type: Named, ids: readonly string[], ability: unknown): Promise<TryRecordRef[]> =>
      find(type, { documentId: { $in: ids } }, ability, ids.length),

    /** Those whose name has this part. A name that may not be read cannot be asked for either. */
    async byName(types: readonly Named[], part: string, ability: unknown): Promise<TryRecordRef[]> {
      const open = types.filter(({ uid, displayName }) => access.mayRead(uid, ability, displayName));
      const found = await Promise.all(
        open.map((type) =>
          find(type, part === '' ? {} : { [type.displayName]: { $containsi: part } }, ability)
        )
      );
      return found.flat();
    },
  };
};

export type EditorsRecords = ReturnType<typeof createEditorsRecords>;

/** The codes of the locales of content, the default one first. */
export const localesOf = async (strapi: Strapi): Promise<string[]> => {
  const service = strapi.plugin('i18n').service('locales');
  const [all, first] = await Promise.all([service.find(), service.getDefaultLocale()]);
  const codes = (all as { code: string }[]).map(({ code }) => code);
  return [first as string, ...codes.filter((code) => code !== first)];
};
