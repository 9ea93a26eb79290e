import type { SearchMeta } from '../../../../shared/contracts';
import type { Strapi } from '../../adapters/strapi/types';
import type { Container } from '../../container';
import type { SearcherProcess } from '../../processes/searcher/searcher-process';
import type { Hit, SearchRequest, Wanted } from '../../processes/protocol';
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
const counted = async <T>(traffic: Container['traffic'], work: () => Promise<T>): Promise<T> => {
  traffic.queries += 1;
  try {
    return await work();
  } catch (error) {
    traffic.failed += 1;
    throw error;
  }
};

/** Search over the live generation, answered with published records. */
export const createSearch = (strapi: Strapi, container: Container) => {
  const { settings, live, traffic, driftLevel } = container;
  const { maxHits } = settings.search;
  const records = createRecords(strapi, settings.source.uid);

  /** The page that the request names, of those hits that are published now. */
  const fill = async (
    searcher: SearcherProcess,
    search: Omit<SearchRequest, 'k'>,
    { start, limit }: Request,
    query: RecordQuery,
    locale: string | undefined
  ): Promise<Page> => {
    for (let k = start + limit + SPARE; ; k *= 4) {
      const { hits, total, exhausted } = await searcher.search({ ...search, k });
      const ids = hits.map(({ documentId }) => documentId);
      const alive = start > 0 ? await records.alive(ids, query.filters, locale) : null;
      const wanted = alive ? hits.filter(({ documentId }) => alive.has(documentId)).slice(start, start + limit) : hits;
      const documents = await records.hydrate(wanted.map(({ documentId }) => documentId), query, locale);
      const found = wanted.flatMap((hit) => {
        const document = documents.get(hit.documentId);
        return document ? [[document, hit] as [Document, Hit]] : [];
      });
      if (found.length < limit && !exhausted) continue;
      const left = total - (hits.length - (alive?.size ?? documents.size));
      return { found: found.slice(0, limit), total: Math.min(left, maxHits), capped: left > maxHits };
    }
  };

  const shown = (document: Record<string, unknown>, hit: Hit, { highlight, explain }: Request) => ({
    ...document,
    score: hit.score,
    ...(highlight && { highlight: hit.highlight }),
    ...(explain && { explain: hit.parts }),
  });

  const answer = async (wanted: Wanted, request: Request, { query, auth }: SearchCall): Promise<SearchResult> => {
    const startedAt = performance.now();
    assertShallow(query.filters, settings.search);
    const checked = await records.check(query as RecordQuery, auth);
    const locale = await records.localeFor(request.locale);
    const only = checked.filters && (await records.idsOf(checked.filters, locale));
    const search = { wanted, mode: request.mode, ...(locale !== undefined && { locale }), ...(only && { only }) };
    return counted(traffic, () =>
      live.use(async (searcher) => {
        const { found, total, capped } = await fill(searcher, search, request, checked, locale);
        const data = await records.sanitize(found.map(([document]) => document), auth);
        const { start, limit } = request;
        return {
          data: data.map((document, index) => shown(document, found[index][1], request)),
          meta: {
            generation: searcher.served.generation,
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
