import type { SearchMode } from '../../../../shared/contracts';
import { IndexRebuildError } from '../../domain/errors';
import { rank, spreadOf, type Ranked, type Spreads } from '../../domain/ranking';
import type { LexicalIndex } from '../../ports/lexical';
import type { LoadedIndex } from '../../ports/engine';
import type { Hit, RecordRef, SearchAnswer, SearchRequest, Wanted } from '../protocol';
import type { Corpus } from './corpus';
import { gather, semanticSpread, wordScores, type Found, type WordScores } from './evidence';
import type { QueryBatcher } from './query-batcher';

/** Rows that the index is asked for first; more, when they belong to too few records. */
const FIRST_ROWS = 500;
/**
 * Records that are candidates by meaning: a few for the first pages, many for all later ones. Two
 * depths and not one for each page, so that pages of the same depth have no gap and no repeat.
 */
const DEPTHS = [150, 2500];
/** Records that are candidates by words. */
const CANDIDATE_WORDS = 1000;
/** Up to this many records that a filter lets through, all of them are candidates: an exact page. */
const SCORE_ALL_BELOW = 2000;

/** One kind of score alone is compared as it is: nothing has to be brought to one scale. */
const NOT_FUSED: Spreads = {
  semantic: { mean: 0, deviation: 1 },
  lexical: { mean: 0, deviation: 1 },
  bestLexical: 0,
};

export type Ranker = { search(request: SearchRequest): Promise<SearchAnswer> };

type Query = { vector: Float32Array | null; words: WordScores; exclude: string | null };

const rowVector = ({ vectors, dimensions, firstRow }: Corpus, record: number): Float32Array =>
  vectors.subarray(firstRow[record] * dimensions, (firstRow[record] + 1) * dimensions);

const recordOf = (corpus: Corpus, { documentId, locale }: RecordRef): number => {
  const found = corpus.ofDocument
    .get(documentId)
    ?.find((record) => corpus.records[record].locale === locale);
  if (found !== undefined) return found;
  throw new IndexRebuildError(
    'RECORD_NOT_INDEXED',
    'This record is not in the live index. Publish it and run a rebuild.'
  );
};

/** The records that the request lets through; null when that is all of them. */
const allowedRecords = (corpus: Corpus, { only, locale }: SearchRequest): Set<number> | null => {
  if (only === undefined && locale === undefined) return null;
  const of = (document: string): number[] => corpus.ofDocument.get(document) ?? [];
  const named = only === undefined ? corpus.records.keys() : only.flatMap(of);
  const allowed = new Set<number>();
  for (const record of named) {
    if (locale === undefined || corpus.records[record].locale === locale) allowed.add(record);
  }
  return allowed;
};

const bestWords = (words: Map<number, number>): number[] =>
  [...words].sort(([, a], [, b]) => b - a).slice(0, CANDIDATE_WORDS).map(([record]) => record);

/** Ranks the records of one generation. */
export const createRanker = (
  corpus: Corpus,
  index: LoadedIndex,
  lexical: LexicalIndex,
  batcher: QueryBatcher
): Ranker => {
  const read = async (wanted: Wanted, mode: SearchMode): Promise<Query> => {
    if ('like' in wanted) {
      const vector = rowVector(corpus, recordOf(corpus, wanted.like));
      return { vector, words: wordScores(lexical, null), exclude: wanted.like.documentId };
    }
    const vector = mode === 'lexical' ? null : await batcher.embed(wanted.text);
    const words = wordScores(lexical, mode === 'semantic' ? null : wanted.text);
    return { vector, words, exclude: null };
  };

  /** Records that can be on the page, and how many there are to page through. */
  const candidatesOf = async (
    { vector, words }: Query,
    allowed: Set<number> | null,
    k: number
  ): Promise<{ candidates: Iterable<number>; total: number }> => {
    const isIn = (record: number): boolean => allowed === null || allowed.has(record);
    const byWords = [...new Set([...words.name.keys(), ...bestWords(words.lexical)])].filter(isIn);
    if (vector === null) {
      const total = [...words.lexical.keys()].filter(isIn).length;
      return { candidates: byWords, total: Math.max(total, byWords.length) };
    }
    const total = allowed?.size ?? corpus.records.length;
    if (allowed && allowed.size <= SCORE_ALL_BELOW) return { candidates: allowed, total };
    const depth = Math.min(total, DEPTHS.find((records) => k <= records) ?? total);
    const near = new Set<number>();
    for (let rows = FIRST_ROWS; near.size < depth; rows *= 4) {
      const hits = await batcher.search(vector, Math.min(rows, index.size));
      for (const row of hits.rows) if (row >= 0 && isIn(corpus.recordOfRow[row])) near.add(corpus.recordOfRow[row]);
      if (rows >= index.size) break;
    }
    return { candidates: new Set([...byWords, ...near]), total };
  };

  const spreadsOf = ({ vector, words }: Query): Spreads => ({
    semantic: vector ? semanticSpread(corpus, vector) : { mean: 0, deviation: 1 },
    lexical: spreadOf(words.lexical.values(), corpus.records.length),
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
      const { candidates, total } = await candidatesOf(query, allowedRecords(corpus, request), k);
      const found = gather(corpus, query.vector, query.words, candidates).filter(
        ({ record }) => corpus.records[record].documentId !== query.exclude
      );
      const ranked = rank(found, mode, mode === 'hybrid' ? spreadsOf(query) : NOT_FUSED);
      const others = query.exclude === null ? total : total - 1;
      return { hits: ranked.slice(0, k).map(toHit), total: others, exhausted: k >= others };
    },
  };
};
