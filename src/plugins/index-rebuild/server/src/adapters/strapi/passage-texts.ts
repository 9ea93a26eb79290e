import { recordKey, type RecordRef } from '../../domain/record';
import { valueAsText } from '../../domain/source-text';
import type { Strapi } from '../../lib/strapi';
import type { RecordLookup } from '../../ports/source';
import { planFields } from './field-paths';

type Row = Record<string, unknown>;

/** The text that passages are split from, by content type, as callers of the API may see it. */
export const createPassageTexts = (
  strapi: Strapi,
  sources: readonly { uid: string; passages: { field: string } | null }[],
  records: Pick<RecordLookup, 'published'>
) => {
  const plans = new Map(
    sources.flatMap(({ uid, passages }) =>
      passages
        ? [[uid, { ...planFields(strapi, uid, [passages.field]), field: passages.field }] as const]
        : []
    )
  );
  return {
    shown(uid: string, record: Row): string | null {
      const plan = plans.get(uid);
      if (!plan || !(plan.field.split('.')[0] in record)) return null;
      return valueAsText(plan.read(record)[plan.field]) || null;
    },

    /**
     * Only of components and dynamic zones, which a caller has to ask for: a plain field that is not
     * shown was left out on purpose, and a relation's text is for those who may see what it leads to.
     */
    async published(refs: readonly RecordRef[]): Promise<ReadonlyMap<string, string>> {
      const open = refs.filter(({ uid }) => {
        const plan = plans.get(uid);
        return plan !== undefined && plan.columns.length === 0 && plan.relations.length === 0;
      });
      const found = open.length > 0 ? await records.published(open) : [];
      return new Map(
        found.map((record) => {
          const field = plans.get(record.uid)?.field ?? '';
          return [recordKey(record), valueAsText(record.values[field])];
        })
      );
    },
  };
};
