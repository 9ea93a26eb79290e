import type { Clock } from '../../ports/clock';
import type { ArtifactStore } from '../../ports/artifact-store';
import { createS3Files } from '../s3/s3-files';
import type { S3Place } from '../s3/client';
import { createDatabaseFiles } from '../strapi/artifact-pieces';
import type { Database } from '../strapi/bare-table';
import { createFsStore } from './fs-store';
import { createRemoteStore } from './remote-store';

export type StoreChoice = { kind: 'fs' } | { kind: 'db' } | ({ kind: 's3' } & S3Place);

type Options = {
  storageDir: string;
  /** How long a bucket may take to answer. */
  silenceMs: number;
  database: Database;
  clock: Clock;
};

/** The store that the settings name. @throws when what it needs is not installed. */
export const openStore = (
  choice: StoreChoice,
  { storageDir, silenceMs, database, clock }: Options
): ArtifactStore => {
  const local = createFsStore(storageDir);
  switch (choice.kind) {
    case 'fs':
      return local;
    case 'db':
      return createRemoteStore(local, createDatabaseFiles(database, clock));
    case 's3':
      return createRemoteStore(local, createS3Files(choice, silenceMs));
  }
};
