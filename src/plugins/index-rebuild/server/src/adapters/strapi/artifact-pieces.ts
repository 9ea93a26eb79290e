import { ARTIFACT_TABLE } from '../../content-types/models';
import { artifactStoreUnavailable, IndexRebuildError } from '../../domain/errors';
import { SEAL } from '../../domain/seal';
import type { Clock } from '../../ports/clock';
import type { RemoteFile, RemoteFiles } from '../../ports/remote-files';
import { bareTable, type Database } from './bare-table';

type Piece = RemoteFile & { piece: number };

/** Leaves out what the driver says, which may have the statement and the server's address in it. */
const unavailable = (error: NodeJS.ErrnoException): never => {
  if (error instanceof IndexRebuildError) throw error;
  throw artifactStoreUnavailable('db', error.code ?? error.name);
};

/** Files as rows of a table of Strapi's database, one for each piece: never more than a piece is in memory. */
export const createDatabaseFiles = (database: Database, clock: Clock): RemoteFiles => {
  const table = () => bareTable(database, ARTIFACT_TABLE);

  const dataOf = async (wanted: Piece): Promise<Uint8Array | null> => {
    const row: { data: Uint8Array } | undefined = await table()
      .where(wanted)
      .first('data')
      .catch(unavailable);
    return row?.data ?? null;
  };

  const insert = async (piece: Piece, data: Uint8Array): Promise<void> => {
    await table()
      .insert({
        ...piece,
        data: Buffer.from(data.buffer, data.byteOffset, data.length),
        written_at: clock.now().getTime(),
      })
      .catch(unavailable);
  };

  return {
    // The table belongs to one database, as the installation does.
    openAt() {},

    async list() {
      const written: { generation: string; last: number | string }[] = await table()
        .select('generation')
        .max({ last: 'written_at' })
        .groupBy('generation')
        .catch(unavailable);
      const sealed: { generation: string }[] = await table()
        .where({ file: SEAL, piece: 0 })
        .select('generation')
        .catch(unavailable);
      const complete = new Set(sealed.map(({ generation }) => generation));
      return written.map(({ generation, last }) => ({
        id: generation,
        complete: complete.has(generation),
        changedAt: new Date(Number(last)),
      }));
    },

    async write(file, content) {
      let piece = 0;
      for await (const data of content) {
        await insert({ ...file, piece }, data);
        piece += 1;
      }
      // An empty file is one as well.
      if (piece === 0) await insert({ ...file, piece }, new Uint8Array());
    },

    async read(file, signal) {
      const first = await dataOf({ ...file, piece: 0 });
      if (first === null) return null;
      const pieces = async function* () {
        let data: Uint8Array | null = first;
        for (let piece = 1; data !== null; piece += 1) {
          yield data;
          signal.throwIfAborted();
          data = await dataOf({ ...file, piece });
        }
      };
      return pieces();
    },

    async remove(generation) {
      await table().where({ generation, file: SEAL }).delete().catch(unavailable);
      await table().where({ generation }).delete().catch(unavailable);
    },
  };
};
