import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Knex } from 'knex';

import { knex } from './knex.cjs';
import { startPostgres, type Postgres } from './postgres';
import { Relay } from './relay';
import { temporaryFolder } from './test-app';
import { until } from './until';

const OF_THE_PRIMARY_ALONE = ['postmaster.pid', 'postmaster.opts'];

const connected = async <T>(server: Postgres, work: (admin: Knex) => Promise<T>): Promise<T> => {
  const admin = knex({ client: 'pg', connection: server.url('postgres'), pool: { min: 0, max: 1 } });
  try {
    return await work(admin);
  } finally {
    await admin.destroy();
  }
};

/** A base backup as PostgreSQL's manual has it, made to start as a standby of the server behind `port`. */
const baseBackup = (primary: Postgres, port: number): Promise<string> =>
  connected(primary, async (admin) => {
    const copy = path.join(temporaryFolder(), 'data');
    await admin.raw(`select pg_backup_start('standby', true)`);
    cpSync(primary.dataFolder, copy, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !OF_THE_PRIMARY_ALONE.includes(path.basename(file)),
    });
    const { rows } = await admin.raw('select labelfile from pg_backup_stop()');
    writeFileSync(path.join(copy, 'backup_label'), rows[0].labelfile);
    writeFileSync(path.join(copy, 'standby.signal'), '');
    const from = `host=127.0.0.1 port=${port} user=strapi application_name=standby`;
    writeFileSync(path.join(copy, 'postgresql.auto.conf'), `primary_conninfo = '${from}'\n`);
    chmodSync(copy, 0o700);
    return copy;
  });

/** A PostgreSQL that follows another one by streaming replication, asynchronously, until it is promoted. */
export class Standby {
  private constructor(
    readonly server: Postgres,
    private readonly primary: Postgres,
    private readonly link: Relay
  ) {}

  static async of(primary: Postgres): Promise<Standby> {
    const link = await Relay.start(primary.port);
    const data = await baseBackup(primary, link.port);
    const server = await startPostgres(data);
    rmSync(path.dirname(data), { recursive: true });
    return new Standby(server, primary, link);
  }

  /** Resolves when it has replayed all that the primary has written. */
  async caughtUp(): Promise<void> {
    const sql = 'select count(*) from pg_stat_replication where replay_lsn >= pg_current_wal_lsn()';
    await connected(this.primary, (admin) =>
      until('the standby to catch up', async () => Number((await admin.raw(sql)).rows[0].count) === 1)
    );
  }

  /** From now on it misses everything that the primary commits. */
  loseTouch(): void {
    this.link.cut();
  }

  async promote(): Promise<void> {
    const { rows } = await connected(this.server, (admin) =>
      admin.raw('select pg_promote(true, 60) as done')
    );
    if (!rows[0].done) throw new Error('The standby was not promoted.');
  }

  async stop(): Promise<void> {
    await this.link.stop();
    await this.server.stop();
  }
}
