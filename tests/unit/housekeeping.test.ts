import type { Lease } from '../../src/plugins/index-rebuild/server/src/domain/lease';
import { leaseTimings } from '../../src/plugins/index-rebuild/server/src/domain/lease';
import type { KnownGeneration } from '../../src/plugins/index-rebuild/server/src/domain/retention';
import {
  collect,
  tidyAtBoot,
  type CollectPorts,
} from '../../src/plugins/index-rebuild/server/src/services/housekeeping';

const NOW = new Date('2026-02-01T12:00:00Z');
const LEASE: Lease = { holder: 'run-7', token: 7 };

type Row = KnownGeneration & { run: string };

/** A catalog, rows and a disk in memory, and what was done to them in its order. */
class World {
  readonly done: string[] = [];

  readonly warnings: string[] = [];

  rows: Row[] = [];

  disk: { id: string; complete: boolean }[] = [];

  live: string | null = null;

  holder: string | null = LEASE.holder;

  token = LEASE.token;

  held = true;

  renewals = 0;

  /** Called before each removal is done. */
  onRemove: (id: string) => void | Promise<void> = () => {};

  add(name: string, state: KnownGeneration['state'], complete: boolean): void {
    const createdAt = new Date(NOW.getTime() - (100 - this.rows.length) * 1000);
    this.rows.push({ name, state, createdAt, run: `run-of-${name}` });
    this.disk.push({ id: name, complete });
  }

  private move(name: string, state: KnownGeneration['state']): void {
    this.rows = this.rows.map((row) => (row.name === name ? { ...row, state } : row));
  }

  readonly ports: CollectPorts & Parameters<typeof tidyAtBoot>[0] = {
    catalog: {
      read: async () => ({
        holder: this.holder,
        token: this.token,
        held: this.held,
        liveGeneration: this.live,
      }),
      acquire: async (holder) => {
        Object.assign(this, { holder, token: 8, held: true });
        return { holder, token: 8 };
      },
      renew: async () => {
        this.renewals += 1;
        return true;
      },
      release: async () => {
        this.held = false;
      },
    },
    generations: {
      all: async () => this.rows as never,
      find: async (name) => (this.rows.find((row) => row.name === name) ?? null) as never,
      markLive: async (name, token) => {
        this.done.push(`live ${name} ${token}`);
        this.move(name, 'live');
      },
      discard: async (name, token) => {
        this.done.push(`discard ${name} ${token}`);
        this.move(name, 'discarded');
      },
      forget: async (name) => {
        this.done.push(`forget ${name}`);
        this.rows = this.rows.filter((row) => row.name !== name);
      },
    },
    runs: {
      prune: async (_, spared) => {
        this.done.push(`prune but ${spared.join()}`);
        return 0;
      },
    },
    processId: 'own',
    replicaStore: { all: async () => this.replicas as never },
    backend: {
      loadsWhole: true,
      list: async () => this.disk.map((found) => ({ ...found, changedAt: NOW })),
      remove: async (id) => {
        await this.onRemove(id);
        this.done.push(`remove ${id}`);
        this.disk = this.disk.filter((found) => found.id !== id);
      },
    },
    ownGenerations: new Set(),
    clock: { now: () => NOW },
    timings: leaseTimings(3),
    settings: { retention: { generations: 2, partialBuilds: 1, runs: 10 } },
    log: { debug: () => {}, warn: (message) => void this.warnings.push(message) },
  };

  replicas: { process: string; generation: string | null; silentMs: number }[] = [];

  get removed(): string[] {
    return this.done.flatMap((line) => (line.startsWith('remove ') ? [line.slice('remove '.length)] : []));
  }
}

describe('collect', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
    world.add('first', 'retired', true);
    world.add('second', 'retired', true);
    world.add('failed-1', 'discarded', false);
    world.add('failed-2', 'discarded', false);
    world.add('third', 'live', true);
    world.live = 'third';
  });

  it('removes what is not kept and deletes its row only once its files are gone', async () => {
    await collect(world.ports, { lease: LEASE });
    expect(world.done).toEqual([
      'live third 7',
      'discard first 7',
      'remove first',
      'remove failed-1',
      'forget first',
      'forget failed-1',
      'prune but run-of-second,run-of-third',
    ]);
  });

  it('keeps what other processes answer from and ask for every search', async () => {
    world.replicas = [
      { process: 'own', generation: 'first', silentMs: 0 },
      { process: 'other', generation: 'first', silentMs: 2_000 },
      { process: 'idle', generation: null, silentMs: 0 },
    ];
    const elsewhere = { ...world.ports, backend: { ...world.ports.backend, loadsWhole: false } };
    await collect(elsewhere, { lease: LEASE });
    expect(world.removed).toEqual(['failed-1']);
    // It has said nothing for a minute, and answers nobody.
    world.replicas[1].silentMs = 60_000;
    await collect(elsewhere, { lease: LEASE });
    expect(world.removed).toEqual(['failed-1', 'first']);
  });

  it('does not ask who answers from what where searchers need it no more', async () => {
    world.replicas = [{ process: 'other', generation: 'first', silentMs: 0 }];
    await collect(world.ports, { lease: LEASE });
    expect(world.removed).toContain('first');
  });

  it('does nothing more when it is called again', async () => {
    await collect(world.ports, { lease: LEASE });
    const before = [...world.done];
    await collect(world.ports, { lease: LEASE });
    expect(world.removed).toEqual(['first', 'failed-1']);
    expect(world.done.slice(before.length)).toEqual(['live third 7', 'prune but run-of-second,run-of-third']);
  });

  it.each<[string, (world: World) => void]>([
    ['another took over', (now) => Object.assign(now, { holder: 'run-8', token: 8 })],
    ['the same holder has it anew', (now) => Object.assign(now, { token: 8 })],
    ['it has expired', (now) => Object.assign(now, { held: false })],
    ['it was released', (now) => Object.assign(now, { holder: null, held: false })],
  ])('changes nothing when this run no longer has the lease: %s', async (_, lose) => {
    lose(world);
    await collect(world.ports, { lease: LEASE });
    expect(world.done).toEqual([]);
  });

  it('stops before the next removal when the lease is lost', async () => {
    world.onRemove = () => void Object.assign(world, { holder: 'run-8', token: 8 });
    await collect(world.ports, { lease: LEASE });
    expect(world.removed).toEqual(['first']);
    expect(world.done.at(-1)).toBe('remove first');
  });

  it('spares a generation that became live meanwhile', async () => {
    world.onRemove = (id) => {
      if (id === 'first') world.live = 'failed-1';
    };
    await collect(world.ports, { lease: LEASE });
    expect(world.removed).toEqual(['first']);
  });

  it('stops before the next removal when it is aborted', async () => {
    const abort = new AbortController();
    world.onRemove = () => abort.abort();
    await collect(world.ports, { lease: LEASE, signal: abort.signal });
    expect(world.removed).toEqual(['first']);
  });

  it('does not throw when the disk refuses, and keeps the row of what it could not remove', async () => {
    world.onRemove = () => Promise.reject(new Error('EACCES'));
    await collect(world.ports, { lease: LEASE });
    expect(world.warnings).toEqual([expect.stringContaining('EACCES')]);
    expect(world.rows).toHaveLength(5);
  });

  it('keeps complete generations that have no row, even after a rebuild', async () => {
    world.disk.push({ id: 'of-before-the-restore', complete: true });
    await collect(world.ports, { lease: LEASE, afterRebuild: true, partialBuilds: 0 });
    expect(world.removed.sort()).toEqual(['failed-1', 'failed-2', 'first']);
    expect(world.disk.map(({ id }) => id)).toContain('of-before-the-restore');
  });
});

describe('tidying up at boot', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('renews its lease for as long as it takes', async () => {
    const world = new World();
    world.add('failed-1', 'discarded', false);
    world.add('failed-2', 'discarded', false);
    world.onRemove = () => new Promise((resolve) => setTimeout(resolve, 10_000));
    const tidying = tidyAtBoot(world.ports);
    await jest.advanceTimersByTimeAsync(10_000);
    await tidying;
    expect(world.renewals).toBeGreaterThanOrEqual(9);
    expect(world.held).toBe(false);
    expect(world.removed).toEqual(['failed-1']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
