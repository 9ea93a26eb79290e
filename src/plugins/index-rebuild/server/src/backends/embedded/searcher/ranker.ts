import type { SearchMode } from '../../../../../shared/contracts';
import { IndexRebuildError } from '../../../domain/errors';
import { rank, scoreFor, type Ranked, type ScoreMoments } from '../../../domain/ranking';
import type { LexicalIndex } from '../lexical/lexical-index';
import type { Hit, SearchAnswer, SearchRequest, Wanted } from '../../../ports/searcher';
import { createAllowed } from './allowed';
import type { ByMeaning } from './by-meaning';
import { candidatesByWords } from './candidates';
import type { Allowed, Corpus } from './corpus';
import { bestFeatures, collectFeatures, type Found } from './features';
import { createLanguages } from './languages';
import type { QueryBatcher } from './query-batcher';
import { createScoreMoments } from './score-moments';
import type { Turn } from './turns';
import { correctedText, noWords, wordsOf } from './words';

/** A single kind of score is compared as it is: there is nothing to bring to a common scale. */
const NOT_FUSED: ScoreMoments = {
  semantic: { mean: 0, deviation: 1 },
  lexical: { mean: 0, deviation: 1 },
  bestLexical: 0,
};

export type Ranker = { search(request: SearchRequest): Promise<SearchAnswer> };

export type RankerParts = {
  corpus: Corpus;
  byMeaning: ByMeaning;
  lexical: LexicalIndex;
  batcher: QueryBatcher;
  turn: Turn;
  /** Whether the embedding model knows a word, which then is not misspelt. */
  knowsWord?(word: string): boolean;
};

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

const toHit = (
  corpus: Corpus,
  { record, bestRow, score, whole, passage, lexical: words, name }: Ranked & Found
): Hit => {
  const { uid, documentId, locale } = corpus.records[record];
  const place = bestRow - corpus.firstRow[record];
  const highlight = place === 0 ? null : (corpus.passages[record][place - 1] ?? null);
  return { uid, documentId, locale, score, highlight, parts: { whole, passage, lexical: words, name } };
};

/** Candidates without the document that is asked about. */
const withoutDocument = (corpus: Corpus, records: Int32Array, exclude: number | null): Int32Array => {
  if (exclude === null) return records;
  const { documentId } = corpus.records[exclude];
  return records.filter((record) => corpus.records[record].documentId !== documentId);
};

/** How many of the document's records the request allows: they do not count as hits. */
const excludedFrom = (corpus: Corpus, exclude: number | null, allowed: Allowed | null): number => {
  if (exclude === null) return 0;
  const same = corpus.ofDocument.get(corpus.records[exclude].documentId) ?? [];
  return same.filter((record) => allowed === null || allowed.mask[record] === 1).length;
};

/** Ranks the records of one generation. */
export const createRanker = (parts: RankerParts): Ranker => {
  const { corpus, byMeaning, lexical, batcher, turn, knowsWord } = parts;
  const allowedRecords = createAllowed(corpus);
  const languagesWithin = createLanguages(corpus, lexical);
  const scoreMomentsOf = createScoreMoments(corpus.records.length, byMeaning.compare);
  const wordless = noWords(corpus.records.length);

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

  /** The corrected text of a query; null when it is searched as it is. */
  const correctionOf = (wanted: Wanted, languages: readonly string[]): string | null =>
    'like' in wanted || wanted.spelling === 'exact'
      ? null
      : correctedText(lexical, wanted.text, languages, knowsWord);

  return {
    // Embedding and comparing with all records is done for several queries together; everything else
    // is this query's own work and waits for its turn.
    async search({ wanted: asked, mode, k, deadline, within }) {
      await turn(deadline);
      const allowed = allowedRecords(within);
      const languages = languagesWithin(within);
      const correctedTo = correctionOf(asked, languages);
      const wanted = correctedTo === null ? asked : { text: correctedTo };
      const { vector, exclude } = await vectorOf(wanted, mode, deadline);
      await turn(deadline);
      const words =
        'like' in wanted || mode === 'semantic' ? wordless : wordsOf(lexical, wanted.text, languages);
      const moments = mode === 'hybrid' ? scoreMomentsOf(vector, words.lexical) : NOT_FUSED;
      const score = scoreFor(mode, moments);
      const { records, total } = vector
        ? await byMeaning.findCandidates({ vector, words, allowed, k, score, deadline })
        : candidatesByWords(words, allowed, k);
      const others = withoutDocument(corpus, records, exclude);
      const features = await collectFeatures(corpus, vector, words, others, () => turn(deadline));
      const best = bestFeatures(features, score, k);
      const hits = rank(best, mode, moments).map((one) => toHit(corpus, one));
      const count = total - excludedFrom(corpus, exclude, allowed);
      const answer = { hits, total: count, exhausted: k >= count };
      return correctedTo === null ? answer : { ...answer, correctedTo };
    },
  };
};
