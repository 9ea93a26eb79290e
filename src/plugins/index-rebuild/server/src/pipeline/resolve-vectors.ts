import { toIndexRebuildError } from '../domain/errors';
import { assertFewFailures } from '../domain/guards';
import { halvesOf } from '../domain/halves';
import type { BuildContext, StagedRecord } from './build-context';
import type { WithVectors } from './write-records';

/** Records in memory at a time: enough to sort their texts by length and to keep every worker busy. */
export const WINDOW = 128;

/** A record whose texts are being embedded; it is delivered once all are done. */
type Open = { record: StagedRecord; vectors: Float32Array; left: number; failed: boolean };

/** One text to embed: the whole record (0) or one of its passages. */
type Item = { open: Open; index: number; text: string };

/**
 * Takes records as soon as they have their vectors, from several lanes at once. `settled` counts
 * those that failed as well.
 */
export type Deliver = (
  written: readonly WithVectors[],
  how: 'embedded' | 'reused',
  settled: number
) => Promise<void>;

/** Groups a stream into arrays of at most `size`. */
export async function* windows<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let window: T[] = [];
  for await (const item of items) {
    window.push(item);
    if (window.length === size) {
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}

/** The texts of a record: its whole, then its passages, in the order of its rows. */
export const textsOf = ({ text, passages }: StagedRecord): string[] => [
  text,
  ...passages.map(({ embedded }) => embedded),
];

/** The texts of a record that have to be embedded; those passages that are known are not among them. */
const openRecord = async (
  record: StagedRecord,
  { ports: { vectorCache }, input: { spec } }: BuildContext
): Promise<Item[]> => {
  const [whole, ...passages] = textsOf(record);
  const known = await vectorCache.findPassages(record, passages);
  const vectors = new Float32Array((1 + passages.length) * spec.dimensions);
  const open: Open = { record, vectors, left: 1, failed: false };
  const items: Item[] = [{ open, index: 0, text: whole }];
  passages.forEach((text, at) => {
    const vector = known[at];
    if (vector) vectors.set(vector, (at + 1) * spec.dimensions);
    else items.push({ open, index: at + 1, text });
  });
  open.left = items.length;
  return items;
};

/**
 * A refused batch is tried again in halves, down to one text, so that a bad record costs only
 * itself. Any other error ends the run, and so do more bad records than are allowed.
 */
const embedBatch = async (batch: readonly Item[], context: BuildContext): Promise<void> => {
  const {
    input: { limits },
    ports: { embedder },
    state: { totals },
  } = context;
  const { dimensions } = embedder.info;
  const embedOne = async (items: readonly Item[]): Promise<void> => {
    const rows = await embedder.embed(items.map(({ text }) => text));
    items.forEach(({ open, index }, at) =>
      open.vectors.set(rows.subarray(at * dimensions, (at + 1) * dimensions), index * dimensions)
    );
  };
  try {
    await embedOne(batch);
  } catch (thrown) {
    const error = toIndexRebuildError(thrown, 'EMBEDDING_FAILED');
    if (error.code !== 'EMBEDDING_FAILED') throw error;
    if (batch.length > 1) {
      for (const half of halvesOf(batch)) await embedBatch(half, context);
      return;
    }
    const [{ open }] = batch;
    const { uid, documentId, locale, name } = open.record;
    if (!open.failed)
      totals.failures.push({ uid, documentId, locale, name, code: error.code, message: error.message });
    open.failed = true;
    assertFewFailures(totals.failures.length, totals.total, limits.maxFailedShare);
  }
};

/** Batches of similar length waste no work on padding; the longest go first so that none ends late. */
const batchesByLength = (items: readonly Item[], size: number): Item[][] => {
  const sorted = [...items].sort((a, b) => b.text.length - a.text.length);
  const batches: Item[][] = [];
  for (let at = 0; at < sorted.length; at += size) batches.push(sorted.slice(at, at + size));
  return batches;
};

/** Embeds records, and delivers each as soon as it is done. */
export const embedRecords = async (
  records: readonly StagedRecord[],
  context: BuildContext,
  deliver: Deliver,
  signal: AbortSignal
): Promise<void> => {
  const { width, batchSize } = context.ports.embedder;
  const items: Item[] = [];
  for (const record of records) items.push(...(await openRecord(record, context)));
  const queue = batchesByLength(items, batchSize);
  const finish = async (batch: readonly Item[]): Promise<void> => {
    for (const { open } of batch) open.left -= 1;
    const done = [...new Set(batch.map(({ open }) => open))].filter(({ left }) => left === 0);
    if (done.length > 0)
      await deliver(
        done.filter(({ failed }) => !failed),
        'embedded',
        done.length
      );
  };
  const lane = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      signal.throwIfAborted();
      await embedBatch(batch, context);
      await finish(batch);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
};

/** A record's vectors from earlier work; null when they are not known. */
const knownVectors = async (
  record: StagedRecord,
  { ports: { vectorCache }, input: { spec } }: BuildContext
): Promise<Float32Array | null> => {
  for (const fingerprint of [record.fingerprint, ...(record.formerFingerprints ?? [])]) {
    const vectors = await vectorCache.find(fingerprint);
    if (vectors?.length === textsOf(record).length * spec.dimensions) return vectors;
  }
  return null;
};

/** Delivers the records whose vectors are known. @returns The others. */
export const takeKnown = async (
  records: readonly StagedRecord[],
  context: BuildContext,
  deliver: Deliver
): Promise<StagedRecord[]> => {
  const missing: StagedRecord[] = [];
  const found: WithVectors[] = [];
  for (const record of records) {
    const vectors = await knownVectors(record, context);
    if (vectors) found.push({ record, vectors });
    else missing.push(record);
  }
  await deliver(found, 'reused', found.length);
  return missing;
};

/**
 * Gives records their vectors: from earlier work if known, else embedded. What cannot be embedded
 * is not delivered but listed among the failures.
 */
export const resolveVectors = async (
  records: readonly StagedRecord[],
  context: BuildContext,
  deliver: Deliver,
  signal: AbortSignal
): Promise<void> => {
  const missing = await takeKnown(records, context, deliver);
  await embedRecords(missing, context, deliver, signal);
};
