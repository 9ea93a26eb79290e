import { analyzerFor, wordsOf } from '../../../domain/analyzer';
import { languageOf } from '../../../domain/languages';
import type { IndexedRecord } from '../../../ports/generation-writer';
import { boundQuery, MAX_STEMS } from '../../embedded/lexical/bm25';
import { createCorrections } from '../../embedded/lexical/corrections';
import { scoreOfAll, statisticsFor } from '../../embedded/lexical/formula';
import type { WordUse, WordWeights } from '../../embedded/lexical/lexical-index';
import {
  bytesOf,
  bytesOfLines,
  joinSections,
  linesOf,
  numbersOf,
  splitSections,
} from '../../embedded/lexical/sections';
import { usedWords } from '../../embedded/lexical/used-words';
import { createVocabulary, termOf } from '../../embedded/lexical/vocabulary';

/*
 * What a searcher knows of a generation's words by itself, without asking the cluster: how many records have
 * each stem, how it is written, and the words of names. It grows with the vocabulary and not with the records.
 */

type Sum = { records: number; tokens: number };

type Texts = Pick<IndexedRecord, 'fields' | 'locale'>;

/** Collects the words of a generation while it is written. */
export const createVocabularyTally = () => {
  const vocabulary = createVocabulary();
  /** How many records have each stem. */
  const having: number[] = [];
  /** By the number of the language. */
  const sums: Sum[] = [];
  const names = new Set<string>();

  return {
    add({ fields, locale, name }: Pick<IndexedRecord, 'fields' | 'locale' | 'name'>): void {
      const language = languageOf(locale);
      const stems = Object.values(fields).flatMap((text) => vocabulary.read(language, text));
      const sum = (sums[vocabulary.languageNumber(language)] ??= { records: 0, tokens: 0 });
      sum.records += 1;
      sum.tokens += stems.length;
      for (const stem of new Set(stems)) having[stem] = (having[stem] ?? 0) + 1;
      for (const word of wordsOf(name)) names.add(word);
    },

    serialise: (): Uint8Array =>
      joinSections([
        bytesOfLines(vocabulary.terms()),
        bytesOf(Uint32Array.from(having)),
        bytesOfLines(vocabulary.spellings()),
        bytesOfLines(vocabulary.languages()),
        bytesOf(Uint32Array.from(sums.flatMap(({ records, tokens }) => [records, tokens]))),
        bytesOfLines([...names]),
      ]),
  };
};

/** The words of a generation. */
export type Vocabulary = {
  weights: WordWeights;
  /** Records of all languages. */
  records: number;
  /** As LexicalIndex.correct. */
  correct(query: string, languages: readonly string[], isWord?: (word: string) => boolean): string | null;
  /** The stems of a query that are searched, in their order; null for those that no record has, or too many. */
  searchedStems(query: string, language: string): (string | null)[];
  /** Score of a record of mean length that has each word of the query once; 0 when none tells anything. */
  allWords(query: string, languages: readonly string[]): number;
  /** As LexicalIndex.wordsOf, of records whose texts are given. */
  wordsOf(records: Iterable<Texts>, languages: readonly string[], least: number): WordUse[];
};

export const loadVocabulary = (bytes: Uint8Array): Vocabulary => {
  const [terms, counts, spellings, codes, sums, names] = splitSections(bytes);
  const items = linesOf(terms);
  const numbers = new Map(items.map((term, number) => [term, number]));
  const languages = linesOf(codes);
  const sizes = numbersOf(sums).slice();
  const havingStem = numbersOf(counts).slice();
  const named = new Set(linesOf(names));
  const records = languages.reduce((all, _, at) => all + sizes[2 * at], 0);
  const having = (stem: number): number => havingStem[stem];
  const numberOf = (language: string, stem: string): number | null =>
    numbers.get(termOf(language, stem)) ?? null;
  const known = { terms: items, spellings: linesOf(spellings), having };
  const { correct } = createCorrections({
    ...{ ...known, languages, numberOf },
    isNamed: (word) => named.has(word),
  });

  /** The stems of a record that the generation has, each once. */
  const stemsIn = ({ fields, locale }: Texts): Set<number> => {
    const language = languageOf(locale);
    const stems = Object.values(fields).flatMap((text) => analyzerFor(language).stemsOf(text));
    return new Set(stems.flatMap((stem) => numberOf(language, stem) ?? []));
  };

  /** The stems of a query with their numbers, bounded as the embedded engine bounds them. */
  const bounded = (query: string, language: string) => {
    const stems = analyzerFor(language).stemsOf(query);
    const found = boundQuery(
      stems.map((stem) => numberOf(language, stem)),
      MAX_STEMS,
      having
    );
    return { stems, found };
  };

  return {
    records,
    weights: {
      ...{ numberOf, having },
      statisticsOf(language) {
        const number = languages.indexOf(language);
        return number < 0 ? null : statisticsFor(sizes[2 * number], sizes[2 * number + 1]);
      },
    },
    correct,
    searchedStems(query, language) {
      const { stems, found } = bounded(query, language);
      return stems.map((stem, at) => (found[at] === null ? null : stem));
    },
    allWords: (query, wanted) =>
      Math.max(
        0,
        ...wanted.map((language) => scoreOfAll(records, new Set(bounded(query, language).found), having))
      ),
    wordsOf(some, wanted, least) {
      const using = new Uint32Array(items.length);
      for (const record of some) for (const stem of stemsIn(record)) using[stem] += 1;
      return usedWords(using, known, wanted, least);
    },
  };
};
