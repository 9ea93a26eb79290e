import { replicaModel } from '../../content-types/models';
import type { ReplicaRow, ReplicaStore } from '../../ports/replica-store';
import { bareTable, type Database } from './bare-table';
import { clockOf } from './database-clock';

type Identity = Pick<ReplicaRow, 'process' | 'host' | 'pid'>;

type Row = Identity & {
  generation: string | null;
  problem: string | null;
  overlay: number;
  started_at: number | string;
  seen_at: number | string;
  silent_ms: number | string;
};

/** A bare table. Times are the database's, so that hosts need not agree on the time. */
export const createReplicaStore = (database: Database, own: Identity): ReplicaStore => {
  const now = clockOf(database.knex);
  const nowMs = () => database.knex.raw(now);
  const table = () => bareTable(database, replicaModel.tableName);
  /** What this process has written last. */
  let left: number | null = null;

  const writeAgain = async (state: object): Promise<boolean> => {
    const rows: Pick<Row, 'seen_at'>[] = await table()
      .where({ process: own.process, seen_at: left })
      .update(state)
      .returning('seen_at');
    if (rows.length === 1) left = Number(rows[0].seen_at);
    return rows.length === 1;
  };

  return {
    async report({ generation, problem, overlay }) {
      const state = { generation, problem, overlay, seen_at: nowMs() };
      const isFirst = left === null;
      if (!isFirst && (await writeAgain(state))) return true;
      const [row]: Pick<Row, 'seen_at'>[] = await table()
        .insert({ ...own, ...state, started_at: nowMs() })
        .onConflict('process')
        .merge(Object.keys(state))
        .returning('seen_at');
      left = Number(row.seen_at);
      return isFirst;
    },

    async all() {
      const rows: Row[] = await table()
        .select('*', database.knex.raw(`${now} - seen_at AS silent_ms`))
        .orderBy('started_at')
        .orderBy('process');
      return rows.map(({ started_at: startedAt, seen_at: seenAt, silent_ms: silentMs, ...row }) => ({
        ...{ process: row.process, host: row.host, pid: row.pid },
        ...{ generation: row.generation, problem: row.problem, overlay: row.overlay },
        startedAt: new Date(Number(startedAt)),
        seenAt: new Date(Number(seenAt)),
        silentMs: Math.max(0, Number(silentMs)),
      }));
    },

    async leave() {
      await table().where({ process: own.process }).delete();
    },

    async forgetSilent(ms) {
      await table()
        .where('seen_at', '<', database.knex.raw(`${now} - ${Math.floor(ms)}`))
        .delete();
    },
  };
};
