import type { ShownSuggestion } from '../../../../shared/contracts';
import { documentKey, type DocumentRef } from '../../domain/record';
import type { RecordValues } from '../../domain/source-text';
import { isIn, pageOf, type Suggested } from '../../domain/suggestions';
import type { Searcher } from '../../ports/searcher';
import { withinOf, type Document, type RecordQuery, type Records, type Scope } from './records';

/** The values that suggestions are made of, in records as a caller may see them. */
export interface ShownValues {
  /** What to ask of a content type's records so that those values are in them. */
  query(uid: string): RecordQuery;
  values(uid: string, record: Record<string, unknown>): RecordValues;
}

/** What suggestions of a content type are made of. */
export type SuggestingSource = { uid: string; displayName: string; template: string };

export type SuggestParts = {
  records: Pick<Records, 'hydrate' | 'sanitize'>;
  sources: readonly SuggestingSource[];
  shownValues: ShownValues;
};

export type SuggestSearch = {
  text: string;
  limit: number;
  /** With what `ShownValues.query` asks for, as far as this caller may ask for it. */
  scope: Scope;
  /** When the searcher's answer is too late to be used. */
  deadline: number;
  auth: unknown;
};

/** More than are shown, to make up for those that are not published any more. */
const SPARE = 4;

const documentsOf = (suggestions: readonly Suggested[]): DocumentRef[] => [
  ...new Map(suggestions.flatMap(({ records }) => records).map((ref) => [documentKey(ref), ref])).values(),
];

/** What this caller may see of the documents, by `documentKey`; nothing of those that are not published. */
const shownOf = async (
  documents: readonly DocumentRef[],
  { records, shownValues }: SuggestParts,
  { scope, auth }: SuggestSearch
): Promise<Map<string, RecordValues>> => {
  const found = await records.hydrate(documents, scope);
  const shown = new Map<string, RecordValues>();
  for (const { uid } of scope.types) {
    const own = documents.flatMap((ref) => (ref.uid === uid ? (found.get(documentKey(ref)) ?? []) : []));
    if (own.length === 0) continue;
    const clean = (await records.sanitize(uid, own, auth)) as Document[];
    own.forEach(({ documentId }, at) =>
      shown.set(documentKey({ uid, documentId }), shownValues.values(uid, clean[at]))
    );
  }
  return shown;
};

const present = ({ kind, text }: Suggested, { uid, documentId }: DocumentRef): ShownSuggestion =>
  kind === 'name' ? { text, kind, contentType: uid, documentId } : { text, kind };

type Held = Suggested & { holder: DocumentRef };

/** Those that a record has which this caller may see, with that record. */
const heldAmong = async (
  suggestions: readonly Suggested[],
  parts: SuggestParts,
  search: SuggestSearch
): Promise<Held[]> => {
  if (suggestions.length === 0) return [];
  const shown = await shownOf(documentsOf(suggestions), parts, search);
  const sources = new Map(parts.sources.map((source) => [source.uid, source]));
  return suggestions.flatMap((suggestion) => {
    const holder = suggestion.records.find((ref) => {
      const values = shown.get(documentKey(ref));
      const source = sources.get(ref.uid);
      return values !== undefined && source !== undefined && isIn(suggestion, source, values);
    });
    return holder ? [{ ...suggestion, holder }] : [];
  });
};

/**
 * What a visitor may mean, of the live generation. Each suggestion is shown only because a record that
 * is published now, and shows it to this caller, has it.
 */
export const findSuggestions = async (
  searcher: Searcher,
  parts: SuggestParts,
  search: SuggestSearch
): Promise<ShownSuggestion[]> => {
  const { text, limit, scope, deadline } = search;
  const { suggestions } = await searcher.suggest({
    ...{ text, limit: limit + SPARE, deadline },
    within: withinOf(scope),
  });
  const likely = pageOf(suggestions, limit + SPARE);
  const held = await heldAmong(likely, parts, search);
  if (held.length < Math.min(limit, likely.length)) {
    const others = suggestions.filter((suggestion) => !likely.includes(suggestion));
    held.push(...(await heldAmong(others, parts, search)));
  }
  return pageOf(held, limit).map((one) => present(one, one.holder));
};
