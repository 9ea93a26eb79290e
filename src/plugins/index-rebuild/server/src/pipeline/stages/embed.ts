import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { assertFewFailures } from '../../domain/guards';
import { halvesOf } from '../../domain/halves';
import { FILES } from '../../domain/manifest';
import type { BuildContext, StagedRecord } from '../build-context';
import { openBuildWriter, type BuildWriter, type Written } from '../build-writer';
import type { Report, Stage } from '../stage';

/** Records in memory at a time: enough to sort their texts by length and to keep every worker busy. */
const WINDOW = 128;

/** A record whose texts are being embedded; it is written when the last of them is done. */
type Open = { record: StagedRecord; vectors: Float32Array; left: number; failed: boolean };

/** One text on its way: the whole record (0) or one of its passages. */
type Item = { open: Open; index: number; text: string };

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

/** The texts of a record: its whole, then its passages, in the order of its rows. */
const textsOf = ({ text, passages }: StagedRecord): string[] => [
  text,
  ...passages.map(({ embedded }) => embedded),
];

const openRecord = (record: StagedRecord, dimensions: number): Item[] => {
  const texts = textsOf(record);
  const vectors = new Float32Array(texts.length * dimensions);
  const open: Open = { record, vectors, left: texts.length, failed: false };
  return texts.map((text, index) => ({ open, index, text }));
};

/**
 * A batch that is refused is tried again in halves, down to one text, so that a bad record costs
 * only itself. Anything but a refusal ends the run, and so do more bad records than are allowed.
 */
const embedBatch = async (batch: readonly Item[], context: BuildContext): Promise<void> => {
  const { embedder, totals, limits } = context;
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
    const { documentId, locale, name } = open.record;
    if (!open.failed) totals.failures.push({ documentId, locale, name, code: error.code, message: error.message });
    open.failed = true;
    assertFewFailures(totals.failures.length, totals.total, limits.maxFailedShare);
  }
};

/** Batches of like length waste no work on padding; the longest go first so that none ends late. */
const batchesByLength = (items: readonly Item[], size: number): Item[][] => {
  const sorted = [...items].sort((a, b) => b.text.length - a.text.length);
  const batches: Item[][] = [];
  for (let at = 0; at < sorted.length; at += size) batches.push(sorted.slice(at, at + size));
  return batches;
};

/** Every record is written when it is done: a run that is interrupted leaves its work to the next. */
const embedWindow = async (
  records: readonly StagedRecord[],
  context: BuildContext,
  writer: BuildWriter,
  onRecords: (count: number) => void,
  signal: AbortSignal
): Promise<void> => {
  const { width, batchSize, info } = context.embedder;
  const queue = batchesByLength(records.flatMap((record) => openRecord(record, info.dimensions)), batchSize);
  const finish = async (batch: readonly Item[]): Promise<void> => {
    for (const { open } of batch) open.left -= 1;
    const done = [...new Set(batch.map(({ open }) => open))].filter(({ left }) => left === 0);
    const sound = done.filter(({ failed }) => !failed);
    await writer.write(sound);
    context.totals.embedded += sound.length;
    onRecords(done.length);
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

/** Writes the records whose vectors are known. @returns The others. */
const reuse = async (
  records: readonly StagedRecord[],
  { known, totals, recipe }: BuildContext,
  writer: BuildWriter
): Promise<StagedRecord[]> => {
  const missing: StagedRecord[] = [];
  const found: Written[] = [];
  for (const record of records) {
    const vectors = await known.find(record.fingerprint);
    const fits = vectors?.length === textsOf(record).length * recipe.dimensions;
    if (vectors && fits) found.push({ record, vectors });
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
