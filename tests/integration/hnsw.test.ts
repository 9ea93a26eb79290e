import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';

const RECORDS = 60;
const CITIES = ['Oslo', 'Lima', 'Hanoi'];

type Manifest = { engine: { kind: string; effort: number | null } };

describe('search on an approximate index', () => {
  let app: TestApp;
  let inLima: string[];

  beforeAll(async () => {
    app = await TestApp.start({
      folder: temporaryFolder(),
      env: { INDEX_REBUILD_SETTINGS: JSON.stringify({ engine: { exactUpTo: 0 } }) },
    });
    await app.call('grantSearchToPublic');
    const experts = sampleExperts(RECORDS).map((expert, at) => ({ ...expert, location: CITIES[at % 3] }));
    inLima = (await app.createExperts(experts)).filter((_, at) => at % 3 === 1);
  });

  afterAll(() => app.remove());

  it('is served by HNSW, with the effort that its manifest names', async () => {
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', records: { embedded: RECORDS } });
    const manifest = app.manifest(run.generation as string) as unknown as Manifest;
    expect(manifest.engine).toMatchObject({ kind: 'hnsw', effort: expect.any(Number) });
    for (const mode of ['semantic', 'hybrid']) {
      const { status, body } = await app.search('work under water', `&mode=${mode}&limit=5`);
      expect(status).toBe(200);
      expect(body.meta.generation).toBe(run.generation);
      expect(body.data).toHaveLength(5);
    }
  });

  it('keeps filters exact: all pages together are exactly what the filter lets through', async () => {
    const found: string[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const { body } = await app.search(
        'bridge engineer',
        `&mode=semantic&minScore=0&filters[location][$eq]=Lima&pagination[page]=${page}&pagination[pageSize]=5`
      );
      expect(body.meta.pagination.total).toBe(inLima.length);
      found.push(...body.data.map(({ documentId }) => documentId));
    }
    expect(found.sort()).toEqual([...inLima].sort());
  });
});
