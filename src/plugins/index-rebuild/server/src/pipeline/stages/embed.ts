import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { assertFewFailures } from '../../domain/guards';
import { FILES } from '../../domain/manifest';
import type { BuildContext, StagedRecord } from '../build-context';
import { openBuildWriter, type BuildWriter } from '../build-writer';
import type { Report, Stage } from '../stage';

/** Records in memory at a time: enough to sort by length and to keep every worker busy. */
const WINDOW = 512;

/** A record with its vectors, row-major. */
type Embedded = { record: StagedRecord; vectors: Float32Array };

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

/** A batch that fails is tried again record by record, so that one bad record costs only itself. */
const embedBatch = async (batch: StagedRecord[], context: BuildContext): Promise<Embedded[]> => {
  const { embedder, totals } = context;
  const { dimensions } = embedder.info;
  try {
    const rows = await embedder.embed(batch.map(({ text }) => text));
    totals.embedded += batch.length;
    return batch.map((record, index) => ({
      record,
      vectors: rows.slice(index * dimensions, (index + 1) * dimensions),
    }));
  } catch (thrown) {
    const error = toIndexRebuildError(thrown, 'EMBEDDING_FAILED');
    if (error.code !== 'EMBEDDING_FAILED') throw error;
    if (batch.length > 1) {
      const single: Embedded[] = [];
      for (const record of batch) single.push(...(await embedBatch([record], context)));
      return single;
    }
    const { documentId, locale, name } = batch[0];
    const { code, message } = error;
    totals.failures.push({ documentId, locale, name, code, message });
    return [];
  }
};

/** Batches of like length waste no work on padding; the longest go first so that none ends late. */
const batchesByLength = (records: readonly StagedRecord[], size: number): StagedRecord[][] => {
  const sorted = [...records].sort((a, b) => b.text.length - a.text.length);
  const batches: StagedRecord[][] = [];
  for (let at = 0; at < sorted.length; at += size) batches.push(sorted.slice(at, at + size));
  return batches;
};

/** Every batch is written when it is done: a run that is interrupted leaves its work to the next. */
const embedWindow = async (
  records: readonly StagedRecord[],
  context: BuildContext,
  writer: BuildWriter,
  onBatch: (size: number) => void,
  signal: AbortSignal
): Promise<void> => {
  const { width, batchSize } = context.embedder;
  const queue = batchesByLength(records, batchSize);
  const lane = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      signal.throwIfAborted();
      await writer.write(await embedBatch(batch, context));
      onBatch(batch.length);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
};

/** Writes the records whose vectors are known. @returns The others. */
const reuse = async (
  records: readonly StagedRecord[],
  { known, totals }: BuildContext,
  writer: BuildWriter
): Promise<StagedRecord[]> => {
  const missing: StagedRecord[] = [];
  const found: Embedded[] = [];
  for (const record of records) {
    const vectors = await known.find(record.fingerprint);
    if (vectors) found.push({ record, vectors });
    else missing.push(record);
  }
  await writer.write(found);
  totals.reused += found.length;
  return missing;
};

const embedAll = async (
  context: BuildContext,
  report: Report,
  signal: AbortSignal
): Promise<void> => {
  const { staging, totals } = context;
  let done = 0;
  const advance = (count: number): void => report((done += count), totals.staged);
  const writer = await openBuildWriter(context);
  const staged = staging.readLines<StagedRecord>(FILES.snapshot);
  for await (const window of windows(staged, WINDOW)) {
    const missing = await reuse(window, context, writer);
    advance(window.length - missing.length);
    await embedWindow(missing, context, writer, advance, signal);
  }
  await writer.close();
};

/** Gives every staged record its vectors: from earlier work if known, else computed. */
export const embed: Stage<BuildContext> = {
  name: 'embed',
  async run(context, report, signal) {
    report(0, context.totals.staged);
    await embedAll(context, report, signal);
    const { embedded, reused, failures, total } = context.totals;
    if (embedded + reused === 0) {
      throw new IndexRebuildError(
        'EMBEDDING_FAILED',
        `No record could be embedded. The last reason: ${failures.at(-1)?.message ?? 'unknown'}`
      );
    }
    assertFewFailures(failures.length, total, context.limits.maxFailedShare);
    report(context.totals.staged, context.totals.staged);
  },
};
