import { GOLDEN_UID, RULE_UID, SYNONYM_UID } from '../../../../shared/constants';
import { hasWords, listedIn } from '../../domain/steering';
import type { Strapi } from '../../lib/strapi';
import { strapiUtils } from '../../lib/strapi-utils';

type Values = Record<string, unknown>;

const CHANGES = new Set(['create', 'update', 'clone']);

/** Shown in the form beside the field. */
const refuse = (field: string, message: string): never => {
  const { errors } = strapiUtils();
  throw new errors.ValidationError(message, {
    errors: [{ path: [field], message, name: 'ValidationError' }],
  });
};

const assertWords = (values: Values, ...fields: string[]): void => {
  for (const field of fields)
    if (!hasWords(String(values[field] ?? ''))) refuse(field, 'Enter at least one word.');
};

const assertOrder = ({ validFrom, validUntil }: Values): void => {
  if (validFrom && validUntil && new Date(String(validFrom)) >= new Date(String(validUntil)))
    refuse('validUntil', 'The rule has to end after it begins.');
};

/**
 * Refuses search rules, synonyms and golden queries that could never have an effect.
 *
 * @param onChanged Called after every change of one.
 */
export const checkSteering = (strapi: Strapi, uids: readonly string[], onChanged: () => void): void => {
  const assertTargets = async (
    contentType: unknown,
    ids: readonly string[],
    field: string
  ): Promise<void> => {
    const uid = String(contentType);
    if (!uids.includes(uid)) refuse('contentType', `Enter an indexed content type: ${uids.join(', ')}.`);
    if (ids.length === 0) refuse(field, 'Enter a document id.');
    for (const documentId of ids)
      if ((await strapi.db.query(uid as never).count({ where: { documentId } })) === 0)
        refuse(field, `There is no entry with the document id "${documentId}".`);
  };

  const CHECKS: Record<string, (values: Values) => Promise<void>> = {
    async [RULE_UID](values) {
      assertWords(values, 'phrase');
      assertOrder(values);
      const targets = listedIn(values.targetId);
      if (targets.length > 1) refuse('targetId', 'Enter one document id; each record has a rule of its own.');
      await assertTargets(values.contentType, targets, 'targetId');
    },
    async [SYNONYM_UID](values) {
      assertWords(values, 'phrases', 'synonyms');
    },
    async [GOLDEN_UID](values) {
      assertWords(values, 'query');
      await assertTargets(values.contentType, listedIn(values.targetIds), 'targetIds');
    },
  };

  /** An update has only the fields that change. */
  const stored = async (uid: string, documentId: unknown): Promise<Values> =>
    documentId
      ? ((await strapi.db.query(uid as never).findOne({ where: { documentId: String(documentId) } })) ?? {})
      : {};

  strapi.documents.use(async ({ uid, action, params }, next) => {
    const check = CHECKS[uid];
    if (uid in CHECKS && CHANGES.has(action)) {
      const { data, documentId } = params as { data?: Values; documentId?: string };
      await check({ ...(await stored(uid, documentId)), ...data });
    }
    const outcome = await next();
    if (uid in CHECKS && !action.startsWith('find')) onChanged();
    return outcome;
  });
};
