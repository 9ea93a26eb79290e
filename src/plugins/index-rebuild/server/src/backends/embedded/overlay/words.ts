import { analyzerFor, fold } from '../../../domain/analyzer';
import { languageOf } from '../../../domain/languages';
import { boundQuery, MAX_STEMS } from '../lexical/bm25';
import { termOf } from '../lexical/vocabulary';
import { idfOf, impact, PAIR_WEIGHT, statisticsFor } from '../lexical/formula';
import type { FieldFactor, LexicalDocument, Statistics, WordWeights } from '../lexical/lexical-index';
import { pairKey } from '../lexical/pairs';

/** A field's place in a record: its terms are those before `end` that no earlier field has. */
type Segment = { field: string; end: number };

/** A record as the sequence of its terms, each a number. */
type Sequence = {
  uid: string;
  language: string;
  terms: Uint32Array;
  segments: readonly Segment[];
  words: readonly string[];
};

/** How often something is in a record, by what the places count where it is. */
const countAt = ({ uid, segments }: Sequence, places: readonly number[], factorOf?: FieldFactor): number => {
  if (!factorOf) return places.length;
  let count = 0;
  for (const place of places) {
    const { field } = segments.find(({ end }) => place < end) as Segment;
    count += factorOf(uid, field);
  }
  return count;
};

/** What a search scores: a query in some languages, and by what its words count in each field. */
type Scoring = { scores: Map<number, number>; language: string; factorOf: FieldFactor | undefined };

/** Calls `visit` for each different pair of neighbours in a query. */
const eachPair = (
  stems: readonly (string | null)[],
  visit: (first: string, second: string) => void
): void => {
  const seen = new Set<string>();
  stems.slice(1).forEach((second, at) => {
    const first = stems[at];
    if (first === null || second === null) return;
    const pair = `${first} ${second}`;
    if (!seen.has(pair)) visit(first, second);
    seen.add(pair);
  });
};

/** Where a term is, or where the first of a pair is that the second one follows. */
const placesIn = (terms: Uint32Array, first: number, second?: number): number[] => {
  const places: number[] = [];
  for (let at = 0; at < terms.length; at += 1) {
    if (terms[at] === first && (second === undefined || terms[at + 1] === second)) places.push(at);
  }
  return places;
};

/**
 * BM25 of the overlay's records, by the statistics of the generation: a record gets the score that it would
 * have there, but for its own part in the statistics. In a language that the generation does not have, the
 * overlay's own statistics count.
 */
export const createOverlayWords = ({ numberOf, having, statisticsOf }: WordWeights) => {
  /** Of each language: how many records there are, and how many terms in all of them. */
  const sizes = new Map<string, { records: number; terms: number }>();
  const numbers = new Map<string, number>();
  const sequences = new Map<number, Sequence>();
  /** By term: the records that have it, and how often. */
  const postings: Map<number, number>[] = [];
  /** How many records have a word as it is written, folded. */
  const words = new Map<string, number>();

  const numberFor = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, postings.length);
    return postings.push(new Map()) - 1;
  };

  const sequenceOf = ({ uid = '', fields, locale = null }: LexicalDocument): Sequence => {
    const language = languageOf(locale);
    const analyzer = analyzerFor(language);
    const terms: number[] = [];
    const words = new Set<string>();
    const segments = Object.entries(fields).map(([field, text]): Segment => {
      for (const word of analyzer.words(text)) {
        words.add(fold(word));
        const stem = analyzer.stem(word);
        if (stem !== null) terms.push(numberFor(termOf(language, stem)));
      }
      return { field, end: terms.length };
    });
    return { uid, language, terms: Uint32Array.from(terms), segments, words: [...words] };
  };

  const count = (sequence: Sequence, by: number): void => {
    const { records, terms } = sizes.get(sequence.language) ?? { records: 0, terms: 0 };
    sizes.set(sequence.language, { records: records + by, terms: terms + by * sequence.terms.length });
    for (const word of sequence.words) {
      const having = (words.get(word) ?? 0) + by;
      if (having > 0) words.set(word, having);
      else words.delete(word);
    }
  };

  const statisticsFrom = (language: string): Statistics => {
    const { records, terms } = sizes.get(language) ?? { records: 1, terms: 1 };
    return statisticsOf(language) ?? statisticsFor(records, terms);
  };

  /** How many records have a stem, of those that the statistics are of. */
  const havingStem = (language: string, stem: string, own: number): number => {
    if (statisticsOf(language) === null) return own;
    const number = numberOf(language, stem);
    return number === null ? 0 : having(number);
  };

  /** A query's stems: of those that the generation has, the ones that it searches; null stands for the others. */
  const searchedStems = (query: string, language: string): (string | null)[] => {
    const stems = analyzerFor(language).stemsOf(query);
    const there = stems.map((stem) => numberOf(language, stem));
    const bounded = boundQuery(there, MAX_STEMS, having);
    return stems.map((stem, at) => (there[at] !== null && bounded[at] === null ? null : stem));
  };

  /** How many records of the generation have the pair, if they were counted for this query. */
  const pairsThere = (
    pairs: ReadonlyMap<string, number>,
    language: string,
    first: string,
    second: string
  ): number => {
    const [one, other] = [numberOf(language, first), numberOf(language, second)];
    return one === null || other === null ? 0 : (pairs.get(pairKey(one, other)) ?? 0);
  };

  const addTo = (scores: Map<number, number>, record: number, score: number): void => {
    scores.set(record, (scores.get(record) ?? 0) + score);
  };

  const addStem = ({ scores, language, factorOf }: Scoring, stem: string): void => {
    const number = numbers.get(termOf(language, stem));
    if (number === undefined) return;
    const { records, meanLength } = statisticsFrom(language);
    const idf = idfOf(records, havingStem(language, stem, postings[number].size));
    for (const [record, times] of postings[number]) {
      const sequence = sequences.get(record) as Sequence;
      const { terms } = sequence;
      const count = factorOf ? countAt(sequence, placesIn(terms, number), factorOf) : times;
      addTo(scores, record, impact(idf, count, terms.length, meanLength));
    }
  };

  /** The records that have a pair of terms, and how often. */
  const recordsWithPair = (first: number, second: number, factorOf?: FieldFactor): Map<number, number> => {
    const found = new Map<number, number>();
    for (const record of postings[first].keys()) {
      if (!postings[second].has(record)) continue;
      const sequence = sequences.get(record) as Sequence;
      const places = placesIn(sequence.terms, first, second);
      if (places.length > 0) found.set(record, countAt(sequence, places, factorOf));
    }
    return found;
  };

  const addPair = (
    { scores, language, factorOf }: Scoring,
    [first, second]: readonly [string, string],
    pairs: ReadonlyMap<string, number>
  ): void => {
    const one = numbers.get(termOf(language, first));
    const other = numbers.get(termOf(language, second));
    if (one === undefined || other === undefined) return;
    const { records, meanPairs } = statisticsFrom(language);
    const found = recordsWithPair(one, other, factorOf);
    const isOwn = statisticsOf(language) === null;
    const idf = idfOf(records, isOwn ? found.size : pairsThere(pairs, language, first, second));
    for (const [record, times] of found) {
      const { terms } = sequences.get(record) as Sequence;
      addTo(scores, record, PAIR_WEIGHT * impact(idf, times, terms.length - 1, meanPairs));
    }
  };

  return {
    add(document: LexicalDocument): void {
      const sequence = sequenceOf(document);
      sequences.set(document.id, sequence);
      count(sequence, 1);
      for (const term of sequence.terms)
        postings[term].set(document.id, (postings[term].get(document.id) ?? 0) + 1);
    },

    remove(record: number): void {
      const sequence = sequences.get(record);
      if (!sequence) return;
      sequences.delete(record);
      count(sequence, -1);
      for (const term of sequence.terms) postings[term].delete(record);
    },

    languageOf: (record: number): string | undefined => sequences.get(record)?.language,

    /** Whether a record has this word, given folded. */
    has: (word: string): boolean => words.has(word),

    /**
     * Scores of the records that have words of a query.
     *
     * @param pairs How many of the generation's records have each pair, by `pairKey`.
     * @param factorOf By what words count in each field; once when left out.
     */
    search(
      query: string,
      languages: readonly string[],
      pairs: ReadonlyMap<string, number>,
      factorOf?: FieldFactor
    ): Map<number, number> {
      const scores = new Map<number, number>();
      for (const language of languages) {
        const scoring = { scores, language, factorOf };
        const stems = searchedStems(query, language);
        for (const stem of new Set(stems)) if (stem !== null) addStem(scoring, stem);
        eachPair(stems, (first, second) => addPair(scoring, [first, second], pairs));
      }
      return scores;
    },
  };
};
