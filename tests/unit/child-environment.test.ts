import { childEnvironment } from '../../src/plugins/index-rebuild/server/src/processes/child';

describe("a child's environment", () => {
  const names = (environment: NodeJS.ProcessEnv, users = [] as { kind: string; apiKeyEnv: string }[]) =>
    Object.keys(childEnvironment({ users, setupDir: '/app/setup' }, environment)).sort();

  it('has what a provider behind a proxy or a private certificate authority needs', () => {
    const network = {
      ...{
        HTTP_PROXY: 'a',
        HTTPS_PROXY: 'b',
        NO_PROXY: 'c',
        http_proxy: 'd',
        https_proxy: 'e',
        no_proxy: 'f',
      },
      ...{ NODE_USE_ENV_PROXY: '1', NODE_USE_SYSTEM_CA: '1', NODE_EXTRA_CA_CERTS: 'g' },
      ...{ SSL_CERT_FILE: 'h', SSL_CERT_DIR: 'i' },
    };
    expect(childEnvironment({ users: [], setupDir: '/app/setup' }, network)).toEqual({
      ...network,
      INDEX_REBUILD_SETUP_DIR: '/app/setup',
      OMP_NUM_THREADS: '1',
    });
  });

  it('has no secrets of the application and no options that load code', () => {
    const secrets = {
      APP_KEYS: 'x',
      DATABASE_PASSWORD: 'x',
      NODE_OPTIONS: '--require x',
      MY_HTTP_PROXY: 'x',
    };
    expect(names({ ...secrets, PATH: '/bin' })).toEqual([
      'INDEX_REBUILD_SETUP_DIR',
      'OMP_NUM_THREADS',
      'PATH',
    ]);
  });

  it('has the key of the provider that the child uses, and no other', () => {
    const users = [{ kind: 'openai-compatible', apiKeyEnv: 'MY_KEY' }];
    expect(names({ MY_KEY: 'x', OTHER_KEY: 'y' }, users)).toEqual([
      'INDEX_REBUILD_SETUP_DIR',
      'MY_KEY',
      'OMP_NUM_THREADS',
    ]);
  });
});
