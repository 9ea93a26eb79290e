import { documentKey, recordKey } from '../../../domain/record';
import { rank, type Score } from '../../../domain/ranking';
import type { IsHit } from '../../../domain/cut-off';
import type { Facets, Hit, SearchAnswer } from '../../../ports/searcher';
import { countFacets } from '../../embedded/searcher/facets';
import type { SearchWeighing } from '../../embedded/searcher/weighing';
import { addFacets, remoteFacets } from './facets';
import type { Candidate } from './features';
import type { LookedUp } from './look-up';
import type { RankerParts, Search } from './parts';
import { passagesAt } from './records';
import { hitsIn, ridOf, ROW_ONLY, searchAll } from './requests';

/** What a search has found, before it is an answer. */
export type Found = {
  candidates: readonly Candidate[];
  looked: LookedUp;
  /** Null when each record is a hit. */
  isHit: IsHit | null;
  score: Score;
  weighing: SearchWeighing;
};

type Decided = { pinned: Candidate[]; open: Candidate[] };

/** The candidates without those that people have decided about, and without the record that others are like. */
const decide = ({ request: { steering }, wanted }: Search, candidates: readonly Candidate[]): Decided => {
  const hidden = new Set((steering?.hidden ?? []).map(documentKey));
  const places = new Map((steering?.pinned ?? []).map((document, at) => [documentKey(document), at]));
  const placeOf = ({ ref }: Candidate): number => places.get(documentKey(ref)) ?? -1;
  const like = 'like' in wanted ? wanted.like.documentId : null;
  const left = candidates.filter(({ ref }) => !hidden.has(documentKey(ref)) && ref.documentId !== like);
  return {
    pinned: left.filter((one) => placeOf(one) >= 0).sort((a, b) => placeOf(a) - placeOf(b)),
    open: left.filter((one) => placeOf(one) < 0),
  };
};

const ridsOf = (candidates: readonly Candidate[]): string[] =>
  candidates.filter(({ own }) => own === null).map(({ ref }) => recordKey(ref));

const ownOf = (candidates: readonly Candidate[]): Int32Array =>
  Int32Array.from(candidates.flatMap(({ own }) => own ?? []));

const byRids = (rids: readonly string[]): object => ({ terms: { rid: rids } });
const anyOf = (queries: readonly object[]): object => ({
  bool: { should: queries, minimum_should_match: 1 },
});
const both = (one: object, other: object | null): object => ({
  bool: { filter: other ? [one, other] : [one] },
});

/** Which records are hits, how many there are, and the query that finds those of the generation. */
type Hits = { open: Candidate[]; total: number; query: object };

/** Makes an answer of what was found. */
export const createFinish = ({ cluster, index, pathOf, values }: RankerParts) => {
  /** Every record with words of the query, or a name that fits. */
  const byWords = (search: Search, { pinned, open }: Decided, { words, found }: LookedUp): Hits => {
    const hits = open.filter(({ evidence }) => evidence.words > 0 || evidence.name > 0);
    const others = [...pinned, ...hits];
    const unworded = ridsOf(others.filter(({ evidence }) => evidence.words === 0));
    return {
      open: hits,
      total: found.wordedTotal + unworded.length + ownOf(others).length,
      query: both(anyOf([...(words ? [words] : []), byRids(unworded)]), search.scope.allowed),
    };
  };

  const everyRecord = ({ scope }: Search, { pinned, open }: Decided, { found }: LookedUp): Hits => ({
    open,
    total: (found.allowedTotal ?? 0) + ownOf([...pinned, ...open]).length,
    query: scope.allowed ?? { match_all: {} },
  });

  const aboutQuery = ({ pinned, open }: Decided, isHit: IsHit): Hits => {
    const hits = open.filter(({ evidence: { semantic, words, name } }) => isHit(semantic, words, name));
    const all = [...pinned, ...hits];
    return { open: hits, total: all.length, query: byRids(ridsOf(all)) };
  };

  const hitsOf = (search: Search, decided: Decided, { isHit, looked }: Found): Hits => {
    if (isHit) return aboutQuery(decided, isHit);
    return search.mode === 'lexical'
      ? byWords(search, decided, looked)
      : everyRecord(search, decided, looked);
  };

  /** The hits among the records whose values have changed: their values are here. */
  const changedHits = async ({ changed, signal }: Search, query: object): Promise<string[]> => {
    if (changed.rids.length === 0) return [];
    const filter = [{ term: { kind: 'words' } }, byRids(changed.rids), query];
    const body = { size: changed.rids.length, ...ROW_ONLY, query: { bool: { filter } } };
    return hitsIn((await searchAll(cluster, index, [body], signal))[0]).map(ridOf);
  };

  const facetsOf = async (search: Search, query: object, own: Int32Array): Promise<Facets> => {
    const { changed, now, signal } = search;
    const asked = search.request.facets ?? [];
    const there =
      changed.rids.length === 0 ? query : { bool: { filter: [query], must_not: [byRids(changed.rids)] } };
    const remote = await remoteFacets({ cluster, index, pathOf }, there, asked, signal);
    const here = addFacets(
      changed.count(await changedHits(search, query), asked),
      countFacets(now.corpus, values, own, asked)
    );
    return addFacets(remote, here);
  };

  const shown = async (
    { mode, now, signal }: Search,
    candidates: readonly (Candidate & { score: number })[],
    pinned: number,
    weighing: SearchWeighing
  ): Promise<Hit[]> => {
    const places = candidates
      .filter(({ own, row }) => own === null && row > 0)
      .map(({ ref, row }) => ({ rid: recordKey(ref), row }));
    const passages = await passagesAt({ cluster, index }, places, signal);
    const highlightOf = ({ own, ref, row }: Candidate): string | null => {
      if (row === 0) return null;
      const text =
        own === null ? passages.get(`${recordKey(ref)}#${row}`) : now.corpus.passages.at(own)?.[row - 1];
      return text ?? null;
    };
    return candidates.map((one, at) => {
      const { ref, score, whole, passage, lexical, name } = one;
      const factors = weighing.factorsOf(one.record, mode);
      return {
        ...{ ...ref, score, highlight: highlightOf(one), parts: { whole, passage, lexical, name } },
        ...(at < pinned && { pinned: true as const }),
        ...(factors && { factors }),
      };
    });
  };

  return async (search: Search, found: Found): Promise<Omit<SearchAnswer, 'minScore' | 'correctedTo'>> => {
    const { k, facets } = search.request;
    const decided = decide(search, found.candidates);
    const { pinned } = decided;
    const { open, total, query } = hitsOf(search, decided, found);
    const first = pinned.map((one) => ({ ...one, score: scoreOf(one, found.score) }));
    const page = [...first, ...rank(open, found.score)].slice(0, k);
    return {
      hits: await shown(search, page, pinned.length, found.weighing),
      total,
      // Beyond what two rounds find there may be more, which no page reaches.
      exhausted: k >= total || page.length < k,
      ...(facets && { facets: await facetsOf(search, query, ownOf([...pinned, ...open])) }),
    };
  };
};

const scoreOf = ({ whole, passage, lexical, name, record }: Candidate, score: Score): number =>
  score(whole, passage, lexical, name, record);
