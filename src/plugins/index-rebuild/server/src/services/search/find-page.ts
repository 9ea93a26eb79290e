import type { SearchMode, Weights } from '../../../../shared/contracts';
import { documentKey, type DocumentRef } from '../../domain/record';
import type { Steering } from '../../domain/steering';
import type { Hit, Searcher, Wanted } from '../../ports/searcher';
import { narrow, type Narrowing } from './filters';
import { walk, type Walked } from './page';
import { facetRequestsOf, withinOf, type Document, type Records, type Scope } from './records';

export type PageSearch = {
  wanted: Wanted;
  mode: SearchMode;
  minScore?: number;
  /** Null when nobody has decided anything about what is wanted. */
  steering: Steering | null;
  /** Left out when everything counts as it was tuned. */
  weights?: Weights;
  start: number;
  limit: number;
  /** Hits beyond this one are not paged through. */
  maxHits: number;
  scope: Scope;
  /** When the ranking is too late to be used: before the scope's deadline, which is the database's. */
  deadline: number;
};

export type Page = { found: [Document, Hit][] } & Omit<Walked, 'hits'>;

/** More than needed, to make up for hits that do not pass: the first part is usually enough. */
const MARGIN = 1.3;
const SPARE = 10;

const asker = (
  searcher: Searcher,
  { wanted, mode, minScore, steering, weights, scope, deadline }: PageSearch,
  only?: ReadonlyMap<string, string[]>
) => {
  const within = withinOf(scope, only);
  const facets = facetRequestsOf(scope);
  return (k: number) =>
    searcher.search({
      ...{ wanted, mode, minScore, deadline, k, within },
      ...(facets && { facets }),
      ...(steering && { steering }),
      ...(weights && { weights }),
    });
};

const hydrated = async (records: Records, hits: readonly Hit[], scope: Scope): Promise<Page['found']> => {
  const documents = await records.hydrate(hits, scope);
  return hits.flatMap((hit) => {
    const document = documents.get(documentKey(hit));
    return document ? [[document, hit] as [Document, Hit]] : [];
  });
};

/** The first page costs one database query for each content type: reading the records also shows which ones remain. */
const firstPage = async (
  records: Records,
  ask: ReturnType<typeof asker>,
  { limit, scope }: PageSearch
): Promise<Page> => {
  const documents = new Map<string, Document>();
  const passing = async (hitsToCheck: readonly DocumentRef[]) => {
    const found = await records.hydrate(hitsToCheck, scope);
    found.forEach((document, key) => documents.set(key, document));
    return new Set(found.keys());
  };
  const { hits, ...rest } = await walk({ ask, passing, needed: limit, partFor: (missing) => missing });
  return { found: hits.map((hit) => [documents.get(documentKey(hit)) as Document, hit]), ...rest };
};

/** Checks each hit in the database, when too many documents pass the filters to list them. */
const broadPage = async (
  searcher: Searcher,
  records: Records,
  search: PageSearch,
  count: number
): Promise<Walked> => {
  const { start, limit, minScore, maxHits, scope } = search;
  // A record that is not about the query is not a hit, nor is the one that others are like: only walking shows the total.
  const countsAll = minScore === 0 && search.mode !== 'lexical' && 'text' in search.wanted;
  const hasAll = countsAll && search.steering === null;
  const needed = hasAll ? start + limit : maxHits + 1;
  const share = Math.min(1, count / Math.max(1, searcher.records));
  const { total, ...walked } = await walk({
    ask: asker(searcher, search),
    passing: (documents) => records.passing(documents, scope),
    needed,
    firstK: Math.ceil((needed / share) * MARGIN) + SPARE,
  });
  return { ...walked, total: hasAll ? count : total };
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
    async passing(documents) {
      // The database has just listed these.
      const listed = documents.filter(({ uid }) => only?.has(uid));
      const others = documents.filter(({ uid }) => !only?.has(uid));
      const passing = others.length > 0 ? await records.passing(others, search.scope) : [];
      return new Set([...listed.map(documentKey), ...passing]);
    },
    needed: search.start + search.limit,
  });
};

/** The first hits that are published now and pass the filters, without their records. */
export const findHits = async (searcher: Searcher, records: Records, search: PageSearch): Promise<Walked> =>
  laterPage(searcher, records, search, await narrow(records, search.scope));

/** The requested page of the hits that are published now and pass the filters. */
export const findPage = async (searcher: Searcher, records: Records, search: PageSearch): Promise<Page> => {
  const narrowing = await narrow(records, search.scope);
  const { start, limit } = search;
  if (start === 0 && narrowing.kind !== 'counted') {
    const only = narrowing.kind === 'listed' ? narrowing.only : undefined;
    return firstPage(records, asker(searcher, search, only), search);
  }
  const { hits, ...rest } = await laterPage(searcher, records, search, narrowing);
  return { found: await hydrated(records, hits.slice(start, start + limit), search.scope), ...rest };
};
