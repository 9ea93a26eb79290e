import { randomUUID } from 'node:crypto';

import type { Catalog, CatalogRow } from '../../ports/catalog';
import type { Lease } from '../../domain/lease';
import { catalogModel } from '../../content-types/models';
import type { Knex } from '../../lib/strapi';
import { bareTable, type Database } from './bare-table';
import { clockOf } from './database-clock';

const TABLE = catalogModel.tableName;

type Row = {
  holder: string | null;
  token: number | string;
  held: number | boolean;
  live_generation: string | null;
};

/**
 * Lease and pointer over one row. Each method is one autocommit statement whose WHERE holds the
 * condition, so the database decides between two processes; the number of changed rows tells.
 */
export class CatalogTable implements Catalog {
  private readonly database: Database;

  private readonly name: string;

  private readonly leaseMs: number;

  private readonly now: string;

  constructor(database: Database, name: string, leaseMs: number) {
    this.database = database;
    this.name = name;
    this.leaseMs = leaseMs;
    this.now = clockOf(database.knex);
  }

  /**
   * Creates the row once; a second process that tries finds it there.
   *
   * @returns The id of this installation: random, and kept with the row from its creation on.
   */
  async ensureRow(): Promise<string> {
    const installation = randomUUID().replaceAll('-', '');
    await this.table()
      .insert({ name: this.name, installation, token: 0, expires: 0 })
      .onConflict('name')
      .ignore();
    // A row without an id, from before there were ids, gets one; two processes agree on the first.
    await this.row().whereNull('installation').update({ installation });
    const row: { installation: string } = await this.row().first('installation');
    return row.installation;
  }

  async read(): Promise<CatalogRow> {
    const row: Row | undefined = await this.row().first(
      'holder',
      'token',
      'live_generation',
      this.raw(`CASE WHEN holder IS NOT NULL AND expires > ${this.now} THEN 1 ELSE 0 END AS held`)
    );
    if (!row) throw new Error(`The catalog has no row named "${this.name}".`);
    return {
      holder: row.holder,
      token: Number(row.token),
      held: Boolean(Number(row.held)),
      liveGeneration: row.live_generation,
    };
  }

  async acquire(holder: string): Promise<Lease | null> {
    const won = await this.row()
      .where((free) => free.whereNull('holder').orWhere('expires', '<=', this.raw(this.now)))
      .update({ holder, token: this.raw('token + 1'), expires: this.expiry() });
    if (won !== 1) return null;
    const row: { token: number | string } | undefined = await this.row().where({ holder }).first('token');
    return row ? { holder, token: Number(row.token) } : null;
  }

  async renew(lease: Lease): Promise<boolean> {
    return (await this.held(lease).update({ expires: this.expiry() })) === 1;
  }

  async release(lease: Lease): Promise<void> {
    await this.of(lease).update({ holder: null, expires: 0 });
  }

  async setPointer(lease: Lease, generation: string): Promise<boolean> {
    return (await this.held(lease).update({ live_generation: generation })) === 1;
  }

  private table(): Knex.QueryBuilder {
    return bareTable(this.database, TABLE);
  }

  private row(): Knex.QueryBuilder {
    return this.table().where({ name: this.name });
  }

  private of({ holder, token }: Lease): Knex.QueryBuilder {
    return this.row().where({ holder, token });
  }

  /**
   * The same words as in `read`: once a process has read that a lease is not held, and ended its
   * run as interrupted, its holder must not come back and swap, even if nobody else took it over.
   */
  private held(lease: Lease): Knex.QueryBuilder {
    return this.of(lease).where('expires', '>', this.raw(this.now));
  }

  private raw(sql: string): Knex.Raw {
    return this.database.knex.raw(sql);
  }

  private expiry(): Knex.Raw {
    return this.raw(`${this.now} + ${Math.floor(this.leaseMs)}`);
  }
}
