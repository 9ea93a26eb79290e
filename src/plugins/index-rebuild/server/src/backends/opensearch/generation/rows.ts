import { wordsOf } from '../../../domain/analyzer';
import type { FieldValue, FieldValues } from '../../../domain/field-value';
import type { FilterValue } from '../../../domain/filter';
import { recordKey } from '../../../domain/record';
import type { IndexedRecord } from '../../../ports/generation-writer';
import { typeOf, type ValuePath } from './mapping';
import { wordColumns } from '../searcher/words';

/** One document of the index. */
export type Row = { id: string; routing: string; body: Record<string, unknown> };

/** The records of one content type in one locale. */
export const groupOf = (uid: string, locale: string | null): string => `${uid}:${locale ?? ''}`;

const filled = (value: FieldValue): FilterValue[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => one !== null);

/** Values by their paths, without the object that holds them all. */
const valueColumns = (values: FieldValues, pathOf: ValuePath): Record<string, FilterValue[]> => {
  const columns: Record<string, FilterValue[]> = {};
  for (const [field, held] of Object.entries(values)) {
    for (const value of filled(held)) {
      const path = pathOf(field, typeOf(value));
      if (path !== null) (columns[path] ??= []).push(value);
    }
  }
  return columns;
};

/** The rows of a record: its vectors, the whole first, then its words. The number is part of the id. */
export const rowsOf = (record: IndexedRecord, dimensions: number, pathOf: ValuePath): Row[] => {
  const { uid, documentId, locale, name, tags, passages, fields, fingerprint, textHash, vectors } = record;
  const rid = recordKey(record);
  const shared = {
    ...{ rid, group: groupOf(uid, locale), document: documentId },
    ...valueColumns(record.filterable, pathOf),
  };
  const vectorRows = Array.from({ length: vectors.length / dimensions }, (_, row) => ({
    ...shared,
    kind: row === 0 ? 'whole' : 'passage',
    ...(row > 0 && { passage: passages[row - 1] }),
    vector: Array.from(vectors.subarray(row * dimensions, (row + 1) * dimensions)),
  }));
  const words = {
    ...{ ...shared, kind: 'words', name, tags, fingerprint, textHash, fields },
    ...{ names: wordsOf(name).join(' '), ...wordColumns(fields, locale) },
  };
  return [...vectorRows, words].map((body, row) => ({
    ...{ id: `${rid}#${row}`, routing: rid },
    body: { ...body, row },
  }));
};
