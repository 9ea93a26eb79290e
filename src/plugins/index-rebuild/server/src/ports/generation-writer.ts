import type { CutOff, Surroundings } from '../domain/cut-off';
import type { FormerForm } from '../domain/former-fingerprint';
import type { FieldValues } from '../domain/field-value';
import type { RecordRef } from '../domain/record';

/** A record that is ready to be indexed. */
export type IndexedRecord = RecordRef & {
  fingerprint: string;
  textHash: string;
  /** Its passages as shown, in the order of their vectors. */
  passages: string[];
  /** Display name; empty when it has none. */
  name: string;
  /** Values by field, for search by words. */
  fields: Record<string, string>;
  /** Those that can be filtered by, without empty ones. */
  filterable: FieldValues;
  /** The texts of its fields that hold lists, and its automatic tags. */
  tags: string[];
  /** Row-major unit vectors: the whole record, then each passage. */
  vectors: Float32Array;
};

/** How a built index compares with exact search. */
export type IndexSample = {
  /** Vectors that were written, and those that the index holds. */
  written: number;
  indexed: number;
  /** The first vector that is not finite and of length 1; null when all are. */
  invalidRow: number | null;
  /** The first sampled vector that does not find itself or its equal; null when all do. */
  lostRow: number | null;
  /** Share of the sampled vectors' true neighbours that the index finds, 0 to 1. */
  recall: number;
};

/** What is recorded of a generation when it is sealed. `createdAt` is ISO 8601. */
export type SealFacts = {
  run: string;
  createdAt: string;
  failed: number;
  /** Null when it could not be found out. */
  cutOff: CutOff | null;
};

type Report = (done: number, total: number | null) => void;

/** Writes one generation: add, build, sample, seal. Until it is sealed it is a partial build. */
export interface GenerationWriter {
  /**
   * Takes records in any order and from several lanes at once. What was added survives this
   * process: the next run finds its vectors.
   */
  add(records: readonly IndexedRecord[]): Promise<void>;
  /** Makes everything added searchable; nothing can be added afterwards. */
  build(report: Report, signal: AbortSignal): Promise<void>;
  /** Compares the built index with exact search over a sample of its vectors. */
  sample(signal: AbortSignal): Promise<IndexSample>;
  /**
   * How the records lie around queries.
   *
   * @param queries Row-major unit vectors.
   * @returns One entry for each query.
   */
  surroundings(queries: Float32Array, signal: AbortSignal): Promise<Surroundings[]>;
  /** Makes the generation complete: it never changes again. @returns Its size in bytes. */
  seal(facts: SealFacts): Promise<{ bytes: number }>;
  /** Ends writing; what was added stays. May be called again. */
  close(): Promise<void>;
}

/** Vectors of earlier work by fingerprint, so that unchanged text is not embedded twice. */
export interface VectorCache {
  /** How earlier versions made some of its fingerprints. */
  readonly formerForms: readonly FormerForm[];
  /** Whether `find` will find it, unless it is damaged. */
  has(fingerprint: string): boolean;
  /** @returns Row-major unit vectors, or null when they are not known or damaged. */
  find(fingerprint: string): Promise<Float32Array | null>;
  /** Keeps vectors that no generation holds, so that `find` finds them in later runs. Does not throw. */
  keep(fingerprint: string, vectors: Float32Array): Promise<void>;
  /**
   * Vectors of passages of a record that has been edited.
   *
   * @param texts Passages as they are embedded.
   * @returns For each its unit vector; null when it is not known.
   */
  findPassages(record: RecordRef, texts: readonly string[]): Promise<readonly (Float32Array | null)[]>;
  close(): Promise<void>;
}
