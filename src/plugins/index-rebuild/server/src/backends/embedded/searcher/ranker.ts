import type { SearchMode } from '../../../../../shared/contracts';
import { IndexRebuildError } from '../../../domain/errors';
import { cutOffAt, hitRule, plainCutOff, type CutOff } from '../../../domain/cut-off';
import { momentsOf, rank, scoreFor, type Ranked, type ScoreMoments } from '../../../domain/ranking';
import { highestOf } from '../best-of';
import type { LexicalIndex, WordScores } from '../lexical/lexical-index';
import type { Hit, SearchAnswer, SearchRequest, Wanted } from '../../../ports/searcher';
import { createAllowed } from './allowed';
import { candidatesByWords, type LookAround, type View } from './candidates';
import type { Corpus } from './corpus';
import { bestFeatures, collectFeatures, type Found } from './features';
import { createLanguages } from './languages';
import type { QueryBatcher } from './query-batcher';
import { countFacets } from './facets';
import type { Turn } from './turns';
import type { Values } from './values';
import { correctedText, noWords, saysSomething, isMostlyKnown, wordsOf } from './words';

/** A single kind of score is compared as it is: there is nothing to bring to a common scale. */
const NOT_FUSED: ScoreMoments = {
  semantic: { mean: 0, deviation: 1 },
  lexical: { mean: 0, deviation: 1 },
  bestLexical: 0,
};

export type Ranker = { search(request: SearchRequest): Promise<SearchAnswer> };

export type RankerParts = {
  corpus: Corpus;
  lookAround: LookAround;
  /** Null for a generation that was never calibrated: each record is a hit. */
  cutOff: CutOff | null;
  lexical: LexicalIndex;
  batcher: QueryBatcher;
  values: Values;
  turn: Turn;
  /** Whether the embedding model knows a word, which then is not misspelt. */
  knowsWord?(word: string): boolean;
  /** Whether it knows the word or reads it in long parts, so that a query with it means something. */
  readsWord?(word: string): boolean;
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
  const highlight = place === 0 ? null : (corpus.passages.at(record)?.[place - 1] ?? null);
  return { uid, documentId, locale, score, highlight, parts: { whole, passage, lexical: words, name } };
};

/** Candidates without the document that is asked about. */
const withoutDocument = (corpus: Corpus, records: Int32Array, exclude: number | null): Int32Array => {
  if (exclude === null) return records;
  const { documentId } = corpus.records[exclude];
  return records.filter((record) => corpus.records[record].documentId !== documentId);
};

/** How a query's scores lie over all records, as far as they are added to each other. */
const momentsFor = (
  mode: SearchMode,
  view: View | null,
  { scores }: WordScores,
  all: number
): ScoreMoments =>
  mode === 'hybrid' && view !== null
    ? { semantic: view.moments, lexical: momentsOf(scores, all), bestLexical: highestOf(scores, 0) }
    : NOT_FUSED;

/** Ranks the records of one generation. */
export const createRanker = (parts: RankerParts): Ranker => {
  const { corpus, lookAround, lexical, batcher, values, turn, knowsWord, readsWord } = parts;
  const allowedRecords = createAllowed(corpus, values);
  const languagesWithin = createLanguages(corpus, lexical);
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

  /** Null when each record is a hit: for lists by words alone, and for similar records unless asked for. */
  const cutOffFor = ({ wanted, mode, minScore }: SearchRequest): CutOff | null => {
    if (mode === 'lexical') return null;
    if ('like' in wanted) return plainCutOff(minScore ?? 0);
    return minScore === undefined ? parts.cutOff : cutOffAt(parts.cutOff, minScore);
  };

  return {
    // Embedding and comparing with all records is done for several queries together; everything else
    // is this query's own work and waits for its turn.
    async search(request) {
      const { wanted: asked, mode, k, deadline, within, facets } = request;
      await turn(deadline);
      const allowed = allowedRecords(within);
      const languages = languagesWithin(within);
      const correctedTo = correctionOf(asked, languages);
      const wanted = correctedTo === null ? asked : { text: correctedTo };
      const { vector, exclude } = await vectorOf(wanted, mode, deadline);
      const view = vector && (await lookAround(vector, deadline));
      await turn(deadline);
      const cutOff = cutOffFor(request);
      // By meaning alone, words matter only to the cut-off.
      const isWordless = 'like' in wanted || (mode === 'semantic' && cutOff === null);
      const words = isWordless ? wordless : wordsOf(lexical, wanted.text, languages);
      const moments = momentsFor(mode, view, words.lexical, corpus.records.length);
      const score = scoreFor(mode, moments);
      const isHit =
        cutOff &&
        hitRule(cutOff, {
          nearest: view?.nearest ?? 0,
          isKnown: 'like' in wanted || isMostlyKnown(wanted.text, readsWord),
          allWords: 'text' in wanted && saysSomething(wanted.text) ? words.lexical.allWords : 0,
        });
      const { hits: about, records } = view
        ? await view.candidates({ words, allowed, k, score, isHit, deadline })
        : candidatesByWords(words, allowed, k);
      const others = withoutDocument(corpus, records, exclude);
      // Words tell what a search by meaning alone finds, but are no part of its scores.
      const scored = mode === 'semantic' ? wordless : words;
      const features = await collectFeatures(corpus, vector, scored, others, () => turn(deadline));
      const best = bestFeatures(features, score, k);
      const hits = rank(best, mode, moments).map((one) => toHit(corpus, one));
      const counted = withoutDocument(corpus, about, exclude);
      const total = counted.length;
      return {
        ...{ hits, total, exhausted: k >= total, minScore: cutOff?.near ?? null },
        ...(correctedTo !== null && { correctedTo }),
        ...(facets && { facets: countFacets(corpus, values, counted, facets) }),
      };
    },
  };
};
