import { describeDatabase } from '../../src/plugins/index-rebuild/server/src/cli/target';
import { userName } from '../../src/plugins/index-rebuild/server/src/cli/user';

describe('describeDatabase', () => {
  it.each([
    ['better-sqlite3', { filename: '/srv/app/.tmp/data.db' }, '/srv/app/.tmp/data.db'],
    [
      'postgres',
      'postgres://ann:secret@db.example.com:5433/people?ssl=on',
      'postgres://db.example.com:5433/people',
    ],
    [
      'postgres',
      { connectionString: 'postgresql://ann:secret@db.example.com/people', database: 'other' },
      'postgresql://db.example.com/people',
    ],
    [
      'postgres',
      { host: 'db.example.com', port: 5432, database: 'people', user: 'ann', password: 'secret' },
      'postgres://db.example.com:5432/people',
    ],
    [
      'postgres',
      { connectionString: undefined, database: 'people', schema: 'tenant_a', password: 'secret' },
      'postgres://localhost/people (schema tenant_a)',
    ],
    ['postgres', { database: 'people', schema: 'public' }, 'postgres://localhost/people'],
    ['postgres', () => ({}), 'postgres'],
  ])('%s %p is %s', (client, connection, text) => {
    expect(describeDatabase(client, connection)).toBe(text);
  });
});

describe('userName', () => {
  const { USER, LOGNAME } = process.env;
  afterEach(() => {
    Object.assign(process.env, { USER: USER ?? '', LOGNAME: LOGNAME ?? '' });
  });

  const unknown = (): never => {
    throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)');
  };

  it('is the login name when there is one', () => {
    expect(userName(() => ({ username: 'ann' }))).toBe('ann');
  });

  it('is what the environment says when the user id has no name', () => {
    Object.assign(process.env, { USER: 'deploy', LOGNAME: '' });
    expect(userName(unknown)).toBe('deploy');
  });

  it('is the user id when nothing else is known', () => {
    Object.assign(process.env, { USER: '', LOGNAME: '' });
    expect(userName(unknown)).toBe(`uid ${process.getuid?.()}`);
  });
});
