import { createBm25 } from './bm25';
import { createBuilder } from './builder';
import { createCorrections } from './corrections';
import { factorsAt, loadSegments } from './field-segments';
import { createNames } from './fuzzy-index';
import type { LexicalEngine, LexicalIndex } from './lexical-index';
import { usedWords } from './used-words';
import { linesOf, numbersOf, splitSections } from './sections';
import { termOf } from './vocabulary';
import { analyzerFor } from '../../../domain/analyzer';
import { DEFAULT_LANGUAGE } from '../../../domain/languages';

/**
 * Files of earlier versions end with the names: every record is in the default language, and misspelt
 * words are not corrected. Those that end with the spellings do not tell fields apart.
 */
const EARLIER = { languages: [DEFAULT_LANGUAGE], spellings: [] };

const loaded = (bytes: Uint8Array): LexicalIndex => {
  const [vocabulary, starts, stems, names, languages, ofRecord, spellings, ...fields] = splitSections(bytes);
  const numbers = new Map(linesOf(vocabulary).map((term, number) => [term, number]));
  const codes = languages ? linesOf(languages) : EARLIER.languages;
  const languageNumbers = ofRecord?.slice() ?? new Uint8Array(starts.length / 4 - 1);
  const bm25 = createBm25({
    ...{ starts: numbersOf(starts), stems: numbersOf(stems), vocabulary: numbers.size },
    languages: languageNumbers,
  });
  const segments = loadSegments(fields);
  const byName = createNames(linesOf(names));
  const numberOf = (language: string, stem: string): number | null =>
    numbers.get(termOf(language, stem)) ?? null;
  const known = {
    ...{ languages: codes, terms: [...numbers.keys()], numberOf },
    spellings: spellings ? linesOf(spellings) : EARLIER.spellings,
    having: bm25.having,
    isNamed: byName.has,
  };
  const { correct } = createCorrections(known);
  return {
    weights: {
      numberOf,
      having: bm25.having,
      statisticsOf: (language) => {
        const number = codes.indexOf(language);
        return number < 0 ? null : bm25.statisticsOf(number);
      },
    },
    languageOf: (record) => codes[languageNumbers[record]],
    search: (query, wanted, factorOf, size) =>
      bm25.search(
        wanted.map((language) =>
          analyzerFor(language)
            .stemsOf(query)
            .map((stem) => numberOf(language, stem))
        ),
        segments && factorOf ? factorsAt(segments, factorOf) : null,
        size
      ),
    correct,
    wordsOf(records, wanted, least) {
      const mask = new Uint8Array(languageNumbers.length);
      for (const record of records) if (record < mask.length) mask[record] = 1;
      return usedWords(bm25.countAmong(mask), known, wanted, least);
    },
    searchName: (query) => byName.search(query),
  };
};

/**
 * BM25 over stems, and names by MiniSearch. The file holds the texts as numbered stems, from which
 * the postings are made when it is loaded: writing and loading it takes a tenth of what MiniSearch
 * takes for the same texts with pairs (docs/performance.md).
 */
export const lexicalEngine: LexicalEngine = { create: createBuilder, load: loaded };
