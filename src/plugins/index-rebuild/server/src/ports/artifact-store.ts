import type { StoredGeneration } from './search-backend';

/** Keeps the files of generations: a shared folder, a database, an object store. */
export interface ArtifactStore {
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
  list(): Promise<StoredGeneration[]>;
  /** Makes a sealed generation's files available to every process. */
  put(generation: string): Promise<void>;
  /** @returns The local directory with the generation's files. @throws GENERATION_MISSING */
  fetch(generation: string): Promise<string>;
  /** The local directory in which a generation is built, existing or not. */
  directoryOf(generation: string): string;
  /** The local directory for vectors of records that are searched beside a generation, existing or not. */
  readonly overlayDirectory: string;
  /** Removes a generation here and from the store. May be called again. */
  remove(generation: string): Promise<void>;
  freeBytes(): Promise<number>;
}
