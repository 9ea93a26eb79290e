import type { z as Zod } from 'zod';

import { ACTIONS } from '../../../../shared/constants';
import type { Run } from '../../../../shared/contracts';
import { getService } from '../../container/services';
import { nothingReadable, toIndexRebuildError } from '../../domain/errors';
import type { Strapi } from '../../lib/strapi';
import { displayNameOf } from '../display-name';
import { readableNames } from '../readable-names';
import { withoutRelated } from './related';

type Ability = Parameters<typeof readableNames>[0];

/** Who uses a tool: the owner of an admin token, with the token's permissions. */
export type ToolUser = { userAbility: unknown; user: { id: string | number } };

type Args = Record<string, unknown>;

export type Tool = {
  name: string;
  title: string;
  description: string;
  /** The permission that shows the tool. */
  action: string;
  input: (z: typeof Zod) => Zod.ZodRawShape;
  run(strapi: Strapi, args: Args, user: ToolUser): Promise<Record<string, unknown>>;
};

/** Enough for a model to choose from, and little enough to read. */
const MAX_HITS = 20;
const LISTED = 20;

const asked = (z: typeof Zod): Zod.ZodRawShape => ({
  query: z.string().min(1).max(500).describe('What to look for, in natural language or by words.'),
  mode: z
    .enum(['hybrid', 'semantic', 'lexical'])
    .optional()
    .describe('By meaning and words (default), by meaning alone, by words alone.'),
  locale: z.string().optional().describe('Locale of the content; the default one when left out.'),
});

const record = (z: typeof Zod): Zod.ZodRawShape => ({
  contentType: z.string().describe('The uid of its content type, such as api::article.article.'),
  documentId: z.string(),
});

const shortRun = ({
  id,
  kind,
  status,
  stage,
  startedAt,
  finishedAt,
  records,
  golden,
  error,
  warning,
}: Run) => ({
  ...{ id, kind, status, stage, startedAt, finishedAt, records, golden, error, warning },
});

const nameOf = async (strapi: Strapi, { user }: ToolUser): Promise<string | null> =>
  displayNameOf((await strapi.db.query('admin::user').findOne({ where: { id: user.id } })) ?? undefined);

/** A published record, as this administrator may read it. */
const fetchRecord = async (strapi: Strapi, args: Args, { userAbility }: ToolUser): Promise<object | null> => {
  const { contentType, documentId, locale } = args;
  const uid = String(contentType);
  const { sources } = getService(strapi, 'container').settings;
  const checker = sources.some((source) => source.uid === uid)
    ? strapi.plugin('content-manager').service('permission-checker').create({ userAbility, model: uid })
    : null;
  if (!checker?.can.read()) throw nothingReadable();
  const query = await checker.sanitizedQuery.read({ filters: { documentId }, populate: '*' });
  const [found = null] = await strapi
    .documents(uid as never)
    .findMany({ ...query, locale, status: 'published', limit: 1 } as never);
  return found && withoutRelated(strapi, uid, await checker.sanitizeOutput(found));
};

/** What AI assistants may do with search. Few tools with short answers: each costs every conversation tokens. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'search_content',
    title: 'Search: find content',
    description:
      'Finds published content by meaning and words, best first. Returns names, ids and the passage that fits. Use search_fetch_record for whole records.',
    action: ACTIONS.trySearch,
    input: (z) => ({ ...asked(z), limit: z.number().int().min(1).max(MAX_HITS).optional() }),
    async run(strapi, { query, mode, locale, limit = 10 }, { userAbility }) {
      const asking = { q: query, mode, locale: locale as string | undefined, limit: String(limit) };
      const { data, meta } = await getService(strapi, 'trySearch').search(asking, userAbility);
      const results = data.map(({ uid, documentId, locale: own, name, score, passage }) => ({
        ...{ contentType: uid, documentId, locale: own, name, score, passage },
      }));
      return { total: meta.total, correctedTo: meta.correctedTo ?? null, results };
    },
  },
  {
    name: 'search_fetch_record',
    title: 'Search: fetch a record',
    description:
      'Returns one published record of an indexed content type, with the fields that you may read; of related records their ids.',
    action: ACTIONS.trySearch,
    input: (z) => ({ ...record(z), locale: z.string().optional() }),
    run: async (strapi, args, user) => ({ record: await fetchRecord(strapi, args, user) }),
  },
  {
    name: 'search_explain_record',
    title: 'Search: explain a result',
    description:
      'Says where a record is among the hits of a query, its scores by meaning, words and name, and why it is not found.',
    action: ACTIONS.trySearch,
    input: (z) => ({ ...asked(z), ...record(z) }),
    async run(strapi, { query, mode, locale, contentType, documentId }, { userAbility }) {
      const asking = { q: query, mode, locale: locale as string | undefined };
      const subject = { uid: String(contentType), documentId: String(documentId) };
      const { rank, total, score, parts, reasons, generation } = await getService(strapi, 'trySearch').record(
        { ...asking, ...subject },
        userAbility
      );
      return { rank, total, score, parts, reasons, generation };
    },
  },
  {
    name: 'search_status',
    title: 'Search: status',
    description:
      'Says whether search answers, since when its index is live, how many records it has and what runs.',
    action: ACTIONS.read,
    input: () => ({}),
    async run(strapi) {
      const {
        status,
        searchAvailable,
        generation,
        lastRebuildAt,
        recordsAtRebuild,
        drift,
        overlay,
        error,
        run,
      } = await getService(strapi, 'status').get();
      return {
        ...{ status, searchAvailable, generation, lastRebuildAt, recordsAtRebuild, drift, overlay, error },
        run: run && shortRun(run),
      };
    },
  },
  {
    name: 'search_drift',
    title: 'Search: changed records',
    description: 'Lists published records that differ from the live index, the oldest change first, and why.',
    action: ACTIONS.read,
    input: (z) => ({ page: z.number().int().min(1).optional() }),
    async run(strapi, { page = 1 }, { userAbility }) {
      const drift = getService(strapi, 'drift');
      const { sources } = getService(strapi, 'container').settings;
      const asking = { page: Number(page), pageSize: LISTED };
      const { items, pagination } = await drift.list(asking, readableNames(userAbility as Ability, sources));
      return { records: items, pagination, drift: await drift.details() };
    },
  },
  {
    name: 'search_start_rebuild',
    title: 'Search: rebuild the index',
    description:
      'Starts a rebuild of the search index and returns its run at once; search goes on meanwhile. Follow it with search_get_run.',
    action: ACTIONS.rebuild,
    input: () => ({}),
    async run(strapi, _args, user) {
      const startedBy = await nameOf(strapi, user);
      return {
        run: shortRun(await getService(strapi, 'runs').start({ kind: 'rebuild', trigger: 'api', startedBy })),
      };
    },
  },
  {
    name: 'search_get_run',
    title: 'Search: state of a run',
    description: 'Returns the state, progress and result of a run by its id.',
    action: ACTIONS.read,
    input: (z) => ({ id: z.string() }),
    run: async (strapi, { id }) => ({ run: shortRun(await getService(strapi, 'runs').get(String(id))) }),
  },
  {
    name: 'search_check_golden_queries',
    title: 'Search: check golden queries',
    description:
      'Asks search all golden queries now and says how many have their records among the first hits.',
    action: ACTIONS.trySearch,
    input: () => ({}),
    async run(strapi) {
      const report = await getService(strapi, 'golden').check();
      return { queries: report?.queries ?? 0, passed: report?.passed ?? 0 };
    },
  },
];

/** What went wrong, with its code, as a model can read it. */
export const problemOf = (error: unknown): string => {
  const { code, message } = toIndexRebuildError(error);
  return `${code}: ${message}`;
};
