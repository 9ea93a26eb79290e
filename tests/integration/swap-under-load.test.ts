import { readdirSync } from 'node:fs';
import os from 'node:os';

import { startLoad } from '../support/load';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp, WITHOUT_OVERLAY } from '../support/test-app';

const IN_FLIGHT = 20;

const threadsOf = (pid: number): number[] => readdirSync(`/proc/${pid}/task`).map(Number);

describe('search while rebuilds swap the index', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: WITHOUT_OVERLAY });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(120));
    await app.rebuild();
  });

  afterAll(() => app.remove());

  it('answers every query, each from one generation, and shows each rebuild at once', async () => {
    const members = new Map<string, Set<string>>();
    const remember = (generation: string | null): void => {
      const { records } = app.manifest(generation as string);
      members.set(generation as string, new Set(records.map(({ documentId }) => documentId)));
    };
    remember((await app.status()).generation);
    const load = startLoad(IN_FLIGHT, () => app);

    for (const name of ['Ava', 'Ben', 'Cem']) {
      const [documentId] = await app.createExperts([beekeeper(name)]);
      const { body } = await app.search('coral reefs');
      await app.call('updateExpert', {
        documentId: body.data[0].documentId,
        data: { bio: `Counts fish on coral reefs and reports to ${name}.` },
      });
      const run = await app.rebuild();
      expect(run).toMatchObject({ status: 'completed', records: { embedded: 2, failed: 0 } });
      const first = await app.search(`beekeeper ${name}, honey bees on city roofs`);
      expect(first.body.meta.generation).toBe(run.generation);
      expect(first.body.data.map((expert) => expert.documentId)).toContain(documentId);
      remember(run.generation);
    }
    await load.stop();

    expect(load.failed()).toEqual([]);
    expect(load.seen.length).toBeGreaterThan(IN_FLIGHT * 4);
    expect(new Set(load.seen.map(({ generation }) => generation))).toEqual(new Set(members.keys()));
    const strangers = load.seen.flatMap(({ generation, ids }) =>
      ids.filter((id) => !members.get(generation)?.has(id))
    );
    expect(strangers).toEqual([]);
    expect(load.seen.every(({ ids }) => ids.length === 10)).toBe(true);
    expect(app.children('searcher')).toHaveLength(1);
    expect(app.children('builder')).toHaveLength(0);
    // Whatever it had while it loaded beside the one before.
    const [searcher] = app.children('searcher');
    expect(new Set(threadsOf(searcher).map((id) => os.getPriority(id)))).toEqual(new Set([os.getPriority()]));
  });
});
