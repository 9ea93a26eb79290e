import { DATABASES, type TestDatabase } from '../support/databases';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

/** The race's rules are the same SQL on both; lease.test.ts presses harder on each. */
const ROUNDS = { SQLite: 50, PostgreSQL: 15 };
/** One run in so many comes to its end; the others are cancelled, for the race is over by then. */
const WHOLE_RUN_EVERY = 5;
/** The limit only ends a test that hangs. */
const ROUNDS_LIMIT_MS = 600_000;

describe.each(DATABASES)('two Strapi processes on one $database database', ({ database: kind, open }) => {
  const rounds = ROUNDS[kind];
  let database: TestDatabase;
  let left: TestApp;
  let right: TestApp;

  beforeAll(async () => {
    database = await open();
    left = await TestApp.start({ env: database.env });
    await left.call('grantSearchToPublic');
    await left.createExperts(sampleExperts(6));
    right = await TestApp.start({ folder: left.folder, env: database.env });
  });

  afterAll(async () => {
    await right?.stop();
    await left?.remove();
    await database?.close();
  });

  it(
    `lets exactly one of two starts at the same moment through, ${rounds} times`,
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const answers = await Promise.all([left.startRun(), right.startRun()]);
        const [won, lost] = answers.sort((a, b) => a.status - b.status);
        expect([won.status, lost.status]).toEqual([202, 409]);
        const { id } = won.body.data;
        expect(lost.body.error.details).toEqual({ code: 'RUN_IN_PROGRESS', run: id });
        const isWhole = round % WHOLE_RUN_EVERY === 0;
        if (!isWhole) expect((await right.cancel(id)).status).toBe(202);
        expect(await left.ended(id)).toMatchObject({ status: isWhole ? 'completed' : 'cancelled' });
      }
      type List = { data: { startedAt: string; finishedAt: string }[] };
      const { body } = await left.request<List>('GET', '/index-rebuild/runs?pageSize=100');
      expect(body.data).toHaveLength(rounds);
      const inOrder = [...body.data].reverse();
      const overlaps = inOrder.filter((run, at) => at > 0 && run.startedAt < inOrder[at - 1].finishedAt);
      expect(overlaps).toEqual([]);
    },
    ROUNDS_LIMIT_MS
  );

  it('shows a run that the other process started', async () => {
    const { body } = await left.startRun();
    expect(await right.status()).toMatchObject({ status: 'running', run: { id: body.data.id } });
    await left.ended(body.data.id);
  });

  it('follows a swap that the other process made', async () => {
    const { generation } = await left.rebuild();
    await until('the other process to follow', async () => {
      const { body } = await right.search('coral');
      return body.meta?.generation === generation;
    });
  });

  it('ends the run of a process that was killed once its lease has expired', async () => {
    await right.stop();
    right = await TestApp.start({
      folder: left.folder,
      env: { ...database.env, INDEX_REBUILD_LEASE_SECONDS: '3' },
    });
    const { body } = await right.startRun();
    await right.kill();
    const run = await left.ended(body.data.id);
    expect(run).toMatchObject({ status: 'interrupted', error: { code: 'RUN_INTERRUPTED' } });
    expect(await left.rebuild()).toMatchObject({ status: 'completed' });
  });
});
