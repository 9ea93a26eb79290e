import type { ListRunsResponse, Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { ContentManager } from '../support/content-manager';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const QUIET_MS = 1_000;

describe('a rebuild that drift starts automatically', () => {
  const folder = temporaryFolder();
  const settings = {
    ...WITHOUT_PASSAGES,
    overlay: false,
    drift: { rebuild: { quietSeconds: QUIET_MS / 1000, share: 0.05, maxAgeHours: 24 } },
  };
  const env = { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) };
  let app: TestApp;
  let ids: string[];

  beforeAll(async () => {
    app = await TestApp.start({ folder, env });
    ids = await app.createExperts(sampleExperts(12));
    await app.rebuild();
  });

  afterAll(() => app.remove());

  const automatic = async (): Promise<Run[]> => {
    const { body } = await app.request<ListRunsResponse>('GET', '/index-rebuild/runs?pageSize=50');
    return body.data.filter(({ trigger }) => trigger === 'drift').reverse();
  };

  const ended = (count: number): Promise<Run[]> =>
    until(`${count} runs`, async () => {
      const runs = (await automatic()).filter(({ finishedAt }) => finishedAt !== null);
      return runs.length >= count && runs;
    });

  /** A restart takes many of the turns in which a rebuild could start. */
  const restart = async (): Promise<void> => {
    const { checkedAt } = (await app.driftList()).meta.drift ?? {};
    await app.stop();
    app = await TestApp.start({ folder, env });
    await until(
      'the check at the start',
      async () => (await app.driftList()).meta.drift?.checkedAt !== checkedAt
    );
  };

  it('runs once after the last edit, shows in the history and leaves no drift', async () => {
    for (const documentId of ids.slice(0, 3)) {
      await app.call('updateExpert', {
        documentId,
        data: { bio: 'Moved to the mountains and keeps goats.' },
      });
    }
    const [run] = await ended(1);
    expect(run).toMatchObject({
      status: 'completed',
      trigger: 'drift',
      startedBy: null,
      records: { embedded: 3, reused: 9 },
    });
    expect(await app.drift()).toMatchObject({ added: 0, changed: 0, removed: 0, level: 'none' });
  });

  it('does not undo a rollback, but follows the next edit', async () => {
    const target = (await app.generations()).find(({ live }) => !live)?.id as string;
    await app.ended((await app.restore(target)).body.data.id);
    expect(await app.drift()).toMatchObject({ changed: 3, level: 'warning' });
    await restart();
    expect(await automatic()).toHaveLength(1);
    expect(await app.drift()).toMatchObject({ changed: 3 });
    await app.call('updateExpert', { documentId: ids[4], data: { bio: 'Took up sailing.' } });
    const [, run] = await ended(2);
    expect(run).toMatchObject({ status: 'completed', records: { embedded: 1, reused: 11 } });
    expect(await app.drift()).toMatchObject({ level: 'none' });
  });

  it('waits ever longer after failures', async () => {
    // Less than half of the index is left: every rebuild is refused.
    await new ContentManager(app).bulk('bulkUnpublish', ids.slice(0, 8), 'en');
    const failed = (await ended(5)).slice(2);
    expect(failed.map(({ error }) => error?.code)).toEqual(Array(3).fill('SOURCE_SHRUNK'));
    const pauses = [1, 2].map(
      (index) => Date.parse(failed[index].startedAt) - Date.parse(failed[index - 1].finishedAt as string)
    );
    expect(pauses[0]).toBeGreaterThanOrEqual(2 * QUIET_MS);
    expect(pauses[1]).toBeGreaterThanOrEqual(4 * QUIET_MS);
    expect(await app.drift()).toMatchObject({ removed: 8, level: 'warning' });
  });
});
