import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { FILES } from '../../domain/manifest';
import type { EmbedderPool } from '../../ports/embedder';
import { STAGING_FILES, type BuildContext, type StagedRecord } from '../build-context';
import type { Report, Stage } from '../stage';

/** Records in memory at a time: enough to sort by length and to keep every worker busy. */
const WINDOW = 512;

type Slot = { record: StagedRecord; vector: Float32Array | null };

/** Groups a stream into arrays of at most `size`. */
async function* windows<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
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

const assign = (slots: readonly Slot[], vectors: Float32Array, dimensions: number): void => {
  slots.forEach((slot, index) => {
    slot.vector = vectors.slice(index * dimensions, (index + 1) * dimensions);
  });
};

/** A batch that fails is tried again record by record, so that one bad record costs only itself. */
const embedBatch = async (batch: Slot[], context: BuildContext): Promise<void> => {
  const { embedder, totals } = context;
  const { dimensions } = embedder.info;
  try {
    assign(batch, await embedder.embed(batch.map(({ record }) => record.text)), dimensions);
    totals.embedded += batch.length;
  } catch (thrown) {
    const error = toIndexRebuildError(thrown, 'EMBEDDING_FAILED');
    if (error.code !== 'EMBEDDING_FAILED') throw error;
    if (batch.length > 1) {
      for (const slot of batch) await embedBatch([slot], context);
      return;
    }
    const { documentId, locale } = batch[0].record;
    const { code, message } = error;
    totals.failures.push({ documentId, locale, name: null, code, message });
  }
};

/** Batches of like length waste no work on padding; the longest go first so that none ends late. */
const batchesByLength = (slots: readonly Slot[], embedder: EmbedderPool): Slot[][] => {
  const sorted = [...slots].sort((a, b) => b.record.text.length - a.record.text.length);
  const batches: Slot[][] = [];
  for (let at = 0; at < sorted.length; at += embedder.batchSize) {
    batches.push(sorted.slice(at, at + embedder.batchSize));
  }
  return batches;
};

const embedWindow = async (
  slots: readonly Slot[],
  context: BuildContext,
  onBatch: (size: number) => void,
  signal: AbortSignal
): Promise<void> => {
  const queue = batchesByLength(slots, context.embedder);
  const lane = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      signal.throwIfAborted();
      await embedBatch(batch, context);
      onBatch(batch.length);
    }
  };
  await Promise.all(Array.from({ length: context.embedder.width }, lane));
};

const reuse = async (slots: readonly Slot[], context: BuildContext): Promise<Slot[]> => {
  const missing: Slot[] = [];
  for (const slot of slots) {
    slot.vector = await context.known.find(slot.record.fingerprint);
    if (slot.vector) context.totals.reused += 1;
    else missing.push(slot);
  }
  return missing;
};

const joined = (slots: readonly Slot[], dimensions: number): Float32Array => {
  const rows = new Float32Array(slots.length * dimensions);
  slots.forEach(({ vector }, index) => rows.set(vector as Float32Array, index * dimensions));
  return rows;
};

const embedAll = async (
  context: BuildContext,
  report: Report,
  signal: AbortSignal
): Promise<void> => {
  const { staging, totals, embedder } = context;
  const { dimensions } = embedder.info;
  let done = 0;
  const advance = (count: number): void => report((done += count), totals.staged);
  const vectors = await staging.writeVectors(FILES.vectors);
  const records = await staging.writeLines(STAGING_FILES.records);
  const passages = await staging.writeLines(FILES.passages);
  const staged = staging.readLines<StagedRecord>(STAGING_FILES.snapshot);
  let row = 0;
  for await (const window of windows(staged, WINDOW)) {
    const slots: Slot[] = window.map((record) => ({ record, vector: null }));
    const missing = await reuse(slots, context);
    advance(slots.length - missing.length);
    await embedWindow(missing, context, advance, signal);
    const finished = slots.filter(({ vector }) => vector !== null);
    await vectors.append(joined(finished, dimensions));
    for (const { record } of finished) {
      const { text, ...entry } = record;
      await records.write({ ...entry, passages: 1 });
      await passages.write({ record: row, text });
      row += 1;
    }
  }
  await Promise.all([vectors.close(), records.close(), passages.close()]);
};

/** Gives every staged record its vector: from the live generation if known, else computed. */
export const embed: Stage<BuildContext> = {
  name: 'embed',
  async run(context, report, signal) {
    report(0, context.totals.staged);
    await embedAll(context, report, signal);
    const { embedded, reused, failures } = context.totals;
    if (embedded + reused === 0) {
      throw new IndexRebuildError(
        'EMBEDDING_FAILED',
        `No record could be embedded. The first reason: ${failures.at(-1)?.message ?? 'unknown'}`
      );
    }
    report(context.totals.staged, context.totals.staged);
  },
};
