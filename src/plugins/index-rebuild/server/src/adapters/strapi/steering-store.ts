import { RULE_UID, SYNONYM_UID } from '../../../../shared/constants';
import { sha256 } from '../../domain/index-spec';
import { listedIn, type SearchRule, type Synonym } from '../../domain/steering';
import type { Strapi } from '../../lib/strapi';
import type { SteeringStore } from '../../ports/steering-store';

type Row = Record<string, unknown>;

const dateOrNull = (value: unknown): Date | null => (value ? new Date(value as string) : null);

const toRule = (row: Row): SearchRule => ({
  phrase: row.phrase as string,
  match: row.match as SearchRule['match'],
  effect: row.effect as SearchRule['effect'],
  uid: row.contentType as string,
  documentId: listedIn(row.targetId)[0] ?? '',
  from: dateOrNull(row.validFrom),
  until: dateOrNull(row.validUntil),
});

const toSynonym = (row: Row): Synonym => ({
  phrases: listedIn(row.phrases),
  synonyms: listedIn(row.synonyms),
  isTwoWay: row.direction === 'both',
});

/** Search rules and synonyms as rows of content types. */
export const createSteeringStore = (strapi: Strapi): SteeringStore => {
  const query = (uid: string) => strapi.db.query(uid as never) as ReturnType<typeof strapi.db.query>;

  /** Of every row: the clocks of the processes that write them may differ, so the latest time alone tells nothing. */
  const revisionOf = async (uid: string): Promise<string> => {
    const { tableName } = strapi.db.metadata.get(uid);
    const rows = await strapi.db.connection(tableName).select('id', 'updated_at').orderBy('id');
    return sha256(JSON.stringify(rows));
  };

  return {
    revision: async () => `${await revisionOf(RULE_UID)} ${await revisionOf(SYNONYM_UID)}`,

    async rules() {
      const rules = await query(RULE_UID).findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });
      const synonyms = await query(SYNONYM_UID).findMany({ orderBy: { id: 'asc' } });
      return { rules: rules.map(toRule), synonyms: synonyms.map(toSynonym) };
    },
  };
};
