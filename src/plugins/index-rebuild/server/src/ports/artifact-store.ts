import type { FileEntry } from '../domain/manifest';
import type { StoredGeneration, UploadHooks } from './search-backend';

/** What is uploaded of a sealed generation. */
export type Upload = {
  generation: string;
  /** Its files, the manifest left out, with what they have to be. */
  files: Readonly<Record<string, FileEntry>>;
  /** Kept with them as JSON, to be read without any of them. */
  summary: unknown;
};

/** Keeps the files of generations: a shared folder, a database, an object store. */
export interface ArtifactStore {
  /**
   * Whether the store is another place than this machine's disk, whose folders are then copies. If not,
   * there is nothing to upload, and nothing to fetch.
   */
  readonly isRemote: boolean;
  /**
   * Opens the part that belongs to one installation, before anything else. Other parts are never touched.
   * The installation's id is in the database, so it is known only after the database is ready.
   */
  openAt(installation: string): void;
  /** The installation whose part is open. */
  readonly installation: string;
  /** How many other installations keep generations in the same place. */
  otherInstallations(): Promise<number>;
  /**
   * Moves generations here that an earlier version kept outside of any installation's part, those with these
   * names alone. Several processes may do so at once.
   *
   * @returns How many were moved. @throws the file system's error.
   */
  adoptEarlier(generations: readonly string[]): Promise<number>;
  /** Generations on this machine or in the store. @throws ARTIFACT_STORE_UNAVAILABLE */
  list(): Promise<StoredGeneration[]>;
  /** Those on this machine alone. */
  listLocal(): Promise<StoredGeneration[]>;
  /** Whether this machine has a complete one. */
  isHere(generation: string): Promise<boolean>;
  /** Whether every process can have this generation from the store. @throws ARTIFACT_STORE_UNAVAILABLE */
  has(generation: string): Promise<boolean>;
  /**
   * Makes a sealed generation's files available to every process: all of them or none.
   *
   * @throws ARTIFACT_STORE_UNAVAILABLE, GENERATION_CORRUPT when a file here is not what it has to be, or the
   * signal's reason.
   */
  put(upload: Upload, hooks: UploadHooks): Promise<void>;
  /** Takes a generation from the store; what is on this machine stays. May be called again. */
  withdraw(generation: string): Promise<void>;
  /** What was given as the summary of a generation in the store; null when it is not there. */
  summaryOf(generation: string): Promise<unknown>;
  /**
   * @returns The local directory with the generation's files, which are fetched when they are not here.
   * @throws GENERATION_MISSING, GENERATION_CORRUPT, INSUFFICIENT_DISK, ARTIFACT_STORE_UNAVAILABLE or a
   * problem of the disk.
   */
  fetch(generation: string): Promise<string>;
  /** Fetches it once more in place of local files that are damaged. @returns Whether it could. @throws as `fetch`. */
  fetchAgain(generation: string): Promise<boolean>;
  /** Compares what the store has with its checksums. @throws as `fetch`. */
  check(generation: string): Promise<void>;
  /** The local directory in which a generation is built, existing or not. */
  directoryOf(generation: string): string;
  /** The local directory for vectors of records that are searched beside a generation, existing or not. */
  readonly overlayDirectory: string;
  /** Removes a generation here and from the store. May be called again. */
  remove(generation: string): Promise<void>;
  /** Removes the files on this machine alone. May be called again. */
  removeLocal(generation: string): Promise<void>;
  /** Removes the map that this machine keeps of a generation, and the folder if it had nothing else. May be called again. */
  removeMap(generation: string): Promise<void>;
  /** Removes what fetches of processes that are gone have left on this machine. */
  removeLeftovers(): Promise<void>;
  freeBytes(): Promise<number>;
  /** Ends the fetches under way; none begins any more. */
  close(): void;
}
