import { specFields, type SourceSpec } from '../../domain/index-spec';
import type { RecordValues } from '../../domain/source-text';
import type { Strapi } from '../../lib/strapi';
import { planFields } from './field-paths';

type Row = Record<string, unknown>;

/** The values of the indexed fields and tags in records as callers of the API may see them, by content type. */
export const createShownValues = (
  strapi: Strapi,
  sources: readonly (SourceSpec & { tagField: string | null })[]
) => {
  const plans = new Map(
    sources.map((source) => {
      const { uid, displayName, tagField } = source;
      const fields = new Set([displayName, ...specFields(source), ...(tagField === null ? [] : [tagField])]);
      return [uid, planFields(strapi, uid, [...fields])] as const;
    })
  );
  return {
    /** What to ask of records so that those values are in them, as the API's parameters. */
    query(uid: string): { fields?: string[]; populate?: string[] } {
      const plan = plans.get(uid);
      const inner = Object.keys(plan?.populate ?? {});
      return { fields: plan?.columns ?? [], ...(inner.length > 0 && { populate: inner }) };
    },

    /** By field, null where the record does not show it: of what lies deeper than one level, nothing is shown. */
    values: (uid: string, record: Row): RecordValues => plans.get(uid)?.read(record) ?? {},
  };
};
