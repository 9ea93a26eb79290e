import { documentKey } from '../../domain/record';
import { valueAsText } from '../../domain/source-text';
import { MEDIA_UID, type Strapi } from '../../lib/strapi';
import type { DriftService } from './index';
import type { DriftPorts } from './ports';

/** Document service actions that change something. */
const CHANGES = new Set(['create', 'update', 'publish', 'unpublish', 'discardDraft', 'delete', 'clone']);
/** Those after which it may no longer be known which records referred to the document. */
const LEAVES = new Set(['unpublish', 'delete']);

/** Those that may move a relation from one record to another. */
const MOVES = new Set(['update', 'publish']);
/** Those that write relations. */
const WRITES = new Set(['create', 'update', 'publish', 'discardDraft', 'clone']);

const LOCALE_UID = 'plugin::i18n.locale';
/** Users of the site, whom Strapi writes past the document service, as it does with media. */
const USER_UID = 'plugin::users-permissions.user';

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

  /** The records from which a relation may be moved away: those that refer to the document, and those that lose one to it. */
  const affectedBefore = async (uid: string, action: string, params: unknown): Promise<string[]> => {
    const { documentId, data } = (params ?? {}) as { documentId?: string; data?: Record<string, unknown> };
    const refers = documentId !== undefined && MOVES.has(action) && relatedTypes.includes(uid);
    const takes = WRITES.has(action) && displayNames.has(uid);
    try {
      const found = await Promise.all([
        refers ? records.referringTo({ uid, documentId }) : [],
        takes ? records.losingTo({ uid, documentId, data }) : [],
      ]);
      return found.flat().map(documentKey);
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
    if (!CHANGES.has(action) || !(displayNames.has(uid) || relatedTypes.includes(uid))) return next();
    const before = await affectedBefore(uid, action, params);
    let outcome: Outcome;
    try {
      const done = await next();
      outcome = done as Outcome;
      return done;
    } finally {
      // Also of an action that failed: part of it may have been written.
      try {
        const change = readChange(uid, action, params, outcome);
        await afterCommit(() => note(change, before));
      } catch (error) {
        complain(error);
      }
    }
  });

  const compareAll = (): Promise<void> => afterCommit(() => queue.addAll()).catch(complain);
  // Deleting a locale deletes its records as well, bypassing the document service.
  strapi.db.lifecycles.subscribe({ models: [LOCALE_UID], afterDelete: compareAll });
  const related = (uid: string): string[] => (relatedTypes.includes(uid) ? [uid] : []);
  // Components and dynamic zones lead to media in too many ways to ask who uses a file.
  const models = related(MEDIA_UID);
  strapi.db.lifecycles.subscribe({ models, afterUpdate: compareAll, afterDelete: compareAll });
  strapi.db.lifecycles.subscribe({
    models: related(USER_UID),
    async afterUpdate({ result }) {
      const { documentId } = (result ?? {}) as { documentId?: string };
      const change = { uid: USER_UID, action: 'update', documentId, name: undefined };
      await afterCommit(() => void referring(change).catch(complain)).catch(complain);
    },
    afterDelete: compareAll,
  });
};
