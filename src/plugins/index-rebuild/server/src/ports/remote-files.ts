import type { StoredGeneration } from './search-backend';

export type RemoteFile = { generation: string; file: string };

/** A place for files that every Strapi process reaches: a database, an object store. */
export interface RemoteFiles {
  /** Opens the part that belongs to one installation, before anything else. */
  openAt(installation: string): void;
  /** A generation is complete when it has the file that `remove` removes first. */
  list(): Promise<StoredGeneration[]>;
  /** @param bytes How many there will be. */
  write(file: RemoteFile, content: AsyncIterable<Uint8Array>, bytes: number): Promise<void>;
  /** @returns Its bytes in pieces of a limited size; null when there is no such file. */
  read(file: RemoteFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | null>;
  /** Removes all files of a generation. May be called again. */
  remove(generation: string): Promise<void>;
}
