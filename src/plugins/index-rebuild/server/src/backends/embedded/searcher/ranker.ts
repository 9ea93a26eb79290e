import type { PartFactors, SearchMode } from '../../../../../shared/contracts';
import { recordNotIndexed } from '../../../domain/errors';
import { cutOffFor, hitRule, type CutOff } from '../../../domain/cut-off';
import type { SourceSpec } from '../../../domain/index-spec';
import {
  momentsOf,
  NOT_FUSED,
  rank,
  scoreFor,
  type Ranked,
  type ScoreMoments,
} from '../../../domain/ranking';
import { isInLocale } from '../../../domain/record';
import { highestOf } from '../best-of';
import type { WordScores } from '../lexical/lexical-index';
import type { Hit, SearchAnswer, SearchRequest, Wanted } from '../../../ports/searcher';
import { candidatesByWords, union, type LookAround, type View } from './candidates';
import { generationSize, vectorsOf, type Corpus } from './corpus';
import { bestFeatures, collectFeatures, eachFeature, type Columns, type Found } from './features';
import type { QueryBatcher } from './query-batcher';
import { countFacets } from './facets';
import type { Searched } from './searched';
import { decidedOf, meaningOf, type Decided } from './steered';
import { weighingFor } from './weighing';
import type { Turn } from './turns';
import type { Values } from './values';
import { correctedText, saysSomething, isMostlyKnown, wordsOf } from './words';

export type Ranker = { search(request: SearchRequest): Promise<SearchAnswer> };

export type RankerParts = {
  /** What a search looks into from now on. @param asBuilt Without the overlay. */
  searched(asBuilt?: boolean): Searched;
  lookAround: LookAround;
  /** Null for a generation that was never calibrated: each record is a hit. */
  cutOff: CutOff | null;
  batcher: QueryBatcher;
  values: Values;
  /** What the generation was built from. */
  sources: readonly SourceSpec[];
  turn: Turn;
  /** Whether the embedding model knows a word, which then is not misspelt. */
  knowsWord?(word: string): boolean;
  /** Whether it knows the word or reads it in long parts, so that a query with it means something. */
  readsWord?(word: string): boolean;
};

const wholeVector = (corpus: Corpus, record: number): Float32Array => {
  const { vectors, from } = vectorsOf(corpus, record);
  return vectors.subarray(from, from + corpus.dimensions);
};

type Like = Extract<Wanted, { like: unknown }>['like'];

/** A content type without locales has one record of a document, whatever locale is asked for. */
const recordLike = (corpus: Corpus, { documentId, locale }: Like): number => {
  const found = corpus.ofDocument
    .get(documentId)
    ?.find((record) => isInLocale(corpus.records[record], locale));
  if (found !== undefined) return found;
  throw recordNotIndexed();
};

/** Nothing has been decided. */
const UNDECIDED: Decided = { pinned: [], isOpen: () => true };

const toHit = (
  corpus: Corpus,
  factors: PartFactors | undefined,
  { record, bestRow, score, whole, passage, lexical: words, name }: Ranked & Found
): Hit => {
  const { uid, documentId, locale } = corpus.records[record];
  const place = bestRow - corpus.firstRow[record];
  const highlight = place === 0 ? null : (corpus.passages.at(record)?.[place - 1] ?? null);
  const parts = { whole, passage, lexical: words, name };
  return { uid, documentId, locale, score, highlight, parts, ...(factors && { factors }) };
};

/** Candidates without the document that others are to be like, and without those that are decided about. */
const openAmong = (corpus: Corpus, records: Int32Array, wanted: Wanted, decided: Decided): Int32Array => {
  if (decided === UNDECIDED && !('like' in wanted)) return records;
  const asked = 'like' in wanted ? wanted.like.documentId : null;
  return records.filter((record) => corpus.records[record].documentId !== asked && decided.isOpen(record));
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

/** Ranks the records of one generation and of its overlay. */
export const createRanker = (parts: RankerParts): Ranker => {
  const { searched, lookAround, batcher, values, sources, turn, knowsWord, readsWord } = parts;

  const vectorOf = async (
    wanted: Wanted,
    mode: SearchMode,
    deadline: number | undefined
  ): Promise<Float32Array | null> => {
    if ('like' in wanted) {
      const { corpus } = searched();
      return wholeVector(corpus, recordLike(corpus, wanted.like));
    }
    return mode === 'lexical' ? null : batcher.embed(wanted.text, deadline);
  };

  /** The corrected text of a query; null when it is searched as it is. */
  const correctionOf = (wanted: Wanted, within: SearchRequest['within']): string | null => {
    if ('like' in wanted || wanted.spelling === 'exact') return null;
    const { lexical, languagesWithin } = searched();
    return correctedText(lexical, wanted.text, languagesWithin(within), knowsWord);
  };

  return {
    // Embedding and comparing with all records is done for several queries together; everything else
    // is this query's own work and waits for its turn.
    async search(request) {
      const { wanted: asked, mode, k, deadline, within, facets } = request;
      await turn(deadline);
      const correctedTo = correctionOf(asked, within);
      const wanted = correctedTo === null ? asked : { text: correctedTo };
      const variants = request.steering?.variants ?? [];
      const meant = 'text' in wanted ? { text: meaningOf(wanted.text, variants) } : wanted;
      const vector = await vectorOf(meant, mode, deadline);
      const around = vector && (await lookAround(vector, deadline));
      await turn(deadline);
      // The overlay may change whenever others have their turn; this search stays with what is there now.
      const now = searched(request.asBuilt);
      const { corpus, lexical, wordless } = now;
      const allowed = now.allowed(within);
      const weighing = weighingFor(corpus, sources, request.weights);
      const view = around && around(now, weighing.semantic);
      const cutOff = cutOffFor(parts.cutOff, {
        ...{ isLike: 'like' in wanted, isLexical: mode === 'lexical', near: request.minScore },
      });
      // By meaning alone, words matter only to the cut-off.
      const isWordless = 'like' in wanted || (mode === 'semantic' && cutOff === null);
      const words = isWordless
        ? wordless
        : wordsOf(lexical, [wanted.text, ...variants], now.languagesWithin(within), weighing.factorOf);
      const moments = momentsFor(mode, view, words.ranked, generationSize(corpus));
      const score = scoreFor(mode, moments, weighing);
      const isHit =
        cutOff &&
        hitRule(cutOff, {
          nearest: view?.nearest ?? 0,
          isKnown:
            'like' in wanted || [wanted.text, ...variants].some((text) => isMostlyKnown(text, readsWord)),
          allWords: 'text' in wanted && saysSomething(wanted.text) ? words.lexical.allWords : 0,
        });
      const { hits: about, records } = view
        ? await view.candidates({ words, allowed, k, score, isHit, deadline })
        : candidatesByWords(words, allowed, k);
      const decided = request.steering ? decidedOf(corpus, request.steering, allowed) : UNDECIDED;
      const { pinned } = decided;
      // Words tell what a search by meaning alone finds, but are no part of its scores.
      const scored = mode === 'semantic' ? wordless : words;
      const featuresOf = (some: Int32Array): Promise<Columns> =>
        collectFeatures(corpus, vector, scored, some, () => turn(deadline));
      const others = await featuresOf(openAmong(corpus, records, wanted, decided));
      const first = pinned.length > 0 ? eachFeature(await featuresOf(Int32Array.from(pinned)), score) : [];
      const shown = (one: Ranked & Found): Hit => toHit(corpus, weighing.factorsOf(one.record, mode), one);
      const hits = [
        ...first.map((one) => ({ ...shown(one), pinned: true as const })),
        ...rank(bestFeatures(others, score, k), score).map(shown),
      ].slice(0, k);
      const open = openAmong(corpus, about, wanted, decided);
      const counted = pinned.length > 0 ? union(pinned, open) : open;
      const total = counted.length;
      return {
        ...{ hits, total, exhausted: k >= total, minScore: cutOff?.near ?? null },
        ...(correctedTo !== null && { correctedTo }),
        ...(facets && { facets: countFacets(corpus, values, counted, facets) }),
      };
    },
  };
};
