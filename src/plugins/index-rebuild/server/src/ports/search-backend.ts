import type { FormerForm } from '../domain/former-fingerprint';
import type { IndexSpec, ModelSpec } from '../domain/index-spec';
import type { RecordRef } from '../domain/record';
import type { GenerationWriter, VectorCache } from './generation-writer';
import type { Searcher } from './searcher';

/** What a generation holds of one record. */
export type GenerationEntry = RecordRef & {
  fingerprint: string;
  /** Hash of the text alone; null where the generation does not know it. */
  textHash: string | null;
};

/** A generation in the backend, whether or not the database knows it. */
export type StoredGeneration = {
  id: string;
  /** Whether it was sealed; if not, it is a partial build. */
  complete: boolean;
  /** When anything in it was last written. */
  changedAt: Date;
};

/** What a complete generation's manifest says, without its records. */
export type GenerationSummary = {
  run: string;
  createdAt: Date;
  records: number;
  rows: number;
  spec: IndexSpec;
  specHash: string;
  bytes: number;
};

export type UploadHooks = {
  /** @param done @param total Bytes. */
  onProgress(done: number, total: number): void;
  /** Awaited before others can see the generation. @throws what keeps it from becoming visible. */
  beforeVisible(): Promise<void>;
  signal: AbortSignal;
};

export type OpenOptions = { beside: boolean; lowPriority?: boolean };

/** The kind of index behind search. It hides files, processes and servers from the services. */
export interface SearchBackend {
  /** Begins a new generation: called in the builder only. */
  begin(generation: string, spec: IndexSpec): Promise<GenerationWriter>;
  /** Vectors of earlier generations and partial builds, looked up in the order of the list. */
  openVectorCache(generations: readonly string[], spec: ModelSpec): Promise<VectorCache>;
  /**
   * Starts a searcher on a complete generation, all of whose files have been compared with their checksums.
   *
   * @param options `beside`: whether another searcher answers queries meanwhile. If so, this one takes
   * more time and leaves half a core free. `lowPriority`: whether all it ever does has the lowest priority.
   * @throws GENERATION_MISSING, GENERATION_CORRUPT, GENERATION_INCOMPATIBLE or SEARCHER_DIED.
   */
  open(generation: string, options: OpenOptions): Promise<Searcher>;
  list(): Promise<StoredGeneration[]>;
  /**
   * Whether a complete generation is here or can be fetched.
   *
   * @throws why nobody can tell now, such as SEARCH_CLUSTER_UNAVAILABLE or ARTIFACT_STORE_UNAVAILABLE.
   */
  holds(generation: string): Promise<boolean>;
  /** Whether a searcher that answers needs its generation no more: it can be removed then. */
  readonly loadsWhole: boolean;
  /** Whether generations are elsewhere than in the folders of this machine, which have what belongs to them. */
  readonly isElsewhere: boolean;
  /** Whether other processes have a sealed generation only once it has been uploaded. */
  readonly needsUpload: boolean;
  /** Whether other processes can have this generation. @throws ARTIFACT_STORE_UNAVAILABLE */
  isUploaded(generation: string): Promise<boolean>;
  /**
   * Lets other processes have a sealed generation of this machine, completely or not at all.
   *
   * @throws ARTIFACT_STORE_UNAVAILABLE, GENERATION_MISSING, GENERATION_CORRUPT or the signal's reason.
   */
  upload(generation: string, hooks: UploadHooks): Promise<void>;
  /** Undoes `upload`; what is on this machine stays. May be called again. */
  withdraw(generation: string): Promise<void>;
  /** Makes sure that a complete generation is on this machine. @throws as `open`. */
  bring(generation: string): Promise<void>;
  /** May be called again. */
  remove(generation: string): Promise<void>;
  /**
   * Reads what a complete generation holds, one record at a time.
   *
   * @returns The index spec it was built with, and how an earlier version made its fingerprints.
   * @throws GENERATION_MISSING or GENERATION_CORRUPT.
   */
  readEntries(
    generation: string,
    onEntry: (entry: GenerationEntry) => void
  ): Promise<{ spec: IndexSpec; specHash: string; formerForm?: FormerForm }>;
  /** Reads a complete generation's summary. @throws GENERATION_MISSING or GENERATION_CORRUPT. */
  readSummary(generation: string): Promise<GenerationSummary>;
  /**
   * Compares everything a generation holds on this machine with its checksums. What is damaged or missing is
   * fetched again where it can be. @throws GENERATION_MISSING, GENERATION_CORRUPT or ARTIFACT_STORE_UNAVAILABLE.
   */
  verify(generation: string): Promise<void>;
  /** The same of what other processes fetch. */
  verifyUploaded(generation: string): Promise<void>;
  /** Removes the vectors that are kept of records beside generations; they are embedded again when needed. */
  forgetKeptVectors(): Promise<void>;
  /** Bytes that a new generation may take. */
  freeBytes(): Promise<number>;
}
