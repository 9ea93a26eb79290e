import type { SearchMode } from '../../../../../shared/contracts';
import { IndexRebuildError } from '../../../domain/errors';
import { rank, momentsOf, type Ranked, type ScoreMoments } from '../../../domain/ranking';
import type { LexicalIndex } from '../lexical/lexical-index';
import type { LoadedIndex } from '../faiss/engine';
import type { Hit, SearchAnswer, SearchRequest, Wanted } from '../../../ports/searcher';
import { createAllowed } from './allowed';
import { createCandidates } from './candidates';
import type { Allowed, Corpus } from './corpus';
import { collectFeatures, NO_WORDS, semanticMoments, wordsOf, type Found, type Words } from './features';
import type { QueryBatcher } from './query-batcher';
import type { Turn } from './turns';

/** A single kind of score is compared as it is: there is nothing to bring to a common scale. */
const NOT_FUSED: ScoreMoments = {
  semantic: { mean: 0, deviation: 1 },
  lexical: { mean: 0, deviation: 1 },
  bestLexical: 0,
};

export type Ranker = { search(request: SearchRequest): Promise<SearchAnswer> };

export type RankerParts = {
  corpus: Corpus;
  index: LoadedIndex;
  lexical: LexicalIndex;
  batcher: QueryBatcher;
  turn: Turn;
};

type Query = { vector: Float32Array | null; words: Words; exclude: number | null };

const rowVector = ({ vectors, dimensions, firstRow }: Corpus, record: number): Float32Array =>
  vectors.subarray(firstRow[record] * dimensions, (firstRow[record] + 1) * dimensions);

type Like = Extract<Wanted, { like: unknown }>['like'];

/** A content type without locales has one record of a document, whatever locale is asked for. */
const recordLike = (corpus: Corpus, { documentId, locale }: Like): number => {
  const found = corpus.ofDocument.get(documentId)?.find((record) => {
    const own = corpus.records[record].locale;
    return own === locale || own === null;
  });
  if (found !== undefined) return found;
  throw new IndexRebuildError(
    'RECORD_NOT_INDEXED',
    'This record is not in the live index. Publish it and run a rebuild.'
  );
};

const scoreMomentsOf = (corpus: Corpus, { vector, words }: Query): ScoreMoments => ({
  semantic: vector ? semanticMoments(corpus, vector) : { mean: 0, deviation: 1 },
  lexical: momentsOf(words.lexical.values(), corpus.records.length),
  bestLexical: [...words.lexical.values()].reduce((best, score) => Math.max(best, score), 0),
});

const toHit = (
  corpus: Corpus,
  { record, bestRow, score, whole, passage, lexical: words, name }: Ranked & Found
): Hit => {
  const { uid, documentId, locale } = corpus.records[record];
  const place = bestRow - corpus.firstRow[record];
  const highlight = place === 0 ? null : (corpus.passages[record][place - 1] ?? null);
  return { uid, documentId, locale, score, highlight, parts: { whole, passage, lexical: words, name } };
};

/** How many of the document's records the request allows: they do not count as hits. */
const excludedFrom = (corpus: Corpus, exclude: number | null, allowed: Allowed | null): number => {
  if (exclude === null) return 0;
  const same = corpus.ofDocument.get(corpus.records[exclude].documentId) ?? [];
  return same.filter((record) => allowed === null || allowed.mask[record] === 1).length;
};

/** Ranks the records of one generation. */
export const createRanker = ({ corpus, index, lexical, batcher, turn }: RankerParts): Ranker => {
  const candidates = createCandidates(corpus, index, batcher);
  const allowedRecords = createAllowed(corpus);

  const vectorOf = async (
    wanted: Wanted,
    mode: SearchMode,
    deadline: number | undefined
  ): Promise<{ vector: Float32Array | null; exclude: number | null }> => {
    if ('like' in wanted) {
      const exclude = recordLike(corpus, wanted.like);
      return { vector: rowVector(corpus, exclude), exclude };
    }
    return { vector: mode === 'lexical' ? null : await batcher.embed(wanted.text, deadline), exclude: null };
  };

  return {
    // Work for the embedder and FAISS is batched with other queries; everything else is this
    // query's own work and waits for its turn.
    async search({ wanted, mode, k, deadline, within }) {
      const allowed = allowedRecords(within);
      const { vector, exclude } = await vectorOf(wanted, mode, deadline);
      const nearest = vector && (await candidates.nearest(vector, { allowed, k, deadline }));
      await turn(deadline);
      const words = 'like' in wanted || mode === 'semantic' ? NO_WORDS : wordsOf(lexical, wanted.text);
      const query = { vector, words, exclude };
      const { records, total } = vector
        ? candidates.byMeaning(nearest, words, allowed)
        : candidates.byWords(words, allowed, k);
      const features = await collectFeatures(corpus, vector, words, records, () => turn(deadline));
      const name = exclude === null ? null : corpus.records[exclude].documentId;
      const found = features.filter(({ record }) => corpus.records[record].documentId !== name);
      const ranked = rank(found, mode, mode === 'hybrid' ? scoreMomentsOf(corpus, query) : NOT_FUSED);
      const others = total - excludedFrom(corpus, exclude, allowed);
      const hits = ranked.slice(0, k).map((one) => toHit(corpus, one));
      return { hits, total: others, exhausted: k >= others };
    },
  };
};
