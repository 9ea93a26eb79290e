import { runFailureSchema, type RunStatus } from '../../../../../shared/contracts';
import { runCancelled, runTakenOver, type IndexRebuildError } from '../../../domain/errors';
import { ACTIVE_STATUSES, CANCELLABLE, isFinal, statesBefore } from '../../../domain/run';
import type { Clock } from '../../../ports/clock';
import type { RunRef, RunStore } from '../../../ports/run-store';
import { columnsOf, NEWEST_FIRST, readRun, toRun, type Row, type RunQuery } from './rows';

type Writes = Pick<
  RunStore,
  'create' | 'move' | 'record' | 'requestCancel' | 'cancelRequest' | 'prune' | 'forgetDocument'
>;

/** Writes under the run's token, in one of the states that `where` names. @returns Whether a row matched. */
const update = async (runs: RunQuery, run: RunRef, where: object, data: Row): Promise<boolean> => {
  const { count } = await runs().updateMany({
    where: { documentId: run.id, token: run.token, ...where },
    data,
  });
  return count === 1;
};

const ending = async (runs: RunQuery, clock: Clock, { id }: RunRef): Promise<Row> => {
  const finishedAt = clock.now();
  const row = await readRun(runs, id, ['startedAt']);
  const startedAt = new Date((row?.startedAt as string | undefined) ?? finishedAt);
  return { finishedAt, durationMs: Math.max(0, finishedAt.getTime() - startedAt.getTime()) };
};

const cancelRequest = async (runs: RunQuery, id: string): Promise<string | null> =>
  ((await readRun(runs, id, ['cancelledBy']))?.cancelledBy as string | null | undefined) ?? null;

/** Why the row refused a move. */
const refusalOf = async (runs: RunQuery, run: RunRef, to: RunStatus): Promise<IndexRebuildError> => {
  const by = to === 'promoting' ? await cancelRequest(runs, run.id) : null;
  if (by !== null) return runCancelled(by);
  return runTakenOver(run.id, to);
};

/** Ids of the oldest ended runs beyond `keep`, without those that are spared. */
const surplusIds = async (runs: RunQuery, keep: number, spared: readonly string[]): Promise<string[]> => {
  const surplus: Row[] = await runs().findMany({
    select: ['documentId'],
    where: { state: { $notIn: ACTIVE_STATUSES } },
    orderBy: NEWEST_FIRST,
    offset: keep,
    limit: 10_000,
  });
  return surplus.map(({ documentId }) => documentId as string).filter((id) => !spared.includes(id));
};

/** Every write of a run is conditional on its token and its state. */
export const runWrites = (runs: RunQuery, clock: Clock): Writes => ({
  async create({ id, ...run }) {
    const data = { ...run, documentId: id, state: 'queued', startedAt: clock.now() };
    return toRun(await runs().create({ data }));
  },

  async move(run, to, patch = {}) {
    const where = {
      state: { $in: statesBefore(to) },
      ...(to === 'promoting' && { cancelledBy: { $null: true } }),
    };
    const data = { ...columnsOf(patch), state: to, ...(isFinal(to) ? await ending(runs, clock, run) : {}) };
    if (!(await update(runs, run, where, data))) throw await refusalOf(runs, run, to);
  },

  async record(run, patch) {
    await update(runs, run, { state: { $in: ACTIVE_STATUSES } }, columnsOf(patch));
  },

  async requestCancel(id, by) {
    const { count } = await runs().updateMany({
      where: { documentId: id, state: { $in: [...CANCELLABLE] }, cancelledBy: { $null: true } },
      data: { cancelledBy: by },
    });
    return count === 1;
  },

  cancelRequest: (id) => cancelRequest(runs, id),

  async forgetDocument(documentId) {
    const rows: Row[] = await runs().findMany({
      select: ['documentId', 'failures'],
      where: { recordsFailed: { $gt: 0 } },
    });
    let changed = 0;
    for (const { documentId: id, failures } of rows) {
      const listed = runFailureSchema.array().parse(failures ?? []);
      const left = listed.filter((failure) => failure.documentId !== documentId);
      if (left.length === listed.length) continue;
      await runs().updateMany({ where: { documentId: id }, data: { failures: left } });
      changed += 1;
    }
    return changed;
  },

  async prune(keep, spared) {
    const ids = await surplusIds(runs, keep, spared);
    if (ids.length === 0) return 0;
    const { count } = await runs().deleteMany({ where: { documentId: { $in: ids } } });
    return count;
  },
});
