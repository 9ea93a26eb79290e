import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { createGenerations } from '../../src/plugins/index-rebuild/server/src/services/generations';
import { EXIT, exitCodeOfVerified } from '../../src/plugins/index-rebuild/server/src/cli/exit-codes';
import { generationsText } from '../../src/plugins/index-rebuild/server/src/cli/output';
import { listGenerationsResponseSchema } from '../../src/plugins/index-rebuild/shared/contracts';

const CREATED = new Date('2026-01-31T12:01:05.000Z');

const rowOf = (name: string) => ({
  ...{ name, state: 'retired', run: '7', token: 7, createdAt: CREATED },
  ...{ records: 3, specHash: 'f00d', model: 'a model', bytes: 2 * 1024 * 1024 },
});

const away = () => new IndexRebuildError('SEARCH_CLUSTER_UNAVAILABLE', 'OpenSearch: no answer.');
const deviceGone = () => Object.assign(new Error('EACCES'), { code: 'EACCES' });

/** What looking at each of them comes to. */
const WORLD: Record<string, () => boolean> = {
  '9-incluster0': () => {
    throw away();
  },
  '8-ondisk0000': () => true,
  '7-gone000000': () => false,
  '6-unreadable': () => {
    throw deviceGone();
  },
};

describe('the list of kept generations', () => {
  const open = (isUploaded: () => Promise<boolean> = async () => true) =>
    createGenerations({
      catalog: { read: async () => ({ liveGeneration: '9-incluster0' }) },
      generations: { complete: async () => Object.keys(WORLD).map(rowOf) },
      backend: {
        holds: async (name: string) => WORLD[name](),
        isUploaded,
        async verify(name: string) {
          if (!WORLD[name]()) throw new IndexRebuildError('GENERATION_MISSING', 'gone');
        },
        verifyUploaded: async () => {},
      },
      currentSpec: () => Promise.reject(new IndexRebuildError('EMBEDDER_UNAVAILABLE', 'no model')),
    } as never);

  it('has what the database knows but what is gone, with what keeps each from being looked at', async () => {
    const { data } = listGenerationsResponseSchema.parse({ data: await open().list() });
    expect(data.map(({ id, live, problem }) => [id, live, problem?.code ?? null])).toEqual([
      ['9-incluster0', true, 'SEARCH_CLUSTER_UNAVAILABLE'],
      ['8-ondisk0000', false, null],
      ['6-unreadable', false, 'STORAGE_DENIED'],
    ]);
  });

  it('says of those on this disk that others cannot have them while the store is away', async () => {
    const storeAway = () =>
      Promise.reject(new IndexRebuildError('ARTIFACT_STORE_UNAVAILABLE', 'The artifact store is away.'));
    const found = (await open(storeAway).list()).find(({ id }) => id === '8-ondisk0000');
    expect(found?.problem?.code).toBe('ARTIFACT_STORE_UNAVAILABLE');
    const lost = await open(async () => false).list();
    expect(lost.find(({ id }) => id === '8-ondisk0000')?.problem).toBeNull();
  });

  it('is printed with the marks and the reasons', async () => {
    const text = generationsText(await open().list());
    expect(text).toMatch(/^9-incluster0 .*older spec, not reachable$/m);
    expect(text).toMatch(/^8-ondisk0000 .*older spec$/m);
    expect(text).toMatch(/\nOpenSearch: no answer\.\n/);
  });

  it('says of each what verifying it comes to', async () => {
    expect((await open().verify()).map(({ generation, problem }) => [generation, problem?.code])).toEqual([
      ['9-incluster0', 'SEARCH_CLUSTER_UNAVAILABLE'],
      ['8-ondisk0000', undefined],
      ['6-unreadable', 'GENERATION_CORRUPT'],
    ]);
  });

  it('counts as damaged only if something is, and not because its place is away', () => {
    expect(exitCodeOfVerified([])).toBe(EXIT.ok);
    expect(exitCodeOfVerified(['SEARCH_CLUSTER_UNAVAILABLE', 'ARTIFACT_STORE_UNAVAILABLE'])).toBe(
      EXIT.unexpected
    );
    expect(exitCodeOfVerified(['SEARCH_CLUSTER_UNAVAILABLE', 'GENERATION_CORRUPT'])).toBe(EXIT.damaged);
  });
});
