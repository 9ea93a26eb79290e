import {
  runFailureSchema,
  runSchema,
  type Run,
  type RunKind,
  type RunStatus,
} from '../../../../shared/contracts';
import { RUN_UID } from '../../content-types/models';
import { IndexRebuildError, runCancelled } from '../../domain/errors';
import { listedFailures, omittedFailures } from '../../domain/failures';
import { skippedWarning } from '../../domain/guards';
import { ACTIVE_STATUSES, CANCELLABLE, isFinal, statesBefore } from '../../domain/run';
import type { Clock } from '../../ports/clock';
import type { NewRun, RunPatch, RunRef, RunStore } from '../../ports/run-store';
import { paginationOf } from './pagination';
import type { Strapi } from '../../lib/strapi';

type Row = Record<string, unknown>;

const isoOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(value as string).toISOString();

/** Records that cannot be found weigh more than anything else that was left undone. */
const warningOf = (row: Row): Run['warning'] => {
  if (row.state !== 'completed') return null;
  const failed = Number(row.recordsFailed);
  if (failed > 0) return skippedWarning(row.kind as RunKind, failed, Number(row.recordsTotal));
  const { warningCode: code, warningMessage: message } = row;
  return code ? { code: code as string, message: (message as string | null) ?? '' } : null;
};

const toRun = (row: Row): Run =>
  runSchema.parse({
    id: row.documentId,
    kind: row.kind,
    status: row.state,
    stage: row.stage ?? null,
    stages: row.stages ?? [],
    trigger: row.trigger,
    startedBy: row.startedBy ?? null,
    cancelledBy: row.cancelledBy ?? null,
    reason: row.reason ?? null,
    allowShrink: Boolean(row.allowShrink),
    startedAt: isoOrNull(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
    durationMs: row.durationMs ?? null,
    records: {
      total: row.recordsTotal ?? null,
      embedded: row.recordsEmbedded ?? 0,
      reused: row.recordsReused ?? 0,
      failed: row.recordsFailed ?? 0,
      tagged: row.recordsTagged ?? 0,
    },
    search: { queries: row.searchQueries ?? 0, failed: row.searchFailed ?? 0 },
    // A tag run works in a directory that never is a generation.
    generation: row.kind === 'tag' ? null : (row.generation ?? null),
    error: row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? '' } : null,
    warning: warningOf(row),
  });

const columns = ({
  total,
  embedded,
  reused,
  failed,
  tagged,
  failures,
  error,
  warning,
  ...same
}: RunPatch): Row => ({
  ...same,
  ...(failures && { failures: listedFailures(failures) }),
  ...(total !== undefined && { recordsTotal: total }),
  ...(embedded !== undefined && { recordsEmbedded: embedded }),
  ...(reused !== undefined && { recordsReused: reused }),
  ...(failed !== undefined && { recordsFailed: failed }),
  ...(tagged !== undefined && { recordsTagged: tagged }),
  ...(error && { errorCode: error.code, errorMessage: error.message }),
  ...(warning && { warningCode: warning.code, warningMessage: warning.message }),
});

/** Everything but the list of failures, which can be long. */
const LISTED = [
  'documentId',
  'kind',
  'state',
  'stage',
  'stages',
  'trigger',
  'startedBy',
  'cancelledBy',
  'reason',
  'allowShrink',
  'token',
  'startedAt',
  'finishedAt',
  'durationMs',
  'recordsTotal',
  'recordsEmbedded',
  'recordsReused',
  'recordsFailed',
  'recordsTagged',
  'searchQueries',
  'searchFailed',
  'generation',
  'errorCode',
  'errorMessage',
  'warningCode',
  'warningMessage',
];

const NEWEST_FIRST = [{ startedAt: 'desc' }, { id: 'desc' }];

/** Runs as rows of the run content type. Every write is conditional on the token and the state. */
export const createRunStore = (strapi: Strapi, clock: Clock): RunStore => {
  const runs = () => strapi.db.query(RUN_UID);

  const update = async (run: RunRef, where: object, data: Row): Promise<boolean> => {
    const { count } = await runs().updateMany({
      where: { documentId: run.id, token: run.token, ...where },
      data,
    });
    return count === 1;
  };

  const read = (id: string, select: string[]): Promise<Row | null> =>
    runs().findOne({ where: { documentId: id }, select: select as never });

  const ending = async (run: RunRef): Promise<Row> => {
    const finishedAt = clock.now();
    const row = await read(run.id, ['startedAt']);
    const startedAt = new Date((row?.startedAt as string | undefined) ?? finishedAt);
    return { finishedAt, durationMs: Math.max(0, finishedAt.getTime() - startedAt.getTime()) };
  };

  const cancelRequest = async (id: string): Promise<string | null> =>
    ((await read(id, ['cancelledBy']))?.cancelledBy as string | null | undefined) ?? null;

  const refusal = async (run: RunRef, to: RunStatus): Promise<IndexRebuildError> => {
    const by = to === 'promoting' ? await cancelRequest(run.id) : null;
    if (by !== null) return runCancelled(by);
    return new IndexRebuildError(
      'LEASE_LOST',
      `Run ${run.id} could not be set to "${to}": it was ended by another process.`
    );
  };

  return {
    async create({ id, ...run }: NewRun) {
      const row = await runs().create({
        data: {
          ...run,
          documentId: id,
          state: 'queued',
          startedAt: clock.now(),
        },
      });
      return toRun(row);
    },

    async move(run, to, patch = {}) {
      const where = {
        state: { $in: statesBefore(to) },
        ...(to === 'promoting' && { cancelledBy: { $null: true } }),
      };
      const data = { ...columns(patch), state: to, ...(isFinal(to) ? await ending(run) : {}) };
      if (!(await update(run, where, data))) throw await refusal(run, to);
    },

    async record(run, patch) {
      await update(run, { state: { $in: ACTIVE_STATUSES } }, columns(patch));
    },

    async requestCancel(id, by) {
      const { count } = await runs().updateMany({
        where: { documentId: id, state: { $in: [...CANCELLABLE] }, cancelledBy: { $null: true } },
        data: { cancelledBy: by },
      });
      return count === 1;
    },

    cancelRequest,

    async find(id) {
      const row = await read(id, LISTED);
      return row ? toRun(row) : null;
    },

    async list(page, pageSize) {
      const [rows, total] = await runs().findWithCount({
        select: LISTED,
        orderBy: NEWEST_FIRST,
        offset: (page - 1) * pageSize,
        limit: pageSize,
      });
      return { items: rows.map(toRun), pagination: paginationOf(page, pageSize, total) };
    },

    async failures(id, page, pageSize) {
      const row = await read(id, ['failures', 'recordsFailed']);
      const all = runFailureSchema.array().parse(row?.failures ?? []);
      const first = (page - 1) * pageSize;
      return {
        items: all.slice(first, first + pageSize),
        pagination: paginationOf(page, pageSize, all.length),
        omitted: omittedFailures(all.length, Number(row?.recordsFailed ?? 0)),
      };
    },

    async latest({ kinds, status }) {
      const where = { kind: { $in: [...kinds] }, ...(status && { state: status }) };
      const [row] = await runs().findMany({ select: LISTED, where, orderBy: NEWEST_FIRST, limit: 1 });
      return row ? toRun(row) : null;
    },

    async active() {
      const rows = await runs().findMany({
        select: ['documentId', 'token', 'state', 'generation', 'cancelledBy'],
        where: { state: { $in: ACTIVE_STATUSES } },
      });
      return rows.map((row: Row) => ({
        id: row.documentId as string,
        token: row.token as number,
        status: row.state as RunStatus,
        generation: (row.generation as string | null) ?? null,
        cancelledBy: (row.cancelledBy as string | null) ?? null,
      }));
    },

    async prune(keep, spared) {
      const surplus = await runs().findMany({
        select: ['documentId'],
        where: { state: { $notIn: ACTIVE_STATUSES } },
        orderBy: NEWEST_FIRST,
        offset: keep,
        limit: 10_000,
      });
      const ids = surplus
        .map(({ documentId }: Row) => documentId)
        .filter((id: unknown) => !spared.includes(id as string));
      if (ids.length === 0) return 0;
      const { count } = await runs().deleteMany({ where: { documentId: { $in: ids } } });
      return count;
    },
  };
};
