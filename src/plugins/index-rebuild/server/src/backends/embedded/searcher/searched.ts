import type { LexicalIndex } from '../lexical/lexical-index';
import type { RoughCosines } from '../scan/scan';
import { createAllowed, type AllowedRecords } from './allowed';
import type { Corpus } from './corpus';
import { createLanguages, type LanguagesWithin } from './languages';
import type { Values } from './values';
import { noWords, type Words } from './words';

/** Everything that a search looks into: the records of a generation, and those of its overlay at one moment. */
export type Searched = {
  corpus: Corpus;
  lexical: LexicalIndex;
  allowed: AllowedRecords;
  languagesWithin: LanguagesWithin;
  /** What a query without words finds. */
  wordless: Words;
  /** Rough cosines of a query and the overlay's records, by their order; null without an overlay. */
  compareAdded: ((query: Float32Array) => RoughCosines) | null;
};

export const searchedOf = (
  corpus: Corpus,
  lexical: LexicalIndex,
  values: Values,
  compareAdded: Searched['compareAdded'] = null
): Searched => ({
  ...{ corpus, lexical, compareAdded },
  allowed: createAllowed(corpus, values),
  languagesWithin: createLanguages(corpus, lexical),
  wordless: noWords(corpus.records.length),
});
