import { toIndexRebuildError } from '../../domain/errors';
import { assertFewFailures } from '../../domain/guards';
import { FILES, recordKey } from '../../domain/manifest';
import { bestTags, tagInputHash, type TagLine } from '../../domain/tags';
import type { TagScore } from '../../ports/tagger';
import type { BuildContext, StagedRecord, Tagging } from '../build-context';
import type { Written } from '../build-writer';
import { resolveVectors, WINDOW, windows } from '../resolve-vectors';
import type { Stage } from '../stage';

/** After so many windows in a row that could not be tagged the tagger is asked no more in this run. */
const MAX_FAILURES = 3;

/** A record to tag, with its vectors when the tagger needs them. */
type Taggable = { record: StagedRecord; vectors: Float32Array | null };

const keyOf = ({ documentId, locale }: StagedRecord): string => recordKey(documentId, locale);

const passagesOf = ({ passages }: StagedRecord): string[] => passages.map(({ text }) => text);

const inputHashOf = ({ hash }: Tagging, record: StagedRecord): string =>
  tagInputHash(hash, record.text, passagesOf(record));

/** The vectors of the records, as far as they could be embedded; to be written once tagged. */
const vectorsFor = async (records: readonly StagedRecord[], context: BuildContext, signal: AbortSignal) => {
  const found: Record<'embedded' | 'reused', Written[]> = { embedded: [], reused: [] };
  await resolveVectors(records, context, async (written, how) => void found[how].push(...written), signal);
  return found;
};

/** @returns The tags of each record; null when the tagger failed or has failed too often. */
const askTagger = async (
  records: readonly Taggable[],
  tagging: Tagging,
  totals: BuildContext['totals']
): Promise<TagScore[][] | null> => {
  if (tagging.failedInARow >= MAX_FAILURES) return null;
  try {
    const scores = await tagging.tagger.tag(
      records.map(({ record, vectors }) => ({ text: record.text, passages: passagesOf(record), vectors }))
    );
    tagging.failedInARow = 0;
    return scores.map((tags) => bestTags(tags, tagging.words, tagging.maxTags));
  } catch (thrown) {
    const error = toIndexRebuildError(thrown, 'TAGGING_FAILED');
    if (error.code !== 'TAGGING_FAILED') throw error;
    tagging.failedInARow += 1;
    totals.taggingError = error.message;
    return null;
  }
};

/** Tags records whose text, taxonomy or tagger has changed. What fails keeps its earlier tags. */
const tagRecords = async (
  records: readonly Taggable[],
  tagging: Tagging,
  context: BuildContext
): Promise<void> => {
  if (records.length === 0) return;
  const { totals, tags } = context;
  const scores = await askTagger(records, tagging, totals);
  records.forEach(({ record }, index) => {
    if (scores) tags.set(keyOf(record), { inputHash: inputHashOf(tagging, record), tags: scores[index] });
    else if (record.tagged) tags.set(keyOf(record), record.tagged);
  });
  if (scores) totals.tagged += records.length;
  else totals.untagged += records.length;
};

const tagWindow = async (
  window: readonly StagedRecord[],
  tagging: Tagging,
  context: BuildContext,
  signal: AbortSignal
): Promise<void> => {
  const { tags, totals, settled, writer } = context;
  const stale: StagedRecord[] = [];
  for (const record of window) {
    if (record.tagged?.inputHash === inputHashOf(tagging, record)) tags.set(keyOf(record), record.tagged);
    else stale.push(record);
  }
  if (!tagging.tagger.needsVectors) {
    await tagRecords(
      stale.map((record) => ({ record, vectors: null })),
      tagging,
      context
    );
    return;
  }
  const { embedded, reused } = await vectorsFor(stale, context, signal);
  await tagRecords([...reused, ...embedded], tagging, context);
  // The words of the tags are written with them, so they have to be tagged first.
  await writer.write([...reused, ...embedded]);
  totals.embedded += embedded.length;
  totals.reused += reused.length;
  for (const record of stale) settled.add(keyOf(record));
};

const lineOf = ({ documentId, locale, tagged: before }: StagedRecord, { tags }: BuildContext): TagLine => {
  const tagged = tags.get(recordKey(documentId, locale)) ?? null;
  return { documentId, locale, tagged, isNew: tagged !== before };
};

/** Gives the staged records their automatic tags, and writes them to a file for the database. */
export const tag: Stage<BuildContext> = {
  name: 'tag',
  async run(context, report, signal) {
    const { tagging, staging, totals, limits } = context;
    report(0, totals.staged);
    if (tagging) {
      const lines = await staging.writeLines(FILES.tags);
      let done = 0;
      for await (const window of windows(staging.readLines<StagedRecord>(FILES.snapshot), WINDOW)) {
        signal.throwIfAborted();
        await tagWindow(window, tagging, context, signal);
        for (const record of window) await lines.write(lineOf(record, context));
        report((done += window.length), totals.staged);
      }
      await lines.close();
      assertFewFailures(totals.failures.length, totals.total, limits.maxFailedShare);
    }
    report(totals.staged, totals.staged);
  },
};
