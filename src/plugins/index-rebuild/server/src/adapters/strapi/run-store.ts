import {
  runDetailSchema,
  runSchema,
  type Run,
  type RunDetail,
  type RunStatus,
} from '../../../../shared/contracts';
import { RUN_UID } from '../../content-types/models';
import { IndexRebuildError } from '../../domain/errors';
import { ACTIVE_STATUSES, initialStages, isFinal, statesBefore } from '../../domain/run';
import type { Clock } from '../../ports/clock';
import type { NewRun, RunPatch, RunRef, RunStore } from '../../ports/run-store';
import type { Strapi } from './types';

type Row = Record<string, unknown>;

const isoOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(value as string).toISOString();

const shared = (row: Row): Record<string, unknown> => ({
  id: row.documentId,
  kind: row.kind,
  status: row.state,
  stage: row.stage ?? null,
  stages: row.stages ?? [],
  trigger: row.trigger,
  startedBy: row.startedBy ?? null,
  startedAt: isoOrNull(row.startedAt),
  finishedAt: isoOrNull(row.finishedAt),
  durationMs: row.durationMs ?? null,
  records: {
    total: row.recordsTotal ?? null,
    embedded: row.recordsEmbedded ?? 0,
    reused: row.recordsReused ?? 0,
    failed: row.recordsFailed ?? 0,
  },
  generation: row.generation ?? null,
  error: row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? '' } : null,
});

const toRun = (row: Row): Run => runSchema.parse(shared(row));

const toDetail = (row: Row): RunDetail =>
  runDetailSchema.parse({ ...shared(row), failures: row.failures ?? [] });

const columns = ({ total, embedded, reused, failed, error, ...same }: RunPatch): Row => ({
  ...same,
  ...(total !== undefined && { recordsTotal: total }),
  ...(embedded !== undefined && { recordsEmbedded: embedded }),
  ...(reused !== undefined && { recordsReused: reused }),
  ...(failed !== undefined && { recordsFailed: failed }),
  ...(error && { errorCode: error.code, errorMessage: error.message }),
});

/** Everything but the list of failures, which can be long. */
const LISTED = [
  'documentId', 'kind', 'state', 'stage', 'stages', 'trigger', 'startedBy', 'token', 'startedAt',
  'finishedAt', 'durationMs', 'recordsTotal', 'recordsEmbedded', 'recordsReused', 'recordsFailed',
  'generation', 'errorCode', 'errorMessage',
];

const NEWEST_FIRST = [{ startedAt: 'desc' }, { id: 'desc' }];

/** Runs as rows of the run content type. Every write is conditional on the token and the state. */
export const createRunStore = (strapi: Strapi, clock: Clock): RunStore => {
  const runs = () => strapi.db.query(RUN_UID);

  const update = async (run: RunRef, from: readonly RunStatus[], data: Row): Promise<boolean> => {
    const where = { documentId: run.id, token: run.token, state: { $in: [...from] } };
    const { count } = await runs().updateMany({ where, data });
    return count === 1;
  };

  const ending = async (run: RunRef): Promise<Row> => {
    const finishedAt = clock.now();
    const row: Row | null = await runs().findOne({
      where: { documentId: run.id },
      select: ['startedAt'],
    });
    const startedAt = new Date((row?.startedAt as string | undefined) ?? finishedAt);
    return { finishedAt, durationMs: Math.max(0, finishedAt.getTime() - startedAt.getTime()) };
  };

  return {
    async create({ id, ...run }: NewRun) {
      const row = await runs().create({
        data: {
          ...run,
          documentId: id,
          state: 'queued',
          stages: initialStages(),
          startedAt: clock.now(),
        },
      });
      return toRun(row);
    },

    async move(run, to, patch = {}) {
      const data = { ...columns(patch), state: to, ...(isFinal(to) ? await ending(run) : {}) };
      if (!(await update(run, statesBefore(to), data))) {
        throw new IndexRebuildError(
          'LEASE_LOST',
          `Run ${run.id} could not be set to "${to}": it was ended by another process.`
        );
      }
    },

    async record(run, patch) {
      await update(run, ACTIVE_STATUSES, columns(patch));
    },

    async find(id) {
      const row = await runs().findOne({ where: { documentId: id } });
      return row ? toDetail(row) : null;
    },

    async list(page, pageSize) {
      const [rows, total] = await runs().findWithCount({
        select: LISTED,
        orderBy: NEWEST_FIRST,
        offset: (page - 1) * pageSize,
        limit: pageSize,
      });
      const pageCount = Math.ceil(total / pageSize);
      return { runs: rows.map(toRun), pagination: { page, pageSize, pageCount, total } };
    },

    async latest({ kind, status }) {
      const where = { kind, ...(status && { state: status }) };
      const [row] = await runs().findMany({ select: LISTED, where, orderBy: NEWEST_FIRST, limit: 1 });
      return row ? toRun(row) : null;
    },

    async active() {
      const rows = await runs().findMany({
        select: ['documentId', 'token'],
        where: { state: { $in: ACTIVE_STATUSES } },
      });
      return rows.map(({ documentId, token }: Row) => ({
        id: documentId as string,
        token: token as number,
      }));
    },
  };
};
