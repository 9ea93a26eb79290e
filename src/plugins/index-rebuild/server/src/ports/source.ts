import type { RecordValues } from '../domain/source-text';

export type SourceRecord = { documentId: string; locale: string | null; values: RecordValues };

/** The published records, page by page: nobody ever holds them all. */
export interface RecordPages {
  /** How many published records there are when asked; edits may change it while pages are read. */
  count(): Promise<number>;
  /** The next page, or null after the last. */
  next(): Promise<SourceRecord[] | null>;
}
