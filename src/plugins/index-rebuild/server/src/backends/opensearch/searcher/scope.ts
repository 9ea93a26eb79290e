import { languageOf } from '../../../domain/languages';
import type { DocumentRef } from '../../../domain/record';
import type { SearchRequest, Within } from '../../../ports/searcher';
import { isWithin } from '../../embedded/searcher/allowed';
import type { ValuePath } from '../generation/mapping';
import type { SealedFacts } from '../generation/sealed';
import { withinQuery, withoutRecords } from './allowed';
import type { ChangedRecords } from './changed';

/** Which records a search may find, as queries; null for all of them. */
export type Scope = {
  /** Those of the request. */
  allowed: object | null;
  /** Those of any request. */
  findable: object | null;
  /** Whether they are not the same. */
  isNarrowed: boolean;
  /** Whether a filter narrows them, and not only content types and locales. */
  isFiltered: boolean;
};

type Groups = SealedFacts['groups'];

/** All rows of a document. */
const ofDocument = ({ uid, documentId }: DocumentRef): object => ({
  bool: { filter: [{ term: { document: documentId } }, { prefix: { group: `${uid}:` } }] },
});

/** Rows of any of these documents. */
export const ofDocuments = (documents: readonly DocumentRef[]): object => ({
  bool: { should: documents.map(ofDocument), minimum_should_match: 1 },
});

const without = (query: object | null, excluded: readonly object[]): object | null =>
  excluded.length === 0 ? query : { bool: { ...(query && { filter: [query] }), must_not: excluded } };

const coversAll = (within: readonly Within[], groups: Groups): boolean =>
  within.every(({ only, filter }) => only === undefined && filter === undefined) &&
  groups.every((group) => within.some((part) => isWithin(group, part)));

/** @param away Keys of records of which the generation's version is not to be found. */
export const scopeOf = (
  { wanted, within, steering }: SearchRequest,
  { groups, pathOf, changed, away }: ScopeParts
): Scope => {
  const findable = withoutRecords(null, away);
  const isNarrowed = within !== undefined && !coversAll(within, groups);
  const excluded = [
    ...('like' in wanted ? [{ term: { document: wanted.like.documentId } }] : []),
    ...(steering?.hidden ?? []).map(ofDocument),
  ];
  const allowed = withoutRecords(isNarrowed ? withinQuery(within, pathOf, changed) : null, away);
  return {
    ...{ allowed: without(allowed, excluded), findable },
    isNarrowed: isNarrowed || excluded.length > 0,
    isFiltered: within?.some(({ only, filter }) => only !== undefined || filter !== undefined) ?? false,
  };
};

export type ScopeParts = {
  groups: Groups;
  pathOf: ValuePath;
  changed: ChangedRecords;
  away: readonly string[];
};

/** The languages of the generation's records that a request may find, whatever its filters pass. */
export const languagesIn = (groups: Groups, within: readonly Within[] | undefined): string[] => [
  ...new Set(
    groups
      .filter((group) => within?.some((part) => isWithin(group, part)) ?? true)
      .map(({ locale }) => languageOf(locale))
  ),
];
