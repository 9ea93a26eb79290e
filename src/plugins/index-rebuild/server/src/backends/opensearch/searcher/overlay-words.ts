import type { LexicalIndex, WordScores } from '../../embedded/lexical/lexical-index';
import { pairKey } from '../../embedded/lexical/pairs';
import type { Vocabulary } from '../generation/vocabulary';
import type { Answer, Body } from './requests';

/* The words of a generation whose records are elsewhere, for the overlay's own, which are scored by its statistics. */

/** Pairs whose numbers of records are remembered. */
const MAX_PAIRS = 10_000;

/** A pair of neighbouring stems in a language. */
type Pair = { language: string; first: string; second: string };

/** How many of the generation's records have pairs of words, as the cluster has said. */
export const createPairCounts = ({ weights, searchedStems }: Vocabulary) => {
  const counts = new Map<string, number>();

  const pairsIn = (texts: readonly string[], languages: readonly string[]): Pair[] =>
    texts.flatMap((text) =>
      languages.flatMap((language) => {
        const stems = searchedStems(text, language);
        return stems.slice(1).flatMap((second, at) => {
          const first = stems[at];
          return first === null || second === null ? [] : [{ language, first, second }];
        });
      })
    );

  const keyOf = ({ language, first, second }: Pair): string => {
    const [one, other] = [weights.numberOf(language, first), weights.numberOf(language, second)];
    return pairKey(one as number, other as number);
  };

  const unknown = (texts: readonly string[], languages: readonly string[]): Map<string, Pair> =>
    new Map(
      pairsIn(texts, languages)
        .map((pair) => [keyOf(pair), pair] as const)
        .filter(([key]) => !counts.has(key))
    );

  return {
    /** Asks for the pairs that are not known; null when all are. */
    query(texts: readonly string[], languages: readonly string[]): Body | null {
      const pairs = [...unknown(texts, languages)];
      if (pairs.length === 0) return null;
      return {
        size: 0,
        query: { term: { kind: 'words' } },
        aggs: Object.fromEntries(
          pairs.map(([key, { language, first, second }]) => [
            key.replace(' ', '_'),
            { filter: { term: { [`pairs.${language}`]: `${first}_${second}` } } },
          ])
        ),
      };
    },

    learn(answer: Answer | undefined): void {
      if (counts.size > MAX_PAIRS) counts.clear();
      for (const [name, { doc_count: count = 0 }] of Object.entries(answer?.aggregations ?? {}))
        counts.set(name.replace('_', ' '), count);
    },

    counts: counts as ReadonlyMap<string, number>,
  };
};

export type PairCounts = ReturnType<typeof createPairCounts>;

/** An index by words without records of its own: what the overlay is laid over. */
export const emptyLexicalIndex = (
  { weights, correct, allWords }: Vocabulary,
  { counts }: Pick<PairCounts, 'counts'>
): LexicalIndex => ({
  weights,
  correct,
  languageOf: () => {
    throw new Error('No record is here.');
  },
  search(query, languages, factorOf, size = 0): WordScores {
    return {
      records: new Int32Array(0),
      scores: new Float32Array(0),
      byRecord: new Float32Array(size),
      ...(factorOf && { weighed: new Float32Array(size) }),
      allWords: allWords(query, languages),
      pairs: counts,
    };
  },
  wordsOf: () => [],
  searchName: () => [],
});
