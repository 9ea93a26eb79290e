import type { SearchMode } from '../../../../shared/contracts';
import type { Hit, Searcher, Wanted } from '../../ports/searcher';
import { narrow, type Narrowing } from './filters';
import { walk, type Walked } from './page';
import type { Document, RecordQuery, Records, Scope } from './records';

export type PageSearch = {
  wanted: Wanted;
  mode: SearchMode;
  start: number;
  limit: number;
  /** Hits beyond this one are not paged through. */
  maxHits: number;
  /** What is shown of each record. */
  shown: RecordQuery;
  scope: Scope;
  /** When the ranking is too late to be used: before the scope's deadline, which is the database's. */
  deadline: number;
};

export type Page = { found: [Document, Hit][]; total: number };

/** More than needed, to make up for hits that do not pass: the first part is usually enough. */
const MARGIN = 1.3;
const SPARE = 10;

const asker = (
  searcher: Searcher,
  { wanted, mode, scope, deadline }: PageSearch,
  only?: readonly string[]
) => {
  const { locale } = scope;
  const narrowed = { ...(locale !== undefined && { locale }), ...(only && { only }) };
  return (k: number) => searcher.search({ wanted, mode, deadline, k, ...narrowed });
};

const hydrated = async (
  records: Records,
  hits: readonly Hit[],
  search: PageSearch
): Promise<Page['found']> => {
  const ids = hits.map(({ documentId }) => documentId);
  const documents = await records.hydrate(ids, search.shown, search.scope);
  return hits.flatMap((hit) => {
    const document = documents.get(hit.documentId);
    return document ? [[document, hit] as [Document, Hit]] : [];
  });
};

/** The first page costs one database query: reading the records also shows which ones remain. */
const firstPage = async (
  records: Records,
  ask: ReturnType<typeof asker>,
  { limit, shown, scope }: PageSearch
): Promise<Page> => {
  const documents = new Map<string, Document>();
  const passing = async (ids: readonly string[]) => {
    const found = await records.hydrate(ids, shown, scope);
    found.forEach((document, id) => documents.set(id, document));
    return new Set(found.keys());
  };
  const { hits, total } = await walk({ ask, passing, needed: limit, partFor: (missing) => missing });
  return {
    found: hits.map((hit) => [documents.get(hit.documentId) as Document, hit]),
    total,
  };
};

/** Checks each hit in the database, when too many documents pass the filters to list them. */
const broadPage = async (
  searcher: Searcher,
  records: Records,
  search: PageSearch,
  count: number
): Promise<Walked> => {
  const { mode, start, limit, maxHits, scope } = search;
  // In lexical mode a record without any of the words is not a hit, so only walking shows the total.
  const needed = mode === 'lexical' ? maxHits + 1 : start + limit;
  const share = Math.min(1, count / Math.max(1, searcher.records));
  const { hits, total } = await walk({
    ask: asker(searcher, search),
    passing: (ids) => records.passing(ids, scope),
    needed,
    firstK: Math.ceil((needed / share) * MARGIN) + SPARE,
  });
  return { hits, total: mode === 'lexical' ? total : count };
};

const laterPage = (
  searcher: Searcher,
  records: Records,
  search: PageSearch,
  narrowing: Narrowing
): Promise<Walked> => {
  if (narrowing.kind === 'counted') return broadPage(searcher, records, search, narrowing.count);
  const only = narrowing.kind === 'listed' ? narrowing.only : undefined;
  return walk({
    ask: asker(searcher, search, only),
    passing: async (ids) => (only ? new Set(ids) : records.passing(ids, search.scope)),
    needed: search.start + search.limit,
  });
};

/** The requested page of the hits that are published now and pass the filters. */
export const findPage = async (searcher: Searcher, records: Records, search: PageSearch): Promise<Page> => {
  const narrowing = await narrow(records, search.scope);
  const { start, limit } = search;
  if (start === 0 && narrowing.kind !== 'counted') {
    const only = narrowing.kind === 'listed' ? narrowing.only : undefined;
    return firstPage(records, asker(searcher, search, only), search);
  }
  const { hits, total } = await laterPage(searcher, records, search, narrowing);
  return { found: await hydrated(records, hits.slice(start, start + limit), search), total };
};
