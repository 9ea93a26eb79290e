import { runFailureSchema, type RunStatus } from '../../../../../shared/contracts';
import { omittedFailures } from '../../../domain/failures';
import { ACTIVE_STATUSES } from '../../../domain/run';
import type { OpenRun, RunStore } from '../../../ports/run-store';
import { paginationOf } from '../pagination';
import { LISTED, NEWEST_FIRST, readRun, toRun, type Row, type RunQuery } from './rows';

type Reads = Pick<RunStore, 'find' | 'list' | 'failures' | 'latest' | 'active'>;

const toOpenRun = (row: Row): OpenRun => ({
  id: row.documentId as string,
  token: row.token as number,
  status: row.state as RunStatus,
  generation: (row.generation as string | null) ?? null,
  cancelledBy: (row.cancelledBy as string | null) ?? null,
});

export const runReads = (runs: RunQuery): Reads => ({
  async find(id) {
    const row = await readRun(runs, id, LISTED);
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
    const row = await readRun(runs, id, ['failures', 'recordsFailed']);
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
    return rows.map(toOpenRun);
  },
});
