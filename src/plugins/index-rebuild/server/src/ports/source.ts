import type { RecordValues } from '../domain/source-text';
import type { Tagged } from '../domain/tags';

export type RecordName = { documentId: string; locale: string | null };

export type SourceRecord = RecordName & {
  values: RecordValues;
  /** Its last automatic tags, where tagging is configured and it has been tagged. */
  tagged?: Tagged | null;
};

/** The published records, page by page: no process ever holds them all. */
export interface RecordPages {
  /** Published records at the time of the call; edits may change the number while pages are read. */
  count(): Promise<number>;
  /** The next page, or null after the last. */
  next(): Promise<SourceRecord[] | null>;
}

/** Single documents of the source as they are now. */
export interface RecordLookup {
  /** Published records of these documents, in every locale. */
  published(documentIds: readonly string[]): Promise<SourceRecord[]>;
  /** All versions of these documents, drafts included, with display names. */
  existing(documentIds: readonly string[]): Promise<(RecordName & { name: string | null })[]>;
  /** Documents whose text uses a field of this document of another content type. */
  referringTo(uid: string, documentId: string): Promise<string[]>;
}
