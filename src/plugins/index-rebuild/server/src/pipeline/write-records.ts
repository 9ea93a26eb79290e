import { recordKey } from '../domain/record';
import type { IndexedRecord } from '../ports/generation-writer';
import type { BuildContext, StagedRecord } from './build-context';

/** A record and its vectors: row-major, the whole first. */
export type WithVectors = { record: StagedRecord; vectors: Float32Array };

/** Names and synonyms of a record's automatic tags as one more field, so that search finds them. */
const tagField = (
  { ports: { tagging }, state: { tags } }: BuildContext,
  record: StagedRecord
): Record<string, string> => {
  const field = tagging?.fields.get(record.uid);
  const tagged = tags.get(recordKey(record))?.tags ?? [];
  if (!tagging || field === undefined || tagged.length === 0) return {};
  const words = tagged.flatMap(({ tag }) => tagging.words.get(tag) ?? []);
  return { [field]: words.join(', ') };
};

/** The tags that editors gave a record, and its automatic ones. */
const tagsOf = ({ ports: { tagging }, state }: BuildContext, record: StagedRecord): string[] => {
  const automatic = state.tags.get(recordKey(record))?.tags ?? [];
  const names = automatic.flatMap(({ tag }) => tagging?.names.get(tag) ?? []);
  return [...new Set([...record.tags, ...names])];
};

const toIndexedRecord = (context: BuildContext, { record, vectors }: WithVectors): IndexedRecord => {
  const { uid, documentId, locale, name, fingerprint, textHash, passages, fields, filterable } = record;
  return {
    ...{ uid, documentId, locale, fingerprint, textHash, filterable, vectors },
    name: name ?? '',
    passages: passages.map(({ text }) => text),
    fields: { ...fields, ...tagField(context, record) },
    tags: tagsOf(context, record),
  };
};

/** Writes records with their vectors to the generation, and counts their rows. */
export const writeRecords = async (context: BuildContext, records: readonly WithVectors[]): Promise<void> => {
  if (records.length === 0) return;
  await context.ports.writer.add(records.map((record) => toIndexedRecord(context, record)));
  for (const { vectors } of records)
    context.state.totals.rows += vectors.length / context.input.spec.dimensions;
};
