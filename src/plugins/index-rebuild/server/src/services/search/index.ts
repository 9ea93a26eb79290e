import type { DriftLevel, SearchMeta, SuggestResponse, Weights } from '../../../../shared/contracts';
import type { ResolvedSettings } from '../../config/settings';
import { recordNotIndexed } from '../../domain/errors';
import { areWeak } from '../../domain/insights/weak-hits';
import type { Traffic } from '../../domain/traffic';
import { askedWeights, changedWeights } from '../../domain/weights';
import { monotonicMs } from '../../lib/monotonic';
import type { Metrics } from '../../ports/metrics';
import type { Hit, Searcher, Wanted } from '../../ports/searcher';
import { documentKey } from '../../domain/record';
import type { Steering } from '../../domain/steering';
import type { FoundPage } from '../insights/countable';
import type { Admission } from './admission';
import { findPage, type Page } from './find-page';
import { visibleHighlights, type PassageTexts } from './highlight';
import { createOutageLog } from './outage-log';
import { readRequest, readSuggestRequest, readText, type Request, type SuggestRequest } from './parameters';
import { shownFacets } from './facets';
import type { Document, Records, TypeScope } from './records';
import { scopesOf, upToDate, type FreshValues } from './scopes';
import { findSuggestions, type ShownValues, type SuggestingSource } from './suggest';
import { counted } from './traffic';
import type { SearchedType } from './types';

export type SearchCall = {
  /** The query string as Strapi has parsed it. */
  query: Record<string, unknown>;
  /** The caller, from Strapi's authentication; decides which fields the answer shows. */
  auth: unknown;
  /** Is told what the query has found. */
  onFound?(found: FoundPage): void;
};

export type SearchResult = { data: Record<string, unknown>[]; meta: SearchMeta };

/** What search depends on. */
export type SearchParts = {
  records: Records;
  live: { use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> };
  settings: ResolvedSettings['search'];
  freshValues: FreshValues;
  /** Shared by everybody who searches. */
  admission: { run: Admission['run'] };
  /** The content types that are indexed. */
  types: readonly SearchedType[];
  passageTexts: PassageTexts;
  shownValues: ShownValues;
  /** What suggestions are made of, by content type. */
  sources: readonly SuggestingSource[];
  traffic: Traffic;
  /** Is told of each query that was answered. */
  metrics: Pick<Metrics, 'answered'>;
  driftLevel: { current: DriftLevel | null };
  /** What people have decided about a query. */
  steering: { for(query: string): Promise<Steering | null> };
  /** What counts how much in the ranking of what queries find. */
  weights(): Weights;
  log: { warn(message: string): void };
};

const shownHit = (
  document: Record<string, unknown>,
  { uid, score, parts, pinned, factors }: Hit,
  { highlight, explain }: Request,
  passage: string | null
) => ({
  ...document,
  contentType: uid,
  score,
  ...(highlight && { highlight: passage }),
  ...(explain && { explain: { ...parts, ...(pinned && { pinned }), ...(factors && { factors }) } }),
});

const shownSteering = ({ pinned, hidden, variants }: Steering): SearchMeta['steering'] => ({
  pinned: new Set(pinned.map(documentKey)).size,
  hidden: new Set(hidden.map(documentKey)).size,
  alsoSearched: [...variants],
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

/** Milliseconds within which a search has to be ranked. */
export const rankingTime = ({ timeoutMs }: SearchParts['settings']): number => timeoutMs * RANKING_SHARE;

/** Records as a caller may see them, in the same order. */
const sanitized = async (
  found: Page['found'],
  records: Records,
  auth: unknown
): Promise<[Document, Hit][]> => {
  const shown = new Map<Document, Document>();
  for (const uid of new Set(found.map(([, hit]) => hit.uid))) {
    const own = found.flatMap(([document, hit]) => (hit.uid === uid ? [document] : []));
    const clean = (await records.sanitize(uid, own, auth)) as Document[];
    own.forEach((document, at) => shown.set(document, clean[at]));
  }
  return found.map(([document, hit]) => [shown.get(document) as Document, hit]);
};

/** What insights count of a page. */
const foundPageOf = (
  text: string,
  { found, minScore }: Page,
  { total }: SearchMeta['pagination'],
  scopes: readonly TypeScope[]
): FoundPage => ({
  text,
  locale: scopes.find(({ locale }) => locale !== undefined)?.locale ?? '',
  hits: total,
  weak: areWeak(
    found.map(([, { parts }]) => parts),
    minScore
  ),
});

/** Search over the live generation, answered with published records. */
export const createSearch = (parts: SearchParts) => {
  const { records, live, settings, types, admission, passageTexts, shownValues } = parts;
  const { traffic, metrics, driftLevel, steering, log } = parts;
  const { maxHits, timeoutMs } = settings;
  const rankingMs = rankingTime(settings);
  const logOutage = createOutageLog(log);

  /** The locale of the record that others are to be like, whatever its content type. */
  const localeOfRecord = async ({ locale }: Request): Promise<string | null> => {
    const locales = await Promise.all(types.map(({ uid }) => records.localeFor(uid, locale)));
    return locales.find((found) => found !== undefined) ?? null;
  };

  const searchPage = async (
    searcher: Searcher,
    wanted: Wanted,
    request: Request,
    scopes: readonly TypeScope[],
    { decided, weights }: { decided: Steering | null; weights: Weights | undefined }
  ): Promise<Page> => {
    const begunAt = monotonicMs();
    const { mode, minScore, start, limit } = request;
    return findPage(searcher, records, {
      wanted,
      ...{ mode, minScore, start, limit, maxHits, steering: decided, weights },
      scope: { types: upToDate(parts, searcher, scopes), deadline: begunAt + timeoutMs },
      deadline: begunAt + rankingMs,
    });
  };

  /** Rules are those of the query as it was asked or, where its words were corrected, as it was searched. */
  const steeredPage = async (
    searcher: Searcher,
    wanted: Wanted,
    request: Request,
    scopes: readonly TypeScope[]
  ): Promise<Page & { decided: Steering | null; weights: Weights | undefined }> => {
    const decided = 'text' in wanted ? await steering.for(wanted.text) : null;
    const weights = 'text' in wanted ? askedWeights(parts.weights()) : undefined;
    const page = await searchPage(searcher, wanted, request, scopes, { decided, weights });
    const { correctedTo } = page;
    const ofCorrected = correctedTo === undefined ? null : await steering.for(correctedTo);
    if (correctedTo === undefined || ofCorrected === null) return { ...page, decided, weights };
    const corrected = { text: correctedTo, spelling: 'exact' as const };
    const again = await searchPage(searcher, corrected, request, scopes, { decided: ofCorrected, weights });
    return { ...again, correctedTo, decided: ofCorrected, weights };
  };

  const present = async (
    { found, total }: Page,
    request: Request,
    auth: unknown
  ): Promise<Pick<SearchResult, 'data'> & { pagination: SearchMeta['pagination'] }> => {
    const shown = await sanitized(found, records, auth);
    const passages = request.highlight ? await visibleHighlights(shown, passageTexts) : [];
    return {
      data: shown.map(([document, hit], at) => shownHit(document, hit, request, passages[at] ?? null)),
      pagination: paginationOf(request, total, maxHits),
    };
  };

  /** Work on the live searcher, unless it would wait too long. */
  const admitted = <T>(work: (searcher: Searcher) => Promise<T>): Promise<T> =>
    admission
      .run((begun) =>
        live.use((searcher) => {
          begun();
          return work(searcher);
        })
      )
      .catch((error) => {
        logOutage(error);
        throw error;
      });

  /** What is like a record says something about it, so it has to be published. @throws RECORD_NOT_INDEXED */
  const assertPublished = async (documentId: string, { locale }: Request): Promise<void> => {
    const scopes = types.map(async ({ uid }) => ({ uid, locale: await records.localeFor(uid, locale) }));
    const scope = { types: await Promise.all(scopes), deadline: monotonicMs() + timeoutMs };
    const documents = types.map(({ uid }) => ({ uid, documentId }));
    if ((await records.passing(documents, scope)).size === 0) throw recordNotIndexed();
  };

  const answer = async (wanted: Wanted, request: Request, call: SearchCall): Promise<SearchResult> => {
    const startedAt = monotonicMs();
    const scopes = await scopesOf(parts, request, call.query, call.auth);
    const work = async (searcher: Searcher): Promise<SearchResult> => {
      if ('like' in wanted) await assertPublished(wanted.like.documentId, request);
      const page = await steeredPage(searcher, wanted, request, scopes);
      const { data, pagination } = await present(page, request, call.auth);
      if ('text' in wanted) call.onFound?.(foundPageOf(wanted.text, page, pagination, scopes));
      const { generation } = searcher;
      const { correctedTo } = page;
      const took = Math.round(monotonicMs() - startedAt);
      return {
        data,
        meta: {
          ...{ generation, mode: request.mode, minScore: page.minScore },
          ...(correctedTo !== undefined && { correctedTo }),
          ...{ drift: driftLevel.current, took, pagination },
          ...(request.explain && page.decided && { steering: shownSteering(page.decided) }),
          ...(request.explain && page.weights && { weights: changedWeights(page.weights) ?? {} }),
          ...(request.facets && { facets: shownFacets(page.facets ?? {}, request.types) }),
        },
      };
    };
    const result = await counted(traffic, () => admitted(work));
    metrics.answered(request.mode, (monotonicMs() - startedAt) / 1000);
    return result;
  };

  const suggestionScopes = async (
    { types: wanted, locale }: SuggestRequest,
    auth: unknown
  ): Promise<TypeScope[]> => {
    const scopes = wanted.map(async ({ uid }) => {
      const permitted = await records.permitted(uid, shownValues.query(uid), auth);
      return { uid, ...permitted, locale: await records.localeFor(uid, locale) };
    });
    return Promise.all(scopes);
  };

  return {
    /** @throws QUERY_EMPTY, QUERY_TOO_LONG, INVALID_REQUEST, and what live search throws (503). */
    async query(call: SearchCall): Promise<SearchResult> {
      const text = readText(call.query.q, settings);
      const request = readRequest(call.query, settings, 'search', types);
      return answer({ text, spelling: request.spelling }, request, call);
    },

    /**
     * Records similar to an indexed one, which is left out. `type` narrows what is found.
     *
     * @throws RECORD_NOT_INDEXED, INVALID_REQUEST, and what live search throws (503).
     */
    async similar(documentId: string, call: SearchCall): Promise<SearchResult> {
      const request = { ...readRequest(call.query, settings, 'similar', types), mode: 'semantic' as const };
      const locale = await localeOfRecord(request);
      return answer({ like: { documentId, locale } }, request, call);
    },

    /**
     * The records nearest to a query in meaning, for the map. The history of runs does not count it as a search.
     *
     * @throws QUERY_EMPTY, QUERY_TOO_LONG, and what live search throws (503).
     */
    async nearest(q: unknown, k: number): Promise<{ generation: string; hits: Hit[] }> {
      const wanted = { text: readText(q, settings) };
      return admitted(async (searcher) => {
        const deadline = monotonicMs() + rankingMs;
        const { hits } = await searcher.search({ wanted, mode: 'semantic', k, deadline });
        return { generation: searcher.generation, hits };
      });
    },

    /**
     * What a visitor who is typing may mean. The history of runs does not count it as a search.
     *
     * @throws QUERY_EMPTY, QUERY_TOO_LONG, INVALID_REQUEST, and what live search throws (503).
     */
    async suggest({ query, auth }: SearchCall): Promise<SuggestResponse> {
      const startedAt = monotonicMs();
      const request = readSuggestRequest(query, settings, types);
      const scopes = await suggestionScopes(request, auth);
      return admitted(async (searcher) => {
        const begunAt = monotonicMs();
        const data = await findSuggestions(searcher, parts, {
          ...{ ...request, auth, deadline: begunAt + rankingMs },
          scope: { types: scopes, deadline: begunAt + timeoutMs },
        });
        const took = Math.round(monotonicMs() - startedAt);
        return { data, meta: { generation: searcher.generation, took } };
      });
    },
  };
};

export type Search = ReturnType<typeof createSearch>;
