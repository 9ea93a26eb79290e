import { DATABASES, type TestDatabase } from '../support/databases';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { knex } from '../support/knex.cjs';
import { SettingsOf, type Section } from '../support/settings';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

/** A change made in one process is in effect in every other one within this time. */
const FOLLOWS_WITHIN_MS = 5_000;

type Retention = typeof RETENTION;

const RETENTION = { generations: 7, partialBuilds: 1, runs: 50 };

const of = (app: TestApp) => new SettingsOf(app);

/** Puts something else into the database than what was set. */
const damage = async ({ knex: config }: TestDatabase, values: Record<string, string>): Promise<void> => {
  const database = knex(config);
  for (const [section, value] of Object.entries(values))
    expect(await database('index_rebuild_settings').where({ section }).update({ value })).toBe(1);
  await database.destroy();
};

describe.each(DATABASES)('settings on $database', ({ open }) => {
  const folder = temporaryFolder();
  const file = { ...WITHOUT_PASSAGES, retention: { generations: 4 } };
  let database: TestDatabase;
  let app: TestApp;
  /** Another process on the same database. */
  let other: TestApp;

  const start = (more: object = {}) =>
    TestApp.start({
      folder,
      env: { ...database.env, INDEX_REBUILD_SETTINGS: JSON.stringify({ ...file, ...more }) },
    });

  beforeAll(async () => {
    database = await open();
    app = await start();
    other = await start();
  });

  afterAll(async () => {
    await other?.stop();
    await app?.remove();
    await database?.close();
  });

  it('come from the file until somebody changes them', async () => {
    const { sections, readOnly, fixed } = await of(app).page();
    expect(readOnly).toBe(false);
    expect(sections.map(({ source, version, changedBy }) => [source, version, changedBy])).toEqual(
      sections.map(() => ['file', 0, null])
    );
    expect(await of(app).read('retention')).toMatchObject({
      value: { generations: 4, partialBuilds: 2, runs: 200 },
      fileValue: { generations: 4, partialBuilds: 2, runs: 200 },
    });
    expect(fixed).toContainEqual({ key: 'api.path', source: null, value: '/search' });
    expect(fixed).toContainEqual({ key: 'sources[0].uid', source: 'Expert', value: 'api::expert.expert' });
  });

  it('that are changed are kept with who did it, and are followed by the other process', async () => {
    await app.call('events', { name: 'index-rebuild.settings.change' });
    const { status, body } = await of(app).change('retention', RETENTION, 'The disk is large.');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      ...{ section: 'retention', value: RETENTION, source: 'admin', version: 1 },
      ...{ changedBy: 'Ada Admin', changedAt: expect.any(String), problem: null },
    });
    await until(
      'the other process',
      async () => (await of(other).inEffect<Retention>('retention')).runs === 50,
      FOLLOWS_WITHIN_MS
    );
    const { data, meta } = await of(other).changes();
    expect(meta.pagination.total).toBe(1);
    expect(data).toEqual([
      {
        ...{ id: expect.any(Number), section: 'retention', kind: 'change', at: expect.any(String) },
        ...{ by: 'Ada Admin', note: 'The disk is large.' },
        ...{ before: { generations: 4, partialBuilds: 2, runs: 200 }, after: RETENTION },
      },
    ]);
    expect(await app.call('events', { name: 'index-rebuild.settings.change' })).toMatchObject([
      { section: 'retention', by: 'Ada Admin', before: { generations: 4 }, after: RETENTION },
    ]);
  });

  it('that somebody else has changed meanwhile are refused, and what they set stays', async () => {
    const { version } = await of(app).read('guards');
    const [first, second] = await Promise.all(
      [app, other].map((one, at) =>
        of(one).put('guards', { version, value: { minShare: 0.1 * (at + 1), maxFailedShare: 0 } })
      )
    );
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect(lost.body.error).toMatchObject({
      name: 'ConflictError',
      details: { code: 'SETTINGS_CHANGED', by: 'Ada Admin' },
    });
    expect((await of(other).read('guards')).value).toEqual(won.body.data.value);
    expect(
      (await of(app).put('guards', { version: 9, value: { minShare: 0, maxFailedShare: 0 } })).status
    ).toBe(409);
    expect((await of(app).changes()).data.filter(({ section }) => section === 'guards')).toHaveLength(1);
  });

  it.each<[Section, unknown, object[]]>([
    ['schedule', { rebuild: 'at night' }, [{ path: ['rebuild'], reason: 'cron' }]],
    ['schedule', { rebuild: null, timeZone: 'Mars' }, [{ path: ['timeZone'], reason: 'timeZone' }]],
    ['drift.check', '61 * * * *', [{ path: [], reason: 'cron' }]],
    ['drift.warning', { share: 0, days: 7 }, [{ path: ['share'], reason: 'above', limit: 0 }]],
    ['drift.rebuild', { quietSeconds: 0 }, [{ path: ['quietSeconds'], reason: 'min', limit: 1 }]],
    [
      'retention',
      { generations: 0, partialBuilds: 1.5, runs: 'many' },
      [
        { path: ['generations'], reason: 'min', limit: 1 },
        { path: ['partialBuilds'], reason: 'whole' },
        { path: ['runs'], reason: 'type' },
      ],
    ],
    ['guards', { minShare: 2, maxFailedShare: 0 }, [{ path: ['minShare'], reason: 'max', limit: 1 }]],
    ['guards', { minShare: 1, maxFailedShare: 0, maxTextLength: 1 }, [{ path: [], reason: 'unknown' }]],
    ['goldenQueries', { stopOnDrop: 'no' }, [{ path: ['stopOnDrop'], reason: 'type' }]],
    ['overlay', { maxRecords: 0 }, [{ path: ['maxRecords'], reason: 'min', limit: 1 }]],
    ['overlay', true, [{ path: [], reason: 'type' }]],
    ['insights', { minCount: 5000 }, [{ path: ['minCount'], reason: 'max', limit: 1000 }]],
  ])('%s cannot be %j', async (section, value, errors) => {
    const before = await of(app).read(section);
    const { status, body } = await of(app).change(section, value);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'ValidationError',
      details: { code: 'SETTINGS_INVALID', errors },
    });
    expect(await of(app).read(section)).toEqual(before);
  });

  it('of other names, or without a version, are refused', async () => {
    expect((await of(app).put('embedder', { value: {}, version: 0 })).status).toBe(400);
    const { status, body } = await of(app).put('retention', { value: RETENTION });
    expect([status, body.error.details.code]).toEqual([400, 'INVALID_REQUEST']);
  });

  it('that are reset have the value of the file again, in both processes', async () => {
    const { status, body } = await of(other).reset('retention');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ source: 'file', version: 2, value: { generations: 4, runs: 200 } });
    await until(
      'the other process',
      async () => (await of(app).inEffect<Retention>('retention')).runs === 200,
      FOLLOWS_WITHIN_MS
    );
    expect((await of(app).changes('?pageSize=1')).data).toMatchObject([{ kind: 'reset', before: RETENTION }]);
  });

  it('are shown and changed by those alone who may', async () => {
    const reader = await app.signInAs('reader', ['plugin::index-rebuild.settings.read']);
    const nobody = await app.signInAs('nobody', ['plugin::index-rebuild.read']);
    const get = (path: string, token: string) =>
      app.request('GET', `/index-rebuild/settings${path}`, { token });
    for (const path of ['', '/changes', '/times?rule=0 3 * * *']) {
      expect([(await get(path, reader)).status, (await get(path, nobody)).status]).toEqual([200, 403]);
    }
    const { version } = await of(app).read('overlay');
    expect((await of(app).put('overlay', { value: false, version }, reader)).status).toBe(403);
    const url = '/index-rebuild/settings/overlay/reset';
    expect((await app.request('POST', url, { body: { version }, token: reader })).status).toBe(403);
    expect((await app.request('GET', '/index-rebuild/settings', { token: null })).status).toBe(401);
  });

  it('tell when a schedule comes true', async () => {
    const times = (query: string) =>
      app.request<{ data: string[] }>('GET', `/index-rebuild/settings/times?${query}`);
    const { body } = await times('rule=0 3 * * *&timeZone=Asia/Tokyo');
    expect(body.data.map((time) => time.slice(10))).toEqual(Array(3).fill('T18:00:00.000Z'));
    expect((await times('rule=0 3 31 2 *')).body.data).toEqual([]);
    expect((await times('rule=often')).status).toBe(400);
  });

  it('that a later version does not allow do not stop Strapi', async () => {
    await of(app).change('insights', { retentionDays: 30, minCount: 2, maxQueries: 100 });
    await app.stop();
    await other.stop();
    await damage(database, { insights: '{"retentionDays":4000}', guards: '{"minShare":' });
    app = await start();
    expect(app.log).toMatch(/the stored setting insights cannot be used.*retentionDays/);
    expect(await of(app).read('insights')).toMatchObject({
      ...{ source: 'file', value: false },
      problem: expect.stringContaining('retentionDays'),
    });
    expect(await of(app).read('guards')).toMatchObject({ source: 'file', problem: expect.any(String) });
    // Setting it anew mends it.
    expect((await of(app).change('guards', { minShare: 0.2, maxFailedShare: 0.1 })).status).toBe(200);
    expect(await of(app).read('guards')).toMatchObject({ source: 'admin', problem: null });
  });

  it('do not count where the file says so, and cannot be changed there', async () => {
    await app.stop();
    app = await start({ adminSettings: false });
    expect(await of(app).page()).toMatchObject({ readOnly: true });
    expect(await of(app).read('guards')).toMatchObject({ source: 'file', value: { minShare: 0.5 } });
    const { status, body } = await of(app).change('guards', { minShare: 0.3, maxFailedShare: 0 });
    expect([status, body.error.details.code]).toEqual([403, 'SETTINGS_READ_ONLY']);
    await app.stop();
    app = await start();
    expect(await of(app).read('guards')).toMatchObject({ source: 'admin', value: { minShare: 0.2 } });
    other = await start();
  });
});
