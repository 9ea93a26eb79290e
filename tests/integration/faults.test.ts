import { appendFileSync } from 'node:fs';

import { STAGES, type Run, type StageName } from '../../src/plugins/index-rebuild/shared/contracts';
import { Failpoints } from '../support/failpoints';
import { startLoad, type Load } from '../support/load';
import { isAlive } from '../support/processes';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 48;
const CLIENTS = 4;
const REST_MS = 200;
/** With a store that generations are uploaded to, so that there is every stage. */
const SETTINGS = {
  INDEX_REBUILD_SETTINGS: JSON.stringify({ overlay: false, artifacts: { kind: 'db' } }),
};
/** Short, so that a killed Strapi's run is taken over soon. */
const LEASE = { INDEX_REBUILD_LEASE_SECONDS: '2' };

/** The stages whose work the builder does; the others are done in the Strapi process. */
const IN_BUILDER: StageName[] = ['snapshot', 'tag', 'embed', 'build', 'verify'];
/** When one of these begins, nothing is embedded yet. */
const BEFORE_EMBEDDING: StageName[] = ['preflight', 'snapshot', 'tag', 'embed'];
/** When one of these begins, the new generation is live. */
const AFTER_SWAP: StageName[] = ['write-tags', 'compare', 'retire'];

describe('kill -9 in every stage, under constant search', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let asked: TestApp | null = null;
  let load: Load;
  let round = 0;

  const start = async (): Promise<void> => {
    app = await TestApp.start({ folder, env: { ...SETTINGS, ...LEASE, ...failpoints.env } });
    await until('search', async () => (await app.search('coral')).status === 200 || round === 0);
    asked = app;
  };

  /** Changes one record, so that the next rebuild has exactly one to embed. */
  const changeOne = async (): Promise<void> => {
    round += 1;
    const { body } = await app.search('coral reefs', '&limit=1');
    await app.call('updateExpert', {
      documentId: body.data[0].documentId,
      data: { bio: `Counts fish on coral reefs, in round ${round} of the survey.` },
    });
  };

  /** The live generation is complete, answers and equals its manifest. */
  const expectIntact = async (generation: string | null): Promise<void> => {
    const status = await app.status();
    expect(status).toMatchObject({ generation, searchAvailable: true });
    const members = app.manifest(generation as string).records.map(({ documentId }) => documentId);
    expect(members).toHaveLength(RECORDS);
    const { body } = await app.search('steel cables', '&minScore=0&limit=100');
    expect(body.meta.generation).toBe(generation);
    expect(body.data.map(({ documentId }) => documentId).sort()).toEqual([...members].sort());
  };

  /** The next rebuild succeeds and embeds no more than what was changed and not yet embedded. */
  const expectRecovery = async (embedded: number): Promise<void> => {
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'completed',
      records: { total: RECORDS, embedded, reused: RECORDS - embedded, failed: 0 },
    });
    await expectIntact(run.generation);
  };

  beforeAll(async () => {
    await start();
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(RECORDS));
    await app.rebuild();
    load = startLoad(CLIENTS, () => asked, { restMs: REST_MS });
  });

  afterAll(async () => {
    failpoints.clear();
    await load.stop();
    await app.remove();
  });

  it.each(IN_BUILDER)('of the builder in %s: the run fails, nothing is swapped', async (stage) => {
    await changeOne();
    const { generation } = await app.status();
    const id = await failpoints.startRunUntil(app, stage);
    process.kill(app.children('builder')[0], 'SIGKILL');
    expect(await app.ended(id)).toMatchObject({ status: 'failed', error: { code: 'BUILDER_DIED' } });
    failpoints.clear();
    await expectIntact(generation);
    // From build on, the changed record had its vectors on disk already.
    await expectRecovery(BEFORE_EMBEDDING.includes(stage) ? 1 : 0);
  });

  it.each(STAGES)('of the searcher in %s: another one answers, the run completes', async (stage) => {
    await changeOne();
    const id = await failpoints.startRunUntil(app, stage);
    const [searcher] = app.children('searcher');
    process.kill(searcher, 'SIGKILL');
    await until('the end of the searcher', () => !isAlive(searcher));
    expect((await app.search('coral reefs')).status).toBe(200);
    failpoints.clear();
    const run: Run = await app.ended(id);
    expect(run).toMatchObject({ status: 'completed', records: { embedded: 1 } });
    await expectIntact(run.generation);
    await until('one searcher alone', () => app.children('searcher').length === 1);
  });

  it.each(STAGES)('of Strapi in %s: nothing is stuck, the next rebuild takes over', async (stage) => {
    await changeOne();
    const before = await app.status();
    const id = await failpoints.startRunUntil(app, stage);
    const children = [...app.children('builder'), ...app.children('searcher')];
    asked = null;
    await app.kill();
    await until('the end of its children', () => !children.some(isAlive));
    failpoints.clear();
    await start();
    const run = await app.ended(id);
    if (AFTER_SWAP.includes(stage)) {
      // The pointer had moved: the run had reached its aim.
      expect(run).toMatchObject({ status: 'completed' });
      await expectIntact(run.generation);
      await expectRecovery(0);
      return;
    }
    expect(run).toMatchObject({ status: 'interrupted', error: { code: 'RUN_INTERRUPTED' } });
    await expectIntact(before.generation);
    await expectRecovery(BEFORE_EMBEDDING.includes(stage) ? 1 : 0);
  });

  it('fails no search', () => {
    const { seen } = load;
    expect(load.failed()).toEqual([]);
    expect(seen.length).toBeGreaterThan(100);
    const report = process.env.INDEX_REBUILD_TEST_REPORT;
    if (report) appendFileSync(report, `faults: ${seen.length} searches, ${load.failed().length} failed\n`);
  });
});
