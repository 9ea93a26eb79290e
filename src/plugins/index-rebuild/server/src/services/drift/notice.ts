import { documentKey } from '../../domain/record';
import { valueAsText } from '../../domain/source-text';
import type { Strapi } from '../../lib/strapi';
import type { DriftService } from './index';
import type { DriftPorts } from './ports';

/** Document service actions that change something. */
const CHANGES = new Set(['create', 'update', 'publish', 'unpublish', 'discardDraft', 'delete', 'clone']);
/** Those after which it may no longer be known which records referred to the document. */
const LEAVES = new Set(['unpublish', 'delete']);

/** Those that may move a relation from one record to another. */
const MOVES = new Set(['update', 'publish']);

const LOCALE_UID = 'plugin::i18n.locale';

type Change = {
  uid: string;
  action: string;
  documentId: string | undefined;
  name: string | undefined;
};

type Outcome = { documentId?: string; entries?: Record<string, unknown>[] } | null | undefined;

type Middleware = Parameters<Strapi['documents']['use']>[0];

const noticing = new WeakMap<Strapi, Middleware>();

/**
 * Puts the place where changes are noticed around all other middlewares of the document service. Called while plugins
 * are registered: the first one in is the outermost, and i18n's, which comes with its bootstrap, writes the fields that
 * languages share after the action itself. A change that was noted before that could be compared too early.
 */
export const registerNotice = (strapi: Strapi): void => {
  strapi.documents.use((action, next) => noticing.get(strapi)?.(action, next) ?? next());
};

/**
 * Notices every change through the document service, which the Content Manager and the
 * REST API use, single and in bulk. Changes are only remembered here and compared after the
 * commit, so that no save waits or fails because of it. Needs `registerNotice` to have been called.
 */
export const noticeChanges = (
  strapi: Strapi,
  { settings, records, relatedTypes, log }: DriftPorts,
  drift: DriftService
): void => {
  const { queue } = drift;
  const displayNames = new Map(settings.sources.map(({ uid, displayName }) => [uid, displayName]));

  const complain = (error: unknown): void => {
    log.warn(
      `[index-rebuild] a change could not be noticed; the next check finds it: ${(error as Error).message}`
    );
  };

  const referring = async ({ uid, action, documentId }: Change): Promise<void> => {
    if (documentId === undefined) return;
    queue.add((await records.referringTo({ uid, documentId })).map(documentKey));
    if (LEAVES.has(action)) queue.addAll();
  };

  /** The records that refer to a document before it changes: a relation may be moved away from them. */
  const referringBefore = async (uid: string, action: string, params: unknown): Promise<string[]> => {
    const { documentId } = (params ?? {}) as { documentId?: string };
    if (documentId === undefined || !MOVES.has(action) || !relatedTypes.includes(uid)) return [];
    try {
      return (await records.referringTo({ uid, documentId })).map(documentKey);
    } catch (error) {
      complain(error);
      return [];
    }
  };

  const note = (change: Change, before: readonly string[]): void => {
    const { uid, documentId, name } = change;
    if (displayNames.has(uid) && documentId !== undefined)
      queue.add([documentKey({ uid, documentId })], name);
    if (before.length > 0) queue.add(before);
    if (relatedTypes.includes(uid)) void referring(change).catch(complain);
  };

  /** Runs once the write is visible to others, and never throws into the commit. */
  const afterCommit = async (work: () => void): Promise<void> => {
    const safe = (): void => {
      try {
        work();
      } catch (error) {
        complain(error);
      }
    };
    if (!strapi.db.inTransaction()) safe();
    else await strapi.db.transaction(async ({ onCommit }) => onCommit(safe));
  };

  const readChange = (uid: string, action: string, params: unknown, outcome: Outcome): Change => ({
    ...{ uid, action },
    documentId: outcome?.documentId ?? (params as { documentId?: string } | undefined)?.documentId,
    name: valueAsText(outcome?.entries?.[0]?.[displayNames.get(uid) ?? '']) || undefined,
  });

  noticing.set(strapi, async ({ uid, action, params }, next) => {
    const before = await referringBefore(uid, action, params);
    const outcome = await next();
    if (CHANGES.has(action) && (displayNames.has(uid) || relatedTypes.includes(uid))) {
      try {
        const change = readChange(uid, action, params, outcome as Outcome);
        await afterCommit(() => note(change, before));
      } catch (error) {
        complain(error);
      }
    }
    return outcome;
  });

  // Deleting a locale deletes its records as well, bypassing the document service.
  strapi.db.lifecycles.subscribe({
    models: [LOCALE_UID],
    async afterDelete() {
      await afterCommit(() => queue.addAll()).catch(complain);
    },
  });
};
