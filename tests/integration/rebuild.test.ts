import { TestApp } from '../support/test-app';

const EXPERTS = [
  { name: 'Ines Moreau', title: 'Marine biologist', bio: 'Studies how coral reefs recover after bleaching and trains divers to count fish along transects.' },
  { name: 'Tomás Quispe', title: 'Bridge engineer', bio: 'Designs suspension bridges and checks steel cables for fatigue before they fail.' },
  { name: 'Aiko Hayashi', title: 'Pastry chef', bio: 'Bakes laminated doughs and teaches how butter temperature decides the layers of a croissant.' },
];

describe('a rebuild on real parts', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.call('grantSearchToPublic');
  });

  afterAll(() => app.remove());

  it('says that there is nothing to search before the first rebuild', async () => {
    const { status, headers, body } = await app.search('coral');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body).toMatchObject({ error: { details: { code: 'NO_GENERATION' } } });
    expect(await app.status()).toMatchObject({ status: 'idle', run: null, generation: null });
  });

  it('indexes the published experts and finds them by meaning', async () => {
    await app.createExperts(EXPERTS);
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'completed',
      startedBy: 'Ada Admin',
      records: { total: 3, embedded: 3, reused: 0, failed: 0 },
      error: null,
    });
    const { status, body } = await app.search('someone who knows about life in the ocean');
    expect(status).toBe(200);
    expect(body.data[0].name).toBe('Ines Moreau');
    expect(body.meta.generation).toBe(run.generation);
  });
});
