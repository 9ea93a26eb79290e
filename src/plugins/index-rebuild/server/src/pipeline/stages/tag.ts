import { toIndexRebuildError } from '../../domain/errors';
import { assertFewFailures } from '../../domain/guards';
import { recordKey } from '../../domain/record';
import { bestTags, tagInputHash, type TagLine } from '../../domain/tags';
import type { TagScore } from '../../ports/tagger';
import { WORK_FILES, type BuildContext, type StagedRecord, type Tagging } from '../build-context';
import { resolveVectors, WINDOW, windows } from '../resolve-vectors';
import type { Report, Stage } from '../stage';
import { writeRecords, type WithVectors } from '../write-records';

/** After this many failed windows in a row, the tagger is not called again in this run. */
const MAX_FAILURES = 3;

/** Windows in a row that the tagger could not tag. */
type Failures = { inARow: number };

/** A record to tag, with its vectors when the tagger needs them. */
type Taggable = { record: StagedRecord; vectors: Float32Array | null };

const passagesOf = ({ passages }: StagedRecord): string[] => passages.map(({ text }) => text);

const inputHashOf = ({ hash }: Tagging, record: StagedRecord): string =>
  tagInputHash(hash, record.text, passagesOf(record));

/** The vectors of the records that could be embedded; written once tagged. */
const vectorsFor = async (records: readonly StagedRecord[], context: BuildContext, signal: AbortSignal) => {
  const found: Record<'embedded' | 'reused', WithVectors[]> = { embedded: [], reused: [] };
  await resolveVectors(records, context, async (written, how) => void found[how].push(...written), signal);
  return found;
};

/** @returns The tags of each record; null when the tagger failed or has failed too often. */
const askTagger = async (
  records: readonly Taggable[],
  tagging: Tagging,
  { totals }: BuildContext['state'],
  failures: Failures
): Promise<TagScore[][] | null> => {
  if (failures.inARow >= MAX_FAILURES) return null;
  try {
    const scores = await tagging.tagger.tag(
      records.map(({ record, vectors }) => ({ text: record.text, passages: passagesOf(record), vectors }))
    );
    failures.inARow = 0;
    return scores.map((tags) => bestTags(tags, tagging.words, tagging.maxTags));
  } catch (thrown) {
    const error = toIndexRebuildError(thrown, 'TAGGING_FAILED');
    if (error.code !== 'TAGGING_FAILED') throw error;
    failures.inARow += 1;
    totals.taggingError = error.message;
    return null;
  }
};

/** Tags records whose text, taxonomy or tagger has changed. Records that fail keep their earlier tags. */
const tagRecords = async (
  records: readonly Taggable[],
  tagging: Tagging,
  { state }: BuildContext,
  failures: Failures
): Promise<void> => {
  if (records.length === 0) return;
  const { totals, tags } = state;
  const scores = await askTagger(records, tagging, state, failures);
  records.forEach(({ record }, index) => {
    if (scores) tags.set(recordKey(record), { inputHash: inputHashOf(tagging, record), tags: scores[index] });
    else if (record.tagged) tags.set(recordKey(record), record.tagged);
  });
  if (scores) totals.tagged += records.length;
  else totals.untagged += records.length;
};

const tagWindow = async (
  window: readonly StagedRecord[],
  tagging: Tagging,
  context: BuildContext,
  failures: Failures,
  signal: AbortSignal
): Promise<void> => {
  const { tags, totals, settled } = context.state;
  const stale: StagedRecord[] = [];
  for (const record of window) {
    if (!tagging.fields.has(record.uid)) continue;
    if (record.tagged?.inputHash === inputHashOf(tagging, record)) tags.set(recordKey(record), record.tagged);
    else stale.push(record);
  }
  if (!tagging.tagger.needsVectors) {
    const taggable = stale.map((record) => ({ record, vectors: null }));
    await tagRecords(taggable, tagging, context, failures);
    return;
  }
  const { embedded, reused } = await vectorsFor(stale, context, signal);
  await tagRecords([...reused, ...embedded], tagging, context, failures);
  // A record's tags are indexed with it, so it must be tagged before it is written.
  await writeRecords(context, [...reused, ...embedded]);
  totals.embedded += embedded.length;
  totals.reused += reused.length;
  for (const record of stale) settled.add(recordKey(record));
};

const lineOf = (record: StagedRecord, { state }: BuildContext): TagLine => {
  const { uid, documentId, locale, tagged: before } = record;
  const tagged = state.tags.get(recordKey(record)) ?? null;
  return { uid, documentId, locale, tagged, isNew: tagged !== before };
};

const tagAll = async (
  context: BuildContext,
  tagging: Tagging,
  report: Report,
  signal: AbortSignal
): Promise<void> => {
  const {
    ports: { workspace },
    state: { totals },
  } = context;
  const failures: Failures = { inARow: 0 };
  const lines = await workspace.writeLines(WORK_FILES.tags);
  let done = 0;
  for await (const window of windows(workspace.readLines<StagedRecord>(WORK_FILES.snapshot), WINDOW)) {
    signal.throwIfAborted();
    await tagWindow(window, tagging, context, failures, signal);
    const tagged = window.filter(({ uid }) => tagging.fields.has(uid));
    for (const record of tagged) await lines.write(lineOf(record, context));
    report((done += window.length), totals.staged);
  }
  await lines.close();
};

/** Gives the staged records of tagged content types their automatic tags, and writes them to a file for the write-tags stage. */
export const tag: Stage<BuildContext> = {
  name: 'tag',
  async run(context, report, signal) {
    const {
      input: { limits },
      ports: { tagging },
      state: { totals },
    } = context;
    report(0, totals.staged);
    if (tagging) {
      await tagAll(context, tagging, report, signal);
      assertFewFailures(totals.failures.length, totals.total, limits.maxFailedShare);
    }
    report(totals.staged, totals.staged);
  },
};
