import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

type Told = { event: string; run?: Record<string, unknown>; generation?: string; reason?: string };

const HEALTH = '/api/search/health';
const METRICS = '/api/index-rebuild/metrics';

describe('operations', () => {
  let app: TestApp;
  /** What a webhook of Strapi's was sent. */
  const told: Told[] = [];
  let receiver: Server;
  let scraper: string;

  const health = () =>
    app.request<{ data: object; error: { details: { code: string } } }>('GET', HEALTH, { token: null });

  /** Values by their whole name with labels, as a scrape has them. */
  const scrape = async (): Promise<Record<string, number>> => {
    const { body } = await app.request<string>('GET', METRICS, { token: scraper });
    const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.lastIndexOf(' ')),
        Number(line.slice(line.lastIndexOf(' ') + 1)),
      ])
    );
  };

  const toldOf = (event: string) => until(event, () => told.find((one) => one.event === event));

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        told.push(JSON.parse(Buffer.concat(parts).toString()));
        response.end();
      });
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    app = await TestApp.start();
    await app.call('grantSearchToPublic');
    const { port } = receiver.address() as AddressInfo;
    const events = ['started', 'completed', 'failed', 'cancelled', 'cancel-requested'].map(
      (name) => `index-rebuild.run.${name}`
    );
    const body = {
      name: 'operators',
      url: `http://127.0.0.1:${port}/`,
      headers: {},
      events: [...events, 'index-rebuild.searcher.down'],
    };
    expect((await app.request('POST', '/admin/webhooks', { body })).status).toBe(201);
    const token = { name: 'scraper', type: 'custom', lifespan: null };
    const permissions = ['plugin::index-rebuild.metrics.find'];
    const made = await app.request<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', {
      body: { ...token, permissions },
    });
    scraper = made.body.data.accessKey;
  });

  afterAll(async () => {
    await app?.remove();
    receiver?.close();
  });

  it('is not ready before there is an index, and says why', async () => {
    const { status, body, headers } = await health();
    expect(status).toBe(503);
    expect(body.error.details.code).toBe('NO_GENERATION');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const values = await scrape();
    expect(values).toMatchObject({ index_rebuild_ready: 0, index_rebuild_run_active: 0 });
    expect(values.index_rebuild_live_generation_records).toBeUndefined();
  });

  it('shows metrics to nobody without the permission', async () => {
    expect((await app.request('GET', METRICS, { token: null })).status).toBe(403);
  });

  it('is ready through a whole rebuild, in which metrics can be read', async () => {
    await app.createExperts(sampleExperts(40));
    await app.rebuild();
    const { generation } = await app.status();
    await app.createExperts(sampleExperts(200).map((expert) => ({ ...expert, location: 'Lima' })));
    const { body } = await app.startRun();
    const seen: number[] = [];
    let scrapes = 0;
    let active = 0;
    while ((await app.run(body.data.id)).finishedAt === null) {
      seen.push((await health()).status);
      const values = await scrape();
      scrapes += 1;
      active += values.index_rebuild_run_active;
      expect(values.index_rebuild_ready).toBe(1);
    }
    expect(new Set(seen)).toEqual(new Set([200]));
    expect(active).toBeGreaterThan(0);
    expect(active).toBeLessThanOrEqual(scrapes);
    expect((await health()).body).toEqual({ data: { ready: true, current: true } });
    const values = await scrape();
    const run = await app.run(body.data.id);
    expect(values).toMatchObject({
      index_rebuild_generation_is_current: 1,
      [`index_rebuild_live_generation{generation="${run.generation}"}`]: 1,
      index_rebuild_live_generation_records: 240,
      'index_rebuild_run_duration_seconds_count{kind="rebuild",status="completed"}': 2,
    });
    expect(values[`index_rebuild_live_generation{generation="${generation}"}`]).toBeUndefined();
    expect(values.index_rebuild_storage_free_bytes).toBeGreaterThan(0);
    expect(values.index_rebuild_storage_used_bytes).toBeGreaterThan(0);
  });

  it('counts searches by mode with their time, and refusals by code', async () => {
    const before = await scrape();
    for (const mode of ['hybrid', 'lexical', 'lexical']) await app.search('coral', `&mode=${mode}`);
    await app.search('');
    const after = await scrape();
    const grown = (name: string): number => after[name] - (before[name] ?? 0);
    expect(grown('index_rebuild_search_duration_seconds_count{mode="lexical"}')).toBe(2);
    expect(grown('index_rebuild_search_duration_seconds_count{mode="hybrid"}')).toBe(1);
    expect(grown('index_rebuild_search_duration_seconds_bucket{le="+Inf",mode="lexical"}')).toBe(2);
    expect(grown('index_rebuild_search_errors_total{code="QUERY_EMPTY"}')).toBe(1);
  });

  it('shows drift and what the overlay holds', async () => {
    const [id] = await app.createExperts([{ name: 'Nora New', bio: 'Restores medieval clocks.' }]);
    expect(id).toBeDefined();
    const values = await until('the overlay', async () => {
      const read = await scrape();
      return read.index_rebuild_overlay_records === 1 && read;
    });
    expect(values['index_rebuild_drift_records{kind="added"}']).toBe(1);
    expect(values['index_rebuild_drift_records{kind="removed"}']).toBe(0);
  });

  it('tells webhooks of runs that started, ended and were cancelled', async () => {
    expect(await toldOf('index-rebuild.run.started')).toMatchObject({
      run: { kind: 'rebuild', startedBy: 'Ada Admin', trigger: 'admin' },
    });
    expect(await toldOf('index-rebuild.run.completed')).toMatchObject({
      run: { kind: 'rebuild', status: 'completed', records: { total: 40 } },
    });
    const { body } = await app.startRun();
    await app.cancel(body.data.id);
    const { id } = await app.ended(body.data.id);
    expect(await toldOf('index-rebuild.run.cancel-requested')).toMatchObject({
      run: { id, cancelledBy: 'Ada Admin' },
    });
    expect(await toldOf('index-rebuild.run.cancelled')).toMatchObject({ run: { id, status: 'cancelled' } });
  });

  it('is not ready while its searcher is down, and tells of it', async () => {
    const [searcher] = app.children('searcher');
    process.kill(searcher, 'SIGSTOP');
    const stuck = await until('a process that is not ready', async () => {
      const { status, body } = await health();
      return status === 503 && body.error.details.code;
    });
    expect(stuck).toBe('SEARCHER_UNAVAILABLE');
    expect((await scrape()).index_rebuild_ready).toBe(0);
    process.kill(searcher, 'SIGKILL');
    await until('a process that is ready again', async () => (await health()).status === 200);
    expect(await toldOf('index-rebuild.searcher.down')).toMatchObject({
      reason: expect.stringContaining('SIGKILL'),
    });
    expect((await scrape()).index_rebuild_searcher_deaths_total).toBe(1);
  });
});
