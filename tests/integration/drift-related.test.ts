import { expertSource } from '../support/expert-source';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const EMPLOYER = 'api::employer.employer';

describe('a text that comes from a related document', () => {
  const source = {
    ...expertSource({ maxPerRecord: 0 }),
    template: '{name}\n{title}, {employer.name}\n{bio}',
  };
  const env = { TEST_EMPLOYERS: 'true', INDEX_REBUILD_SETTINGS: JSON.stringify({ sources: [source] }) };
  let app: TestApp;
  let employer: string;
  let hired: string[];

  const call = <T = unknown>(action: string, params: object): Promise<T> =>
    app.call('document', { action, uid: EMPLOYER, ...params });

  beforeAll(async () => {
    app = await TestApp.start({ folder: temporaryFolder(), env });
    await app.call('grantSearchToPublic');
    const made = await call<{ documentId: string }>('create', {
      data: { name: 'Zephyr Ballooning' },
      status: 'published',
    });
    employer = made.documentId;
    const experts = sampleExperts(6).map((expert, index) => (index < 2 ? { ...expert, employer } : expert));
    hired = (await app.createExperts(experts)).slice(0, 2);
    await app.rebuild();
  });

  afterAll(() => app.remove());

  const drifting = async (): Promise<string[]> =>
    (await app.driftList()).data
      .map(({ kind, cause, documentId }) => `${kind} ${cause} ${documentId}`)
      .sort();

  const both = (what: string): string[] => hired.map((documentId) => `${what} ${documentId}`).sort();

  it('can be searched for', async () => {
    expect(await drifting()).toEqual([]);
    const { data } = (await app.search('zephyr ballooning', '&mode=lexical')).body;
    expect(data.map(({ documentId }) => documentId).sort()).toEqual([...hired].sort());
  });

  it('differs for every record that refers to it, once it is published', async () => {
    await call('update', { documentId: employer, data: { motto: 'Up and away' }, status: 'published' });
    await call('update', { documentId: employer, data: { name: 'Zephyr Airships' } });
    const { body } = await app.request<{ data: object }>('POST', '/index-rebuild/drift/check');
    expect(body.data).toMatchObject({ changed: 0 });
    await call('publish', { documentId: employer });
    await until('drift', async () => (await app.drift())?.changed === 2);
    expect(await drifting()).toEqual(both('changed text'));
  });

  it('differs for a record that is taken away on the page of the related document', async () => {
    const [kept, left] = hired;
    await call('update', { documentId: employer, data: { name: 'Zephyr Ballooning' }, status: 'published' });
    await until('no drift', async () => (await app.drift())?.level === 'none');
    await call('update', { documentId: employer, data: { staff: [kept] }, status: 'published' });
    await until('drift', async () => (await app.drift())?.changed === 1);
    expect(await drifting()).toEqual([`changed text ${left}`]);
    await call('update', { documentId: employer, data: { staff: hired }, status: 'published' });
  });

  it('is unchanged again when the name is, and differs when the document is deleted', async () => {
    await call('update', { documentId: employer, data: { name: 'Zephyr Ballooning' }, status: 'published' });
    await until('no drift', async () => (await app.drift())?.level === 'none');
    await call('delete', { documentId: employer });
    await until('drift', async () => (await app.drift())?.changed === 2);
    expect(await drifting()).toEqual(both('changed text'));
  });
});
