import type { DocumentRef, RecordRef } from '../domain/record';
import type { RecordValues } from '../domain/source-text';
import type { Tagged } from '../domain/tags';

export type SourceRecord = RecordRef & {
  values: RecordValues;
  /** Its last automatic tags, where tagging is configured and it has been tagged. */
  tagged?: Tagged | null;
};

/** The published records of all sources, page by page: no process ever holds them all. */
export interface RecordPages {
  /** Published records at the time of the call; edits may change the number while pages are read. */
  count(): Promise<number>;
  /** The next page, or null after the last. */
  next(): Promise<SourceRecord[] | null>;
}

/** Single documents of the sources as they are now; those of other content types are not found. */
export interface RecordLookup {
  /** Published records of these documents, in every locale. */
  published(documents: readonly DocumentRef[]): Promise<SourceRecord[]>;
  /** All versions of these documents, drafts included, with display names. */
  existing(documents: readonly DocumentRef[]): Promise<(RecordRef & { name: string | null })[]>;
  /** Documents whose text uses a field of this document, which may be of any content type. */
  referringTo(document: DocumentRef): Promise<DocumentRef[]>;
  /**
   * Documents that lose a related document when this one is written: a relation may have one end only. Asked before.
   *
   * @param document Without an id while it is created; `data` is what is written to it.
   */
  losingTo(
    document: Partial<DocumentRef> & { uid: string; data?: Record<string, unknown> }
  ): Promise<DocumentRef[]>;
}
