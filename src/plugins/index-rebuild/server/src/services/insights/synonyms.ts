import type { SuggestedSynonym, SynonymPair } from '../../../../shared/contracts';
import { dayOf } from '../../domain/insights/day';
import { strongByWords, withSynonym } from '../../domain/insights/synonyms';
import type { Steering } from '../../domain/steering';
import { monotonicMs } from '../../lib/monotonic';
import type { Clock } from '../../ports/clock';
import type { InsightsStore } from '../../ports/insights-store';
import type { RelatedWord, Searcher, SearchRequest, Within } from '../../ports/searcher';
import type { SearchParts } from '../search';

export type SynonymsParts = Pick<SearchParts, 'live' | 'admission' | 'steering' | 'types'> & {
  insights: Pick<InsightsStore, 'dismiss' | 'dismissed'>;
  records: Pick<SearchParts['records'], 'localeFor'>;
  access: { mayRead(uid: string, ability: unknown): boolean };
  clock: Clock;
};

type Asked = { query: string; locale: string | undefined };

/** Somebody waits for them in a dialog. */
const LIMIT_MS = 5_000;
/** Words that are tried, and suggestions that are shown. */
const MAX_TRIED = 8;
const MAX_SHOWN = 5;
/** Hits that are looked at. */
const HITS = 20;

/** Synonyms for queries that visitors searched in vain. */
export const createSynonyms = (parts: SynonymsParts) => {
  const { live, admission, steering, types, insights, records, access, clock } = parts;

  /** The content types whose words this administrator may read. */
  const withinFor = (locale: string | undefined, ability: unknown): Promise<Within[]> =>
    Promise.all(
      types
        .filter(({ uid }) => access.mayRead(uid, ability))
        .map(async ({ uid }) => {
          const own = await records.localeFor(uid, locale);
          return { uid, ...(own !== undefined && { locale: own }) };
        })
    );

  const wanted = async (found: readonly RelatedWord[]): Promise<RelatedWord[]> => {
    if (found.length === 0) return [];
    const unwanted = await insights.dismissed([...new Set(found.map(({ word }) => word))]);
    const isUnwanted = ({ word, related }: RelatedWord): boolean =>
      unwanted.some((pair) => pair.word === word && pair.synonym === related);
    return found.filter((one) => !isUnwanted(one)).slice(0, MAX_TRIED);
  };

  /** Records that a query finds by its words, and that are near enough in meaning. */
  const strong = async (searcher: Searcher, request: SearchRequest): Promise<number> => {
    const { hits, minScore } = await searcher.search(request);
    return strongByWords(
      hits.map(({ parts: scores }) => scores),
      minScore
    );
  };

  const suggest = async (
    searcher: Searcher,
    query: string,
    within: readonly Within[],
    decided: Steering | null
  ): Promise<SuggestedSynonym[]> => {
    const deadline = monotonicMs() + LIMIT_MS;
    const request = { wanted: { text: query }, mode: 'hybrid', k: HITS, within, deadline } as const;
    const before = { ...request, ...(decided && { steering: decided }) };
    // Somebody has written about it meanwhile, or has added a synonym.
    if (!searcher.related || (await strong(searcher, before)) > 0) return [];
    const { related } = await searcher.related({ text: query, within, deadline });
    const found: SuggestedSynonym[] = [];
    for (const { word, related: synonym } of await wanted(related)) {
      const steered = withSynonym(query, { word, synonym }, decided);
      const count = await strong(searcher, { ...request, steering: steered });
      if (count > 0) found.push({ word, synonym, records: count, more: count === HITS });
    }
    return found.slice(0, MAX_SHOWN);
  };

  return {
    /** Those by which the query would find what it does not find now. @throws what live search throws. */
    async suggested({ query, locale }: Asked, ability: unknown): Promise<SuggestedSynonym[]> {
      const within = await withinFor(locale, ability);
      if (within.length === 0) return [];
      const decided = await steering.for(query);
      return admission.run((begun) =>
        live.use((searcher) => {
          begun();
          return suggest(searcher, query, within, decided);
        })
      );
    },

    /** It is not suggested again. */
    dismiss: (pair: SynonymPair): Promise<void> => insights.dismiss(pair, dayOf(clock.now())),
  };
};

export type SynonymsService = ReturnType<typeof createSynonyms>;
