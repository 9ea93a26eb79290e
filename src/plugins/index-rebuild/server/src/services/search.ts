import type { Strapi } from '../adapters/strapi/types';
import type { Container } from '../container';
import { IndexRebuildError } from '../domain/errors';
import type { SearcherProcess } from '../processes/searcher/searcher-process';
import type { Hit } from '../processes/protocol';

type Document = Record<string, unknown> & { documentId: string };

export type SearchParameters = {
  q: unknown;
  limit?: unknown;
  locale?: unknown;
  /** Whoever asks, as Strapi's authentication found; decides which fields the answer shows. */
  auth: unknown;
};

export type SearchResult = {
  data: Record<string, unknown>[];
  meta: { generation: string; took: number; limit: number; count: number };
};

/** How many more hits than wanted are fetched first; some may be of records unpublished since. */
const OVER_FETCH = 2;

const invalid = (code: 'QUERY_EMPTY' | 'QUERY_TOO_LONG' | 'INVALID_REQUEST', message: string) =>
  new IndexRebuildError(code, message);

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

/** Semantic search over the live generation, answered with published records. */
export const createSearch = (strapi: Strapi, container: Container) => {
  const { settings, live, traffic } = container;
  const { maxQueryLength, defaultLimit, maxLimit } = settings.search;
  const uid = settings.source.uid as Parameters<Strapi['documents']>[0];

  const readQuery = (q: unknown): string => {
    const text = typeof q === 'string' ? q.trim() : '';
    if (!text) throw invalid('QUERY_EMPTY', 'Say what to search for in the parameter q.');
    if (text.length <= maxQueryLength) return text;
    throw invalid('QUERY_TOO_LONG', `q may have ${maxQueryLength} characters, this has ${text.length}.`);
  };

  const readLimit = (limit: unknown): number => {
    if (limit === undefined) return Math.min(defaultLimit, maxLimit);
    const number = typeof limit === 'string' && /^\d{1,6}$/.test(limit) ? Number(limit) : NaN;
    if (number >= 1 && number <= maxLimit) return number;
    throw invalid('INVALID_REQUEST', `limit is a whole number from 1 to ${maxLimit}.`);
  };

  const readLocale = async (locale: unknown): Promise<string | undefined> => {
    if (locale === undefined) return undefined;
    if (typeof locale === 'string' && /^[A-Za-z0-9-]{2,35}$/.test(locale)) return locale;
    throw invalid('INVALID_REQUEST', 'locale is a language code such as "en".');
  };

  /** The published records among the hits, in the hits' order, with their scores. */
  const hydrate = async (hits: readonly Hit[], locale?: string): Promise<[Document, number][]> => {
    const ids = [...new Set(hits.map(({ documentId }) => documentId))];
    const documents = (await strapi.documents(uid).findMany({
      status: 'published',
      locale,
      filters: { documentId: { $in: ids } },
      limit: ids.length,
    } as never)) as unknown as Document[];
    const byId = new Map(documents.map((document) => [document.documentId, document]));
    return hits.flatMap((hit) => {
      const document = byId.get(hit.documentId);
      const sameLocale = (document?.locale ?? null) === hit.locale;
      return document && sameLocale ? [[document, hit.score] as [Document, number]] : [];
    });
  };

  /** Fetches ever more hits until the page is full or the generation has no more. */
  const fillPage = async (
    searcher: SearcherProcess,
    text: string,
    limit: number,
    locale?: string
  ): Promise<[Document, number][]> => {
    for (let k = limit * OVER_FETCH; ; k *= 4) {
      const { hits, exhausted } = await searcher.search({ text, k });
      const found = await hydrate(hits, locale);
      if (found.length >= limit || exhausted) return found.slice(0, limit);
    }
  };

  const sanitize = (documents: readonly Document[], auth: unknown) =>
    strapi.contentAPI.sanitize.output(documents as never, strapi.getModel(uid as never), {
      auth: auth as never,
    }) as Promise<Record<string, unknown>[]>;

  return {
    /** @throws QUERY_EMPTY, QUERY_TOO_LONG, INVALID_REQUEST, and what live search throws (503). */
    async query({ q, limit, locale, auth }: SearchParameters): Promise<SearchResult> {
      const startedAt = performance.now();
      const text = readQuery(q);
      const size = readLimit(limit);
      const wantedLocale = await readLocale(locale);
      return counted(traffic, () =>
        live.use(async (searcher) => {
          const found = await fillPage(searcher, text, size, wantedLocale);
          const data = await sanitize(found.map(([document]) => document), auth);
          return {
            data: data.map((document, index) => ({ ...document, score: found[index][1] })),
            meta: {
              generation: searcher.served.generation,
              took: Math.round(performance.now() - startedAt),
              limit: size,
              count: data.length,
            },
          };
        })
      );
    },
  };
};

export type Search = ReturnType<typeof createSearch>;
