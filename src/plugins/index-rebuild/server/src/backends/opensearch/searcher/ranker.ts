import { cutOffFor, hitRule, type CutOff, type IsHit } from '../../../domain/cut-off';
import { searchOverloaded } from '../../../domain/errors';
import { momentsFrom, NOT_FUSED, scoreFor, type ScoreMoments } from '../../../domain/ranking';
import { monotonicMs } from '../../../lib/monotonic';
import type { SearchAnswer, SearchRequest } from '../../../ports/searcher';
import type { Ranker } from '../../embedded/searcher/ranker';
import { weighingFor } from '../../embedded/searcher/weighing';
import { isMostlyKnown, saysSomething, wordsOf, type Words } from '../../embedded/searcher/words';
import { momentsAround } from '../generation/compare';
import { createBeginning } from './begin';
import { candidateOf, meaningOfRows, overlayCandidates, type Candidate } from './features';
import { createFinish } from './finish';
import { createLookUp, type LookedUp } from './look-up';
import type { RankerParts, Search } from './parts';
import type { Spread } from './retrieval';

/** Ends what is under way when a search is late. */
const untilDeadline = (deadline: number | undefined) => {
  const late = new AbortController();
  const end = (): void => late.abort(searchOverloaded());
  const timer = deadline === undefined ? undefined : setTimeout(end, Math.max(0, deadline - monotonicMs()));
  return { signal: late.signal, clear: (): void => clearTimeout(timer) };
};

/** The spread of the scores by words, those of the overlay added. */
const lexicalMoments = ({ sum, squares, highest }: Spread, { scores }: Words['ranked'], records: number) => {
  let [all, allSquares, best] = [sum, squares, highest];
  for (const score of scores) {
    all += score;
    allSquares += score * score;
    best = Math.max(best, score);
  }
  return { lexical: momentsFrom(all, allSquares, records), bestLexical: best };
};

/** Ranks the records of a generation on OpenSearch, and of the overlay beside it, which is here. */
export const createRemoteRanker = (parts: RankerParts): Ranker => {
  const { facts, vocabulary, sample, turn } = parts;
  const begin = createBeginning(parts);
  const lookUp = createLookUp(parts);
  const finish = createFinish(parts);

  const cutOffOf = ({ request, mode, wanted }: Search): CutOff | null =>
    cutOffFor(facts.cutOff, {
      ...{ isLike: 'like' in wanted, isLexical: mode === 'lexical', near: request.minScore },
    });

  /** Of the query and its variants, the one that asks for the least. */
  const allWordsOf = ({ wanted, texts, languages }: Search): number => {
    if (!('text' in wanted && saysSomething(wanted.text))) return 0;
    const telling = texts.map((text) => vocabulary.allWords(text, languages)).filter((score) => score > 0);
    return telling.length > 0 ? Math.min(...telling) : 0;
  };

  const ruleOf = (
    search: Search,
    cutOff: CutOff | null,
    { found, known }: LookedUp,
    added: readonly Candidate[]
  ): IsHit | null => {
    const near = found.nearest.flatMap((rid) => {
      const cosines = known.cosines.get(rid);
      return cosines ? meaningOfRows(cosines) : [];
    });
    const { wanted, texts } = search;
    return hitRule(cutOff, {
      nearest: Math.max(-Infinity, ...near, ...added.map(({ evidence }) => evidence.semantic)),
      isKnown: 'like' in wanted || texts.some((text) => isMostlyKnown(text, parts.readsWord)),
      allWords: allWordsOf(search),
    });
  };

  const momentsFor = ({ mode, vector, weighing }: Search, spread: Spread, words: Words): ScoreMoments =>
    mode === 'hybrid' && vector !== null
      ? {
          semantic: momentsAround(vector, sample, weighing.semantic),
          ...lexicalMoments(spread, words.ranked, facts.records),
        }
      : NOT_FUSED;

  const answer = async (request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> => {
    const { search, correctedTo } = await begin(request, signal);
    const { mode, vector, texts, languages, now, own, weighing } = search;
    const cutOff = cutOffOf(search);
    const looked = await lookUp(search, cutOff === null && mode !== 'lexical');
    const { rids, known, found } = looked;
    const words =
      texts.length === 0 ? now.wordless : wordsOf(now.lexical, texts, languages, weighing.factorOf);
    const isWorded = mode !== 'semantic';
    const added = await overlayCandidates(now, own, {
      ...{ vector, words, isWorded, first: rids.length, turn: () => turn(request.deadline) },
    });
    const candidates = [...rids.map((rid, at) => candidateOf(rid, at, known, isWorded)), ...added];
    const refs = { records: candidates.map(({ ref }) => ref) };
    const weighed = weighingFor(refs, facts.spec.sources, request.weights);
    const answered = await finish(search, {
      ...{ candidates, looked, weighing: weighed },
      isHit: ruleOf(search, cutOff, looked, added),
      score: scoreFor(mode, momentsFor(search, found.spread, words), weighed),
    });
    return {
      ...{ ...answered, minScore: cutOff?.near ?? null },
      ...(correctedTo !== null && { correctedTo }),
    };
  };

  return {
    async search(request) {
      const { signal, clear } = untilDeadline(request.deadline);
      try {
        await turn(request.deadline);
        return await answer(request, signal);
      } finally {
        clear();
      }
    },
  };
};
