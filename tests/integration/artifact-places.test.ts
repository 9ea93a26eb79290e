import { randomBytes } from 'node:crypto';

import { createDatabaseFiles } from '../../src/plugins/index-rebuild/server/src/adapters/strapi/artifact-pieces';
import { partBytes, partsOf } from '../../src/plugins/index-rebuild/server/src/adapters/s3/pieces';
import { createS3Files } from '../../src/plugins/index-rebuild/server/src/adapters/s3/s3-files';
import { systemClock } from '../../src/plugins/index-rebuild/server/src/adapters/system/clock';
import { ARTIFACT_TABLE } from '../../src/plugins/index-rebuild/server/src/content-types/models';
import { SEAL } from '../../src/plugins/index-rebuild/server/src/domain/seal';
import type { RemoteFiles } from '../../src/plugins/index-rebuild/server/src/ports/remote-files';
import { DATABASES, type TestDatabase } from '../support/databases';
import { knex } from '../support/knex.cjs';
import { S3_ENV, S3Server } from '../support/s3';

const OURS = 'a'.repeat(32);
const MB = 1 << 20;
const { signal } = new AbortController();

type Place = { files: RemoteFiles; fail(): Promise<void>; close(): Promise<void> };

const openTable = async (open: () => Promise<TestDatabase>, bytes: string): Promise<Place> => {
  const database = await open();
  const connection = knex(database.knex);
  await connection.schema.createTable(ARTIFACT_TABLE, (table) => {
    table.increments('id');
    table.string('generation');
    table.string('file');
    table.integer('piece');
    table.bigInteger('written_at');
    table.specificType('data', bytes);
    table.unique(['generation', 'file', 'piece']);
  });
  return {
    files: createDatabaseFiles({ knex: connection }, systemClock),
    fail: async () => void (await connection.schema.dropTable(ARTIFACT_TABLE)),
    async close() {
      await connection.destroy();
      await database.close();
    },
  };
};

const openBucket = async (): Promise<Place> => {
  Object.assign(process.env, S3_ENV);
  const server = await S3Server.start();
  return {
    files: createS3Files(server.settings, 30_000),
    fail: () => server.pause(),
    close: () => server.stop(),
  };
};

async function* inPieces(bytes: Uint8Array, size = MB): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each([
  ...DATABASES.map(
    ({ database, open }) =>
      [`a table of ${database}`, () => openTable(open, database === 'PostgreSQL' ? 'bytea' : 'blob')] as const
  ),
  ['a bucket', openBucket] as const,
])('files in %s', (_, openPlace) => {
  let place: Place;
  let files: RemoteFiles;

  beforeAll(async () => {
    place = await openPlace();
    ({ files } = place);
    files.openAt(OURS);
  });

  afterAll(() => place.close());

  const write = (generation: string, file: string, bytes: Uint8Array): Promise<void> =>
    files.write({ generation, file }, inPieces(bytes), bytes.length);

  const read = async (generation: string, file: string): Promise<Buffer | null> => {
    const pieces = await files.read({ generation, file }, signal);
    if (pieces === null) return null;
    const all: Uint8Array[] = [];
    for await (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(MB);
      all.push(piece);
    }
    return Buffer.concat(all);
  };

  it.each([0, 1, MB, MB + 1, 20 * MB + 7])(
    'gives back %d bytes, and nothing of what is not there',
    async (size) => {
      const bytes = randomBytes(size);
      await write(`1-${String(size).padStart(12, '0')}`, 'vectors.f32', bytes);
      const found = await read(`1-${String(size).padStart(12, '0')}`, 'vectors.f32');
      expect(found?.equals(bytes)).toBe(true);
      expect(await read(`1-${String(size).padStart(12, '0')}`, 'other')).toBeNull();
      expect(await read('2-none00000000', 'vectors.f32')).toBeNull();
    }
  );

  it('lists what is there, complete with its seal alone, and removes it', async () => {
    const before = Date.now() - 2000;
    await write('3-listed000000', 'vectors.f32', randomBytes(10));
    const listed = async () => (await files.list()).find(({ id }) => id === '3-listed000000');
    expect(await listed()).toMatchObject({ complete: false });
    await write('3-listed000000', SEAL, Buffer.from('{}'));
    const found = await listed();
    expect(found).toMatchObject({ complete: true });
    expect(found?.changedAt.getTime()).toBeGreaterThan(before);
    await files.remove('3-listed000000');
    await files.remove('3-listed000000');
    expect(await listed()).toBeUndefined();
    expect(await read('3-listed000000', 'vectors.f32')).toBeNull();
  });

  it('keeps nothing visible of a file whose source breaks off', async () => {
    const broken = async function* () {
      yield randomBytes(MB);
      throw new Error('the disk is gone');
    };
    const file = { generation: '4-broken000000', file: 'vectors.f32' };
    await expect(files.write(file, broken(), 30 * MB)).rejects.toThrow('the disk is gone');
    expect((await files.list()).find(({ id }) => id === file.generation)?.complete ?? false).toBe(false);
    await files.remove(file.generation);
  });

  it('says that the place cannot be used, without its address', async () => {
    await place.fail();
    const unavailable = {
      code: 'ARTIFACT_STORE_UNAVAILABLE',
      message: expect.not.stringMatching(/127\.0\.0\.1|S3RVER|insert into/i),
    };
    await expect(files.list()).rejects.toMatchObject(unavailable);
    await expect(read('1-000000000001', 'vectors.f32')).rejects.toMatchObject(unavailable);
    await expect(write('5-away00000000', 'x', randomBytes(5))).rejects.toMatchObject(unavailable);
    await expect(files.remove('1-000000000001')).rejects.toMatchObject(unavailable);
  });
});

describe('the parts of a large file', () => {
  it('are as many as S3 takes at most, and never empty', async () => {
    expect(partBytes(5)).toBe(8 * MB);
    const terabyte = 2 ** 40;
    expect(terabyte / partBytes(terabyte)).toBeLessThanOrEqual(10_000);
    const sizes = async (bytes: number): Promise<number[]> => {
      const parts: number[] = [];
      for await (const part of partsOf(inPieces(randomBytes(bytes), 3), 4)) parts.push(part.length);
      return parts;
    };
    expect(await sizes(8)).toEqual([4, 4]);
    expect(await sizes(9)).toEqual([4, 4, 1]);
    expect(await sizes(0)).toEqual([0]);
  });
});

describe('many objects in a bucket', () => {
  it('are all listed and all removed, page by page', async () => {
    Object.assign(process.env, S3_ENV);
    const server = await S3Server.start();
    const files = createS3Files(server.settings, 30_000);
    files.openAt(OURS);
    const ids = Array.from({ length: 350 }, (_, at) => `${at}-paged0000000`);
    for (const generation of ids) {
      await Promise.all(
        ['a', 'b', SEAL].map((file) => files.write({ generation, file }, inPieces(Buffer.from('x')), 1))
      );
    }
    expect((await files.list()).filter(({ complete }) => complete)).toHaveLength(350);
    await server.stop();
  });
});
