import config from '../../src/plugins/index-rebuild/server/src/config';
import { engineSchema } from '../../src/plugins/index-rebuild/server/src/config/engine';
import { readSettings } from '../../src/plugins/index-rebuild/server/src/config/settings';

const NODES = ['https://search-1.internal:9200'];

const openSearch = (more: object = {}) => ({ kind: 'opensearch', nodes: NODES, ...more });

/** What the validator says of settings; null when it takes them. */
const problemOf = (settings: object): string | null => {
  try {
    config.validator(settings);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the settings of the engine', () => {
  it('are the embedded one when left out', () => {
    expect(engineSchema.parse(undefined)).toEqual({ kind: 'embedded', exactUpTo: 500_000 });
    // As in versions that had no other one.
    expect(engineSchema.parse({ exactUpTo: 7 })).toEqual({ kind: 'embedded', exactUpTo: 7 });
  });

  it('take a cluster with its defaults', () => {
    expect(engineSchema.parse(openSearch())).toEqual({
      ...{ kind: 'opensearch', nodes: NODES, prefix: 'index-rebuild', ca: null, auth: null },
      ...{ timeoutMs: 30_000, shards: 1, replicas: 1 },
    });
  });

  it.each([
    ['several nodes', { nodes: [...NODES, 'https://search-2.internal'] }],
    [
      'this machine without TLS',
      { nodes: ['http://localhost:9200', 'http://127.0.0.1:9200', 'http://[::1]:9200'] },
    ],
    [
      'credentials by the names of their variables',
      { auth: { kind: 'basic', userEnv: 'A_B', passwordEnv: '_c1' } },
    ],
    ['a token', { auth: { kind: 'bearer', tokenEnv: 'SEARCH_TOKEN' } }],
    ['an authority', { ca: 'config/ca.pem' }],
    ['no copies', { replicas: 0 }],
  ])('take %s', (_, more) => expect(problemOf({ engine: openSearch(more) })).toBeNull());

  it.each([
    ['another kind', { kind: 'elsewhere' }, 'engine.kind'],
    ['no node', { nodes: [] }, 'engine.nodes'],
    ['what is no address', { nodes: ['search-1.internal'] }, 'engine.nodes.0: this is not an address'],
    ['another protocol', { nodes: ['ftp://localhost'] }, 'engine.nodes.0: this is not an address'],
    [
      'another machine without TLS',
      { nodes: [...NODES, 'http://search-2.internal:9200'] },
      'engine.nodes.1: beyond this machine a cluster is only asked over https',
    ],
    [
      'a name that only begins like this machine',
      { nodes: ['http://localhost.example.com'] },
      'engine.nodes.0: beyond this machine',
    ],
    [
      'credentials in an address',
      { nodes: ['https://strapi:secret@search-1.internal'] },
      'engine.nodes.0: credentials belong into the environment',
    ],
    ['credentials without a kind', { auth: { userEnv: 'A', passwordEnv: 'B' } }, 'engine.auth'],
    ['a password', { auth: { kind: 'basic', userEnv: 'A', password: 'secret' } }, 'engine.auth'],
    [
      'a password in place of its variable',
      { auth: { kind: 'basic', userEnv: 'A', passwordEnv: 'se cret!' } },
      'engine.auth.passwordEnv: this is not the name of an environment variable',
    ],
    [
      'a prefix that no index may have',
      { prefix: 'Shop_Search' },
      'engine.prefix: this is not the beginning',
    ],
    ['a prefix of hidden indexes', { prefix: '.shop' }, 'engine.prefix'],
    ['an authority without a name', { ca: '' }, 'engine.ca'],
    ['no time at all', { timeoutMs: 10 }, 'engine.timeoutMs'],
    ['no shard', { shards: 0 }, 'engine.shards'],
    ['half a copy', { replicas: 0.5 }, 'engine.replicas'],
    ['what belongs to the other engine', { exactUpTo: 7 }, 'engine'],
  ])('refuse %s by its name', (_, more, said) => {
    const problem = problemOf({ engine: openSearch(more) });
    expect(problem).toContain(`index-rebuild: ${said}`);
    expect(problem).not.toContain('secret');
  });

  it('refuse what belongs to a cluster without one', () => {
    expect(problemOf({ engine: { kind: 'embedded', nodes: NODES } })).toContain('engine');
  });
});

describe('the settings of an application with a cluster', () => {
  const read = (settings: object) =>
    readSettings({
      contentTypes: {},
      getModel: () => undefined,
      config: { get: (key: string, unset: unknown) => (key.startsWith('plugin::') ? settings : unset) },
      dirs: { app: { root: '/app' }, static: { public: '/app/public' } },
    } as never);

  it('have the path of the authority from the root of the application', () => {
    expect(read({ engine: openSearch({ ca: 'config/ca.pem' }) }).engine).toMatchObject({
      ca: '/app/config/ca.pem',
    });
    expect(read({ engine: openSearch({ ca: '/etc/ca.pem' }) }).engine).toMatchObject({ ca: '/etc/ca.pem' });
  });

  it.each([[{ kind: 'db' }], [{ kind: 's3', bucket: 'b' }]])('refuse the artifact store %j', (artifacts) => {
    expect(() => read({ engine: openSearch(), artifacts })).toThrow(
      /artifacts: .*there are no files to share/
    );
    expect(read({ artifacts }).artifacts).toMatchObject(artifacts);
  });

  it('take the folder, which is the default', () => {
    expect(read({ engine: openSearch(), artifacts: { kind: 'fs' } }).artifacts).toEqual({ kind: 'fs' });
  });
});
