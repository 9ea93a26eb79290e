import type { DocumentRef } from '../../../domain/record';
import type { Steering } from '../../../domain/steering';
import type { Allowed, Corpus } from './corpus';

/** The records of a query that people have decided about. */
export type Decided = {
  /** First among the hits, in this order. */
  pinned: readonly number[];
  /** Neither the pinned nor the hidden ones. */
  isOpen(record: number): boolean;
};

const recordsOf = (
  { records, ofDocument }: Corpus,
  { uid, documentId }: DocumentRef,
  allowed: Allowed | null
): number[] =>
  (ofDocument.get(documentId) ?? []).filter(
    (record) => records[record].uid === uid && (allowed === null || allowed.mask[record] === 1)
  );

/** @param allowed Whatever is decided, nothing else is found. */
export const decidedOf = (corpus: Corpus, { pinned, hidden }: Steering, allowed: Allowed | null): Decided => {
  const away = new Set(hidden.flatMap((document) => recordsOf(corpus, document, allowed)));
  const first = new Set(pinned.flatMap((document) => recordsOf(corpus, document, allowed)));
  for (const record of away) first.delete(record);
  return { pinned: [...first], isOpen: (record) => !away.has(record) && !first.has(record) };
};

/** What is searched by meaning: the query, and what else its words may be called. */
export const meaningOf = (text: string, variants: readonly string[]): string => {
  const own = new Set(text.toLowerCase().split(' '));
  const words = variants
    .flatMap((variant) => variant.split(' '))
    .filter((word) => !own.has(word.toLowerCase()));
  return [text, ...new Set(words)].join(' ');
};
