import type { DriftLevel, SearchMeta } from '../../../../shared/contracts';
import type { ResolvedSettings } from '../../config/settings';
import type { Traffic } from '../../domain/traffic';
import { monotonicMs } from '../../lib/monotonic';
import type { Hit, Searcher, Wanted } from '../../ports/searcher';
import { createAdmission } from './admission';
import { findPage, type Page } from './find-page';
import { visibleHighlight } from './highlight';
import { createOutageLog } from './outage-log';
import { assertShallow, readRequest, readText, type Request } from './parameters';
import type { RecordQuery, Records } from './records';
import { counted } from './traffic';

export type SearchCall = {
  /** The query string as Strapi has parsed it. */
  query: Record<string, unknown>;
  /** The caller, from Strapi's authentication; decides which fields the answer shows. */
  auth: unknown;
};

export type SearchResult = { data: Record<string, unknown>[]; meta: SearchMeta };

/** What search depends on. */
export type SearchParts = {
  records: Records;
  live: { use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> };
  settings: ResolvedSettings['search'];
  /** The field whose passages are shown. */
  passageField: string;
  traffic: Traffic;
  driftLevel: { current: DriftLevel | null };
  log: { warn(message: string): void };
};

const shownHit = (
  document: Record<string, unknown>,
  hit: Hit,
  { highlight, explain }: Request,
  field: string
) => ({
  ...document,
  score: hit.score,
  ...(highlight && { highlight: visibleHighlight(hit.highlight, field, document) }),
  ...(explain && { explain: hit.parts }),
});

/** Page numbers are those of full pages, even on the last one, which may be shorter. */
const paginationOf = ({ start, size }: Request, total: number, maxHits: number): SearchMeta['pagination'] => {
  const within = Math.min(total, maxHits);
  return {
    page: Math.floor(start / size) + 1,
    pageSize: size,
    pageCount: Math.ceil(within / size),
    total: within,
    capped: total > maxHits,
  };
};

/** Share of a search's time for ranking; the rest is for reading the records and answering or refusing. */
const RANKING_SHARE = 0.8;

type WantedIn = (locale: string | undefined) => Wanted;

/** Search over the live generation, answered with published records. */
export const createSearch = (parts: SearchParts) => {
  const { records, live, settings, passageField, traffic, driftLevel, log } = parts;
  const { maxHits, maxWaiting, timeoutMs } = settings;
  const rankingMs = timeoutMs * RANKING_SHARE;
  const admission = createAdmission({ maxWaiting, timeoutMs: rankingMs, now: monotonicMs });
  const logOutage = createOutageLog(log);

  const searchPage = async (
    searcher: Searcher,
    wantedIn: WantedIn,
    request: Request,
    { filters, ...shown }: RecordQuery
  ): Promise<Page> => {
    const begunAt = monotonicMs();
    const locale = await records.localeFor(request.locale);
    const { mode, start, limit } = request;
    const scope = { locale, filters, deadline: begunAt + timeoutMs };
    const deadline = begunAt + rankingMs;
    return findPage(searcher, records, {
      wanted: wantedIn(locale),
      mode,
      start,
      limit,
      maxHits,
      shown,
      scope,
      deadline,
    });
  };

  const present = async (
    { found, total }: Page,
    request: Request,
    auth: unknown
  ): Promise<Pick<SearchResult, 'data'> & { pagination: SearchMeta['pagination'] }> => {
    const documents = await records.sanitize(
      found.map(([document]) => document),
      auth
    );
    return {
      data: documents.map((document, index) => shownHit(document, found[index][1], request, passageField)),
      pagination: paginationOf(request, total, maxHits),
    };
  };

  const answer = async (
    wantedIn: WantedIn,
    request: Request,
    { query, auth }: SearchCall
  ): Promise<SearchResult> => {
    const startedAt = monotonicMs();
    assertShallow(query.filters, settings);
    const checked = await records.check(query, auth);
    const work = (begun: () => void) =>
      live.use(async (searcher) => {
        begun();
        const page = await searchPage(searcher, wantedIn, request, checked);
        const { data, pagination } = await present(page, request, auth);
        const { generation } = searcher;
        const took = Math.round(monotonicMs() - startedAt);
        return {
          data,
          meta: { generation, mode: request.mode, drift: driftLevel.current, took, pagination },
        };
      });
    return counted(traffic, () => admission.run(work)).catch((error) => {
      logOutage(error);
      throw error;
    });
  };

  return {
    /** @throws QUERY_EMPTY, QUERY_TOO_LONG, INVALID_REQUEST, and what live search throws (503). */
    async query(call: SearchCall): Promise<SearchResult> {
      const text = readText(call.query.q, settings);
      return answer(() => ({ text }), readRequest(call.query, settings, 'search'), call);
    },

    /**
     * Records similar to an indexed one, which is left out.
     *
     * @throws RECORD_NOT_INDEXED, INVALID_REQUEST, and what live search throws (503).
     */
    async similar(documentId: string, call: SearchCall): Promise<SearchResult> {
      const request = { ...readRequest(call.query, settings, 'similar'), mode: 'semantic' as const };
      return answer((locale) => ({ like: { documentId, locale: locale ?? null } }), request, call);
    },
  };
};

export type Search = ReturnType<typeof createSearch>;
