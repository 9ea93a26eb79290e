import { chownSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { runCli } from '../support/cli';
import { knex } from '../support/knex.cjs';
import { OwnApplication } from '../support/own-application';
import { itAsRoot } from '../support/privileges';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';

const RECORDS = 8;
/** A user id that no machine gives to anybody by itself. */
const STRANGER = 54_321;

type Tables = { name: string }[];

const tablesOf = async (filename: string): Promise<string[]> => {
  const database = knex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true });
  try {
    const rows = (await database('sqlite_master').where({ type: 'table' }).select('name')) as Tables;
    return rows.map(({ name }) => name);
  } finally {
    await database.destroy();
  }
};

const giveTo = (uid: number, folder: string): void => {
  chownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTo(uid, full);
    else if (entry.isFile()) chownSync(full, uid, uid);
  }
};

describe('what the command line leaves alone', () => {
  const folders: string[] = [];
  const newFolder = (): string => {
    folders.push(temporaryFolder());
    return folders[folders.length - 1];
  };
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ folder: newFolder() });
    await app.createExperts(sampleExperts(RECORDS));
  });

  afterAll(async () => {
    await app.remove();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const columns = async (): Promise<string[]> =>
    (await app.call<{ name: string }[]>('sql', { statement: 'PRAGMA table_info(experts)' })).map(
      ({ name }) => name
    );

  const storedTypes = async (): Promise<string> =>
    (
      await app.call<{ value: string }[]>('sql', {
        statement: "SELECT value FROM strapi_core_store_settings WHERE key LIKE '%content_types_schema%'",
      })
    )[0].value;

  it('starts no cron task of the application, however long the command takes', async () => {
    const own = new OwnApplication(newFolder());
    const cronOutput = own.addCronTask();
    const { code, errors } = await runCli(['rebuild', '--wait'], { env: app.dataEnv, cwd: own.folder });
    expect(errors).toContain('retire done');
    expect(code).toBe(0);
    expect(existsSync(cronOutput)).toBe(false);
  });

  it('adds no column for an attribute that the running build does not have', async () => {
    const own = new OwnApplication(newFolder());
    own.changeExpert(({ attributes }) => {
      attributes.motto = { type: 'string' };
    });
    const before = await storedTypes();
    for (const command of [['status'], ['rebuild', '--wait']]) {
      const { code, errors } = await runCli(command, { env: app.dataEnv, cwd: own.folder });
      expect(errors).toContain(`SCHEMA_OUTDATED: The database ${app.dataEnv.DATABASE_FILENAME}`);
      expect(code).toBe(6);
    }
    expect(await columns()).toContain('bio');
    expect(await columns()).not.toContain('motto');
    expect(await storedTypes()).toBe(before);
  });

  it('migrates no content for a type whose drafts were turned off', async () => {
    const own = new OwnApplication(newFolder());
    own.changeExpert(({ options }) => {
      options.draftAndPublish = false;
    });
    const [documentId] = await app.createExperts(sampleExperts(1));
    const { code, errors } = await runCli(['status'], { env: app.dataEnv, cwd: own.folder });
    expect(errors).toContain('SCHEMA_OUTDATED');
    expect(code).toBe(6);
    // A draft and a published one.
    expect(await app.call('expertRows', { documentId })).toHaveLength(2);
    expect((await runCli(['status'], { env: app.dataEnv })).code).toBe(0);
  });

  it('drops no table that only the server knows', async () => {
    const server = await TestApp.start({ folder: newFolder(), env: { TEST_EMPLOYERS: 'true' } });
    const { DATABASE_FILENAME } = server.dataEnv;
    const { code } = await runCli(['status'], { env: server.dataEnv });
    await server.stop();
    expect(code).toBe(6);
    expect(await tablesOf(DATABASE_FILENAME)).toContain('employers');
  });

  it('creates no table in an empty database', async () => {
    const filename = path.join(newFolder(), 'data.db');
    const { code, errors } = await runCli(['status'], {
      env: { ...app.dataEnv, DATABASE_FILENAME: filename },
    });
    expect(errors).toContain('Start the server once');
    expect(code).toBe(6);
    expect(await tablesOf(filename)).toEqual([]);
  });

  itAsRoot('runs for a user id that has no name on this machine', async () => {
    const own = new OwnApplication(newFolder());
    const server = await TestApp.start({ folder: newFolder() });
    await server.createExperts(sampleExperts(2));
    await server.stop();
    giveTo(STRANGER, own.folder);
    giveTo(STRANGER, server.folder);
    const { code, output, errors } = await runCli(['rebuild', '--wait', '--json'], {
      ...{ env: { ...server.dataEnv, USER: '', LOGNAME: '', HOME: own.folder }, cwd: own.folder },
      uid: STRANGER,
    });
    expect(errors).toContain('retire done');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ status: 'completed', startedBy: `uid ${STRANGER}` });
  });
});
