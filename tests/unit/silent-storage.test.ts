import { createMetrics } from '../../src/plugins/index-rebuild/server/src/adapters/metrics';
import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { createMetricsReport } from '../../src/plugins/index-rebuild/server/src/services/metrics';
import { createStorageReport } from '../../src/plugins/index-rebuild/server/src/services/storage-report';

/* What the status and monitoring say while a disk or a cluster does not answer. */

const CHANGED = new Date('2026-01-31T12:00:00.000Z');
const away = () => new IndexRebuildError('SEARCH_CLUSTER_UNAVAILABLE', 'OpenSearch: no answer.');

describe('what is known of the storage', () => {
  const open = () => {
    const world = {
      now: 0,
      asked: 0,
      list: async () => [{ id: '3-unknown0', complete: false, changedAt: CHANGED }],
    };
    const report = createStorageReport({
      store: { installation: 'a'.repeat(32), otherInstallations: async () => 0 },
      backend: {
        list() {
          world.asked += 1;
          return world.list();
        },
      },
      generations: { all: async () => [] },
      clock: { now: () => new Date(world.now) },
      log: { info: () => {}, warn: () => {} },
    } as never);
    return { world, report };
  };

  it('is read again after some seconds, once for all who ask', async () => {
    const { world, report } = open();
    await Promise.all([report.read(), report.read()]);
    await report.read();
    expect(world.asked).toBe(1);
    world.now += 5_000;
    await Promise.all([report.read(), report.read()]);
    expect(world.asked).toBe(2);
  });

  it('is told with the reason when it cannot be read', async () => {
    const { world, report } = open();
    world.list = () => Promise.reject(away());
    expect(await report.read()).toMatchObject({ error: { code: 'SEARCH_CLUSTER_UNAVAILABLE' } });
  });

  it('is what was found before while nobody answers, and what is found when somebody does', async () => {
    const { world, report } = open();
    const before = await report.read();
    let answer: (found: []) => void = () => {};
    world.list = () => new Promise((resolve) => (answer = resolve as never));
    world.now += 5_000;
    expect(await report.read()).toBe(before);
    answer([]);
    expect(await report.read()).toMatchObject({ unknownGenerations: [], error: null });
    expect(world.asked).toBe(2);
  });
});

describe('what monitoring reads', () => {
  it.each([
    ['refuses', () => Promise.reject(away())],
    ['is silent', () => new Promise<number>(() => {})],
  ])('has all but the free space while what holds the index %s', async (_, freeBytes) => {
    const warnings: string[] = [];
    const report = createMetricsReport(
      {
        metrics: createMetrics(),
        catalog: { read: async () => ({ liveGeneration: '7-live000' }) },
        generations: {
          complete: async () => [{ name: '7-live000', bytes: 5, records: 3, createdAt: CHANGED }],
        },
        backend: { freeBytes },
        live: { generation: '7-live000' },
        clock: { now: () => CHANGED },
        log: { warn: (message: string) => void warnings.push(message) },
      } as never,
      {
        health: { check: () => Promise.reject(away()) },
        drift: { read: async () => null, overlay: { status: () => null } },
        runs: { findActive: async () => null },
        admission: { waiting: () => 0 },
      }
    );
    const { text } = await report.read();
    expect(text).toMatch(/ready 0$/m);
    expect(text).toMatch(/storage_used_bytes 5$/m);
    expect(text).not.toMatch(/storage_free_bytes \d/);
    expect(warnings).toHaveLength(1);
  });
});
