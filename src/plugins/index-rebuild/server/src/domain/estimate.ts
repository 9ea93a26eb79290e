import { insufficientDisk, insufficientMemory } from './errors';
import { canonicalJson, type SourceSpec } from './index-spec';

const MB = 1024 * 1024;

/** An upper bound of what a run will use: a refusal is better than a full disk. */
export type RunNeeds = {
  records: number;
  /** Vectors: one for each record and one for each passage. */
  rows: number;
  dimensions: number;
  /** Embedding threads; 0 with a provider. */
  threads: number;
};

type Split = Pick<SourceSpec, 'uid' | 'passages'>;

/** Records whose rows were counted, and the sources whose rules split them. */
export type Measured = { records: number; rows: number; sources: readonly Split[] };

const splitting = (sources: readonly Split[]): string =>
  canonicalJson(sources.map(({ uid, passages }) => ({ uid, passages })));

/** Whether the records were split by the rules of these sources. If not, their rows say nothing about the next ones. */
export const isSplitBy = (sources: readonly Split[], measured: Measured): boolean =>
  splitting(measured.sources) === splitting(sources);

/** Rows that this many records will have, at the measured average per record. */
export const expectedRows = (records: number, { records: counted, rows }: Measured): number =>
  counted === 0 ? records : Math.ceil((records * rows) / counted);

/** Text, manifest line and staging line of a record, in bytes: three times a long biography. */
const TEXT_BYTES = 8 * 1024;
/** Resident memory of a builder before it holds any vector, and of each embedding thread (measured). */
const BUILDER_BYTES = 160 * MB;
const THREAD_BYTES = 220 * MB;
const FLOAT_BYTES = 4;
const SPARE = 1.1;

const vectorBytes = ({ rows, dimensions }: RunNeeds): number => rows * dimensions * FLOAT_BYTES;

/** Bytes on disk: the vectors, once in their file and once in the index, and the texts. */
export const diskNeeded = (needs: RunNeeds): number =>
  Math.ceil((2 * vectorBytes(needs) + needs.records * TEXT_BYTES) * SPARE);

/** Bytes of memory: the embedder's threads, and the index both while it is built and while it is checked. */
export const memoryNeeded = (needs: RunNeeds): number =>
  Math.ceil(BUILDER_BYTES + needs.threads * THREAD_BYTES + 2 * vectorBytes(needs) * SPARE);

/** Bytes of memory of a searcher over a generation of so many bytes: with a model of its own, or a provider. */
export const searcherMemory = (bytes: number, embedder: 'local' | 'openai-compatible'): number =>
  BUILDER_BYTES + (embedder === 'local' ? THREAD_BYTES : 0) + bytes;

/** Allowance for a large index beside the model. */
const INDEX_BYTES = 1024 * MB;

/** A builder's memory limit in megabytes, when none is configured. */
export const defaultMemoryMb = (threads: number): number =>
  Math.ceil((BUILDER_BYTES + threads * THREAD_BYTES + INDEX_BYTES) / MB);

/** @throws INSUFFICIENT_DISK */
export const assertDisk = (needed: number, free: number): void => {
  if (free < needed) throw insufficientDisk(needed, free);
};

/** @throws INSUFFICIENT_MEMORY */
export const assertMemory = (needed: number, free: number): void => {
  if (free < needed) throw insufficientMemory(needed, free);
};
