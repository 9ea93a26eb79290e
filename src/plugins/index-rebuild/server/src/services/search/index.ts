import type { SearchMeta } from '../../../../shared/contracts';
import type { Strapi } from '../../adapters/strapi/types';
import type { Container } from '../../container';
import type { Hit, Searcher, SearchRequest, Wanted } from '../../ports/searcher';
import { createOutageLog } from './outage-log';
import { assertShallow, readRequest, readText, type Request } from './parameters';
import { createRecords, type Document, type RecordQuery } from './records';

export type SearchCall = {
  /** The query string as Strapi has parsed it. */
  query: Record<string, unknown>;
  /** Whoever asks, as Strapi's authentication found; decides which fields the answer shows. */
  auth: unknown;
};

export type SearchResult = { data: Record<string, unknown>[]; meta: SearchMeta };

/** Hits beyond the page that are looked at first; some may be of records unpublished since. */
const SPARE = 10;

type Page = { found: [Document, Hit][]; total: number; capped: boolean };

/** Counts a query, and whether it failed through no fault of whoever asked. */
const counted = async <T>(
  traffic: Container['traffic'],
  onError: (error: unknown) => void,
  work: () => Promise<T>
): Promise<T> => {
  traffic.queries += 1;
  try {
    return await work();
  } catch (error) {
    traffic.failed += 1;
    onError(error);
    throw error;
  }
};

/** Search over the live generation, answered with published records. */
export const createSearch = (strapi: Strapi, container: Container) => {
  const { settings, live, traffic, driftLevel } = container;
  const logOutage = createOutageLog(container.log);
  const { maxHits } = settings.search;
  const records = createRecords(strapi, settings.source.uid);

  /**
   * The first `limit` of the hits that are published now. One query, unless some of the hits are gone:
   * then the next ones take their places.
   */
  const hydrateFirst = async (
    hits: readonly Hit[],
    limit: number,
    query: RecordQuery,
    locale: string | undefined
  ): Promise<{ found: [Document, Hit][]; gone: number }> => {
    const found: [Document, Hit][] = [];
    let asked = 0;
    while (found.length < limit && asked < hits.length) {
      const next = hits.slice(asked, asked + limit - found.length);
      asked += next.length;
      const documents = await records.hydrate(
        next.map(({ documentId }) => documentId),
        query,
        locale
      );
      for (const hit of next) {
        const document = documents.get(hit.documentId);
        if (document) found.push([document, hit]);
      }
    }
    return { found, gone: asked - found.length };
  };

  /** The page that the request names, of those hits that are published now. */
  const fill = async (
    searcher: Searcher,
    search: Omit<SearchRequest, 'k'>,
    { start, limit }: Request,
    query: RecordQuery,
    locale: string | undefined
  ): Promise<Page> => {
    for (let k = start + limit + SPARE; ; k *= 4) {
      const { hits, total, exhausted } = await searcher.search({ ...search, k });
      const ids = hits.map(({ documentId }) => documentId);
      const alive = start > 0 ? await records.alive(ids, query.filters, locale) : null;
      const wanted = alive
        ? hits.filter(({ documentId }) => alive.has(documentId)).slice(start, start + limit)
        : hits;
      const { found, gone } = await hydrateFirst(wanted, limit, query, locale);
      if (found.length < limit && !exhausted) continue;
      const left = total - (alive ? hits.length - alive.size : gone);
      return { found, total: Math.min(left, maxHits), capped: left > maxHits };
    }
  };

  const shown = (document: Record<string, unknown>, hit: Hit, { highlight, explain }: Request) => ({
    ...document,
    score: hit.score,
    ...(highlight && { highlight: hit.highlight }),
    ...(explain && { explain: hit.parts }),
  });

  const answer = async (
    wanted: Wanted,
    request: Request,
    { query, auth }: SearchCall
  ): Promise<SearchResult> => {
    const startedAt = performance.now();
    assertShallow(query.filters, settings.search);
    const checked = await records.check(query as RecordQuery, auth);
    const locale = await records.localeFor(request.locale);
    const only = checked.filters && (await records.idsOf(checked.filters, locale));
    const search = {
      wanted,
      mode: request.mode,
      ...(locale !== undefined && { locale }),
      ...(only && { only }),
    };
    return counted(traffic, logOutage, () =>
      live.use(async (searcher) => {
        const { found, total, capped } = await fill(searcher, search, request, checked, locale);
        const data = await records.sanitize(
          found.map(([document]) => document),
          auth
        );
        const { start, limit } = request;
        return {
          data: data.map((document, index) => shown(document, found[index][1], request)),
          meta: {
            generation: searcher.generation,
            mode: request.mode,
            drift: driftLevel.current,
            took: Math.round(performance.now() - startedAt),
            pagination: {
              page: Math.floor(start / limit) + 1,
              pageSize: limit,
              pageCount: Math.ceil(total / limit),
              ...{ total, capped },
            },
          },
        };
      })
    );
  };

  return {
    /** @throws QUERY_EMPTY, QUERY_TOO_LONG, INVALID_REQUEST, and what live search throws (503). */
    async query(call: SearchCall): Promise<SearchResult> {
      const text = readText(call.query.q, settings.search);
      return answer({ text }, readRequest(call.query, settings.search), call);
    },

    /**
     * Records like one of the index, itself left out.
     *
     * @throws RECORD_NOT_INDEXED, INVALID_REQUEST, and what live search throws (503).
     */
    async similar(documentId: string, call: SearchCall): Promise<SearchResult> {
      const request = { ...readRequest(call.query, settings.search), mode: 'semantic' as const };
      const locale = (await records.localeFor(request.locale)) ?? null;
      return answer({ like: { documentId, locale } }, request, call);
    },
  };
};

export type Search = ReturnType<typeof createSearch>;
