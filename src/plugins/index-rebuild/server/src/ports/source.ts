import type { RecordValues } from '../domain/source-text';
import type { Tagged } from '../domain/tags';

export type SourceRecord = {
  documentId: string;
  locale: string | null;
  values: RecordValues;
  /** Its last automatic tags, where tagging is configured and it has been tagged. */
  tagged?: Tagged | null;
};

/** The published records, page by page: nobody ever holds them all. */
export interface RecordPages {
  /** How many published records there are when asked; edits may change it while pages are read. */
  count(): Promise<number>;
  /** The next page, or null after the last. */
  next(): Promise<SourceRecord[] | null>;
}
