import type { Knex } from 'knex';

import { catalogModel } from '../../src/plugins/index-rebuild/server/src/content-types/models';
import type { Lease } from '../../src/plugins/index-rebuild/server/src/domain/lease';
import { DATABASES, type TestDatabase } from '../support/databases';
import { knex } from '../support/knex.cjs';
import { Contender } from '../support/lease-contender';
import { until } from '../support/until';

const NAME = 'default';
const CONTENDERS = 4;
const TURNS = 200;
const LEASE_SECONDS = 2;
const LEASE_MS = LEASE_SECONDS * 1000;
const GRACE_MS = 1000;

const COLUMN_TYPES = {
  increments: 'increments',
  string: 'string',
  integer: 'integer',
  biginteger: 'bigInteger',
} as const;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The table that Strapi makes of the model. */
const createCatalog = (database: Knex): Promise<void> =>
  database.schema.createTable(catalogModel.tableName, (table) => {
    for (const [name, { type }] of Object.entries(catalogModel.attributes)) {
      table[COLUMN_TYPES[type as keyof typeof COLUMN_TYPES]](snakeCase(name));
    }
    for (const { columns, name } of catalogModel.indexes) table.unique(columns, { indexName: name });
  });

/** What the contenders did, in the database's own order. */
const createTurns = (database: Knex): Promise<void> =>
  database.schema.createTable('turns', (table) => {
    table.increments('id');
    table.string('event');
    table.integer('token');
    table.integer('pid');
  });

type Turn = { event: 'enter' | 'leave'; token: number; pid: number };

describe.each(DATABASES)('the lease on $database', ({ database: product, open }) => {
  let opened: TestDatabase;
  let database: Knex;
  let contenders: Contender[] = [];

  const contender = async (leaseSeconds = LEASE_SECONDS): Promise<Contender> => {
    const started = await Contender.start({ config: opened.knex, name: NAME, leaseSeconds });
    contenders.push(started);
    return started;
  };

  const rows = (name = NAME) => database(catalogModel.tableName).where({ name });

  /** The row with every column, for comparison. */
  const row = (): Promise<Record<string, unknown>> => rows().first();

  /** When the lease ends by the database's clock; a lease begins or is renewed LEASE_MS before. */
  const expiry = async (): Promise<number> => Number((await row()).expires);

  const acquired = async (holder: Contender): Promise<Lease> => {
    const lease = await holder.acquire();
    if (!lease) throw new Error('The lease was not free.');
    return lease;
  };

  beforeAll(async () => {
    opened = await open();
    database = knex(opened.knex);
    if (product === 'SQLite') await database.raw('PRAGMA journal_mode = WAL');
    await createCatalog(database);
    await createTurns(database);
  });

  beforeEach(async () => {
    await rows().del();
    await rows().insert({ name: NAME, token: 0, expires: 0 });
  });

  afterEach(async () => {
    await Promise.all(contenders.map((each) => each.kill()));
    contenders = [];
  });

  afterAll(async () => {
    await database.destroy();
    await opened.close();
  });

  it(`is held by one of ${CONTENDERS} processes at a time, ${TURNS} times, each with a token of its own`, async () => {
    // Long enough that none expires on a busy machine: here only the race counts.
    const processes = await Promise.all(Array.from({ length: CONTENDERS }, () => contender(30)));
    const results = await Promise.all(processes.map((each) => each.contend(TURNS)));
    const turns: Turn[] = await database('turns').orderBy('id').select('event', 'token', 'pid');
    const entered = turns.filter(({ event }) => event === 'enter');
    const overlaps = entered.filter(({ token }) => {
      const at = turns.findIndex((turn) => turn.event === 'enter' && turn.token === token);
      return turns[at + 1]?.event !== 'leave' || turns[at + 1].token !== token;
    });
    expect(overlaps).toEqual([]);
    expect(entered.length).toBeGreaterThanOrEqual(TURNS);
    expect(entered.map(({ token }) => token)).toEqual(entered.map((_, at) => at + 1));
    expect(results.reduce((sum, { turns: own }) => sum + own, 0)).toBe(entered.length);
    expect(results.map(({ refused }) => refused)).toEqual(Array(CONTENDERS).fill(0));
    expect(new Set(entered.map(({ pid }) => pid)).size).toBe(CONTENDERS);
    expect(await row()).toMatchObject({ token: entered.length, holder: null });
  });

  it('passes to another process once a killed holder’s lease has expired, and not before', async () => {
    const [holder, other] = await Promise.all([contender(), contender()]);
    const lost = await acquired(holder);
    await holder.keep(lost);
    const first = await expiry();
    const next = other.waitForTurn();
    await until('a renewal', async () => (await expiry()) > first);
    await holder.kill();
    const expired = await expiry();
    const { lease } = await next;
    const takenAt = (await expiry()) - LEASE_MS;
    expect(takenAt - expired).toBeGreaterThanOrEqual(0);
    expect(takenAt - expired).toBeLessThan(GRACE_MS);
    expect(lease.token).toBe(lost.token + 1);
  });

  it('stays with a holder that renews it for three times its duration', async () => {
    const [holder, ...others] = await Promise.all([contender(), contender(), contender()]);
    const lease = await acquired(holder);
    const first = await expiry();
    await holder.keep(lease);
    const waiting = others.map(async (other) => {
      const turn = await other.waitForTurn();
      await other.release(turn.lease);
      return turn;
    });
    await until('three lengths', async () => (await expiry()) >= first + 3 * LEASE_MS);
    expect(await row()).toMatchObject({ holder: lease.holder, token: lease.token });
    expect(holder.losses).toBe(0);
    await holder.stopKeeping();
    await holder.release(lease);
    const turns = await Promise.all(waiting);
    expect(turns.map((turn) => turn.lease.token).sort()).toEqual([lease.token + 1, lease.token + 2]);
    expect(Math.min(...turns.map(({ tries }) => tries))).toBeGreaterThan(100);
  });

  it('is lost to a holder that was stopped for longer than it lasts, which then changes nothing', async () => {
    const [holder, other] = await Promise.all([contender(), contender()]);
    const lost = await acquired(holder);
    await holder.keep(lost);
    holder.signal('SIGSTOP');
    const { lease } = await other.waitForTurn();
    expect(await other.setPointer(lease, 'theirs')).toBe(true);
    const before = await row();
    // They wait in its inbox, so that they are the first that it does when it goes on.
    const late = [holder.setPointer(lost, 'late'), holder.renew(lost), holder.release(lost)];
    holder.signal('SIGCONT');
    expect(await Promise.all(late)).toEqual([false, false, undefined]);
    await until('the report of the loss', () => holder.losses > 0);
    expect(await holder.renew(lost)).toBe(false);
    expect(holder.losses).toBe(1);
    expect(await row()).toEqual(before);
    expect(before).toMatchObject({ ...lease, live_generation: 'theirs' });
  });

  it('refuses to set the pointer without the right holder and token', async () => {
    const holder = await contender();
    const lease = await acquired(holder);
    expect(await holder.setPointer(lease, 'first')).toBe(true);
    const before = await row();
    for (const wrong of [
      { ...lease, token: lease.token - 1 },
      { ...lease, token: lease.token + 1 },
      { ...lease, holder: 'another' },
    ]) {
      expect(await holder.setPointer(wrong, 'second')).toBe(false);
      expect(await holder.renew(wrong)).toBe(false);
      await holder.release(wrong);
    }
    expect(await row()).toEqual(before);
    expect(before).toMatchObject({ live_generation: 'first' });
  });

  it('is over once it has expired, even if no other process wants it', async () => {
    const holder = await contender(0.2);
    const lease = await acquired(holder);
    await until('the expiry', async () => !(await holder.read()).held);
    const before = await row();
    expect(await holder.setPointer(lease, 'late')).toBe(false);
    expect(await holder.renew(lease)).toBe(false);
    expect(await row()).toEqual(before);
  });

  it('has one row, however many processes create it at once', async () => {
    const processes = await Promise.all([contender(), contender()]);
    const names = Array.from({ length: 20 }, (_, index) => `index-${index}`);
    for (const name of names) {
      await Promise.all(processes.map((each) => each.ensureRow(name)));
      expect(await rows(name)).toMatchObject([{ name, token: 0, holder: null, live_generation: null }]);
    }
    const lease = await acquired(processes[0]);
    const before = await row();
    await Promise.all(processes.map((each) => each.ensureRow(NAME)));
    // Every database has an id of its own, which the first of them has given it.
    expect(await row()).toEqual({ ...before, installation: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(before).toMatchObject(lease);
  });
});
