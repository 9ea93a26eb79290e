import { runSchema, type Run, type RunKind } from '../../../../../shared/contracts';
import { listedFailures } from '../../../domain/failures';
import { skippedWarning } from '../../../domain/guards';
import type { Strapi } from '../../../lib/strapi';
import type { RunPatch } from '../../../ports/run-store';

export type Row = Record<string, unknown>;

/** The rows of the run content type. */
export type RunQuery = () => ReturnType<Strapi['db']['query']>;

/** The named columns of one run; null when there is none. */
export const readRun = (runs: RunQuery, id: string, select: readonly string[]): Promise<Row | null> =>
  runs().findOne({ where: { documentId: id }, select: [...select] as never });

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

/** A row with the columns of `LISTED` as the API shows it. */
export const toRun = (row: Row): Run =>
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
    allowDrop: Boolean(row.allowDrop),
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
    golden: row.golden ?? null,
    // A tag run works in a directory that never is a generation.
    generation: row.kind === 'tag' ? null : (row.generation ?? null),
    error: row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? '' } : null,
    warning: warningOf(row),
  });

/** The columns that a patch sets. */
export const columnsOf = ({
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
export const LISTED = [
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
  'allowDrop',
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
  'golden',
  'generation',
  'errorCode',
  'errorMessage',
  'warningCode',
  'warningMessage',
];

export const NEWEST_FIRST = [{ startedAt: 'desc' }, { id: 'desc' }];
