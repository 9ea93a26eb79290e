import type { StagedRecord } from '../../pipeline/build-context';
import type { IndexedRecord } from '../../ports/generation-writer';

/** What the generation, or the overlay itself, has of a record already. */
export type Held = {
  fingerprint: string;
  textHash: string | null;
  passages: readonly string[];
  vectors: Float32Array;
};

/** The vectors of a record whose text is just what is held; null when it is not. */
export const sameText = (
  { textHash, passages }: StagedRecord,
  held: Held,
  dimensions: number
): Float32Array | null =>
  held.textHash === textHash && held.vectors.length === (passages.length + 1) * dimensions
    ? held.vectors
    : null;

/** Copies the vectors of passages that are held. @returns Which rows are missing. */
export const takePassages = (
  { passages }: StagedRecord,
  held: Held | undefined,
  vectors: Float32Array,
  dimensions: number
): number[] => {
  const rows = new Map(held?.passages.map((text, at) => [text, at + 1]));
  const missing = [0];
  passages.forEach(({ text, embedded }, at) => {
    // With a context in front, the text alone does not say what was embedded.
    const row = text === embedded ? rows.get(text) : undefined;
    if (held && row !== undefined && (row + 1) * dimensions <= held.vectors.length)
      vectors.set(held.vectors.subarray(row * dimensions, (row + 1) * dimensions), (at + 1) * dimensions);
    else missing.push(at + 1);
  });
  return missing;
};

export const indexedRecord = (
  { uid, documentId, locale, name, fingerprint, textHash, passages, fields, filterable, tags }: StagedRecord,
  vectors: Float32Array
): IndexedRecord => ({
  ...{ uid, documentId, locale, fingerprint, textHash, fields, filterable, tags, vectors },
  name: name ?? '',
  passages: passages.map(({ text }) => text),
});
