import type { SearchMode } from '../../../../../shared/contracts';
import { IndexRebuildError } from '../../../domain/errors';
import { rank, momentsOf, type Ranked, type ScoreMoments } from '../../../domain/ranking';
import type { LexicalIndex } from '../lexical/lexical-index';
import type { LoadedIndex } from '../faiss/engine';
import type { Hit, RecordRef, SearchAnswer, SearchRequest, Wanted } from '../../../ports/searcher';
import { allowedRecords, createCandidates } from './candidates';
import type { Corpus } from './corpus';
import { collectFeatures, NO_WORDS, semanticMoments, wordsOf, type Found, type Words } from './features';
import type { QueryBatcher } from './query-batcher';

/** One kind of score alone is compared as it is: nothing has to be brought to one scale. */
const NOT_FUSED: ScoreMoments = {
  semantic: { mean: 0, deviation: 1 },
  lexical: { mean: 0, deviation: 1 },
  bestLexical: 0,
};

export type Ranker = { search(request: SearchRequest): Promise<SearchAnswer> };

type Query = { vector: Float32Array | null; words: Words; exclude: string | null };

const rowVector = ({ vectors, dimensions, firstRow }: Corpus, record: number): Float32Array =>
  vectors.subarray(firstRow[record] * dimensions, (firstRow[record] + 1) * dimensions);

const recordOf = (corpus: Corpus, { documentId, locale }: RecordRef): number => {
  const found = corpus.ofDocument.get(documentId)?.find((record) => corpus.records[record].locale === locale);
  if (found !== undefined) return found;
  throw new IndexRebuildError(
    'RECORD_NOT_INDEXED',
    'This record is not in the live index. Publish it and run a rebuild.'
  );
};

/** Ranks the records of one generation. */
export const createRanker = (
  corpus: Corpus,
  index: LoadedIndex,
  lexical: LexicalIndex,
  batcher: QueryBatcher
): Ranker => {
  const candidates = createCandidates(corpus, index, batcher);

  const read = async (wanted: Wanted, mode: SearchMode): Promise<Query> => {
    if ('like' in wanted) {
      const vector = rowVector(corpus, recordOf(corpus, wanted.like));
      return { vector, words: NO_WORDS, exclude: wanted.like.documentId };
    }
    const vector = mode === 'lexical' ? null : await batcher.embed(wanted.text);
    const words = mode === 'semantic' ? NO_WORDS : wordsOf(lexical, wanted.text);
    return { vector, words, exclude: null };
  };

  const scoreMomentsOf = ({ vector, words }: Query): ScoreMoments => ({
    semantic: vector ? semanticMoments(corpus, vector) : { mean: 0, deviation: 1 },
    lexical: momentsOf(words.lexical.values(), corpus.records.length),
    bestLexical: [...words.lexical.values()].reduce((best, score) => Math.max(best, score), 0),
  });

  const toHit = ({ record, bestRow, score, whole, passage, lexical: words, name }: Ranked & Found): Hit => {
    const { documentId, locale } = corpus.records[record];
    const place = bestRow - corpus.firstRow[record];
    const highlight = place === 0 ? null : (corpus.passages[record][place - 1] ?? null);
    return { documentId, locale, score, highlight, parts: { whole, passage, lexical: words, name } };
  };

  return {
    async search(request) {
      const { wanted, mode, k } = request;
      const query = await read(wanted, mode);
      const { records, total } = await candidates.find(
        query.vector,
        query.words,
        allowedRecords(corpus, request),
        k
      );
      const found = collectFeatures(corpus, query.vector, query.words, records).filter(
        ({ record }) => corpus.records[record].documentId !== query.exclude
      );
      const ranked = rank(found, mode, mode === 'hybrid' ? scoreMomentsOf(query) : NOT_FUSED);
      const others = query.exclude === null ? total : total - 1;
      return { hits: ranked.slice(0, k).map(toHit), total: others, exhausted: k >= others };
    },
  };
};
