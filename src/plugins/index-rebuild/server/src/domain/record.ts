/** One document of a content type, in all of its locales. */
export type DocumentRef = { uid: string; documentId: string };

/** One published document in one locale; `locale` is null for a content type without locales. */
export type RecordRef = DocumentRef & { locale: string | null };

/** The key of a document: `api::article.article:a1b2`. Neither a document's id nor a locale has a colon. */
export const documentKey = ({ uid, documentId }: DocumentRef): string => `${uid}:${documentId}`;

/** The key of a record: `api::article.article:a1b2:en`, with nothing after the last colon without a locale. */
export const recordKey = ({ uid, documentId, locale }: RecordRef): string =>
  `${uid}:${documentId}:${locale ?? ''}`;

/** The document that `documentKey` made the key of. */
export const documentOf = (key: string): DocumentRef => {
  const at = key.lastIndexOf(':');
  return { uid: key.slice(0, at), documentId: key.slice(at + 1) };
};

/** The record that `recordKey` made the key of. */
export const recordOf = (key: string): RecordRef => {
  const at = key.lastIndexOf(':');
  return { ...documentOf(key.slice(0, at)), locale: key.slice(at + 1) || null };
};

/**
 * Whether a record of a document is the one in this locale: a content type without locales has one, whatever
 * locale is asked for.
 */
export const isInLocale = ({ locale: own }: Pick<RecordRef, 'locale'>, locale: string | null): boolean =>
  own === locale || own === null;
