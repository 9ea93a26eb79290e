import { analyzerFor } from '../../../domain/analyzer';
import { languageOf } from '../../../domain/languages';
import { PAIR_WEIGHT } from '../../embedded/lexical/formula';

/*
 * Search by words with our own stems: OpenSearch only counts them. Each language has a field of its own,
 * and so its own statistics, as the embedded engine has.
 */

const pairsOf = (stems: readonly string[]): string[] =>
  stems.slice(1).map((second, at) => `${stems[at]}_${second}`);

/** A record's words by language, as its row has them. */
export const wordColumns = (fields: Record<string, string>, locale: string | null) => {
  const language = languageOf(locale);
  const stems = analyzerFor(language).stemsOf(Object.values(fields).join('\n'));
  return { words: { [language]: stems.join(' ') }, pairs: { [language]: pairsOf(stems).join(' ') } };
};

const weighed = (field: string, terms: Iterable<string>, boost: number) =>
  [...new Set(terms)].map((value) => ({ term: { [field]: { value, boost } } }));

/**
 * The records with words of a text in these languages, scored by them.
 *
 * @returns Null for a text without telling words.
 */
export const wordsQuery = (text: string, languages: readonly string[]): object | null => {
  const should = languages.flatMap((language) => {
    const stems = analyzerFor(language).stemsOf(text);
    return [
      ...weighed(`words.${language}`, stems, 1),
      ...weighed(`pairs.${language}`, pairsOf(stems), PAIR_WEIGHT),
    ];
  });
  return should.length === 0 ? null : { bool: { should, minimum_should_match: 1 } };
};
