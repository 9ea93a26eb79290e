import { analyzerFor } from '../../../domain/analyzer';
import { languageOf } from '../../../domain/languages';
import { PAIR_WEIGHT } from '../../embedded/lexical/formula';

/*
 * Search by words with our own stems: OpenSearch only counts them. Each language has a field of its own,
 * and so its own statistics, as the embedded engine has.
 */

/** The pairs of neighbouring stems, as they are written in the index; null stands for one that is not searched. */
export const pairsIn = (stems: readonly (string | null)[]): string[] =>
  stems.slice(1).flatMap((second, at) => {
    const first = stems[at];
    return first === null || second === null ? [] : [`${first}_${second}`];
  });

/** A record's words by language, as its row has them. */
export const wordColumns = (fields: Record<string, string>, locale: string | null) => {
  const language = languageOf(locale);
  const stems = analyzerFor(language).stemsOf(Object.values(fields).join('\n'));
  return { words: { [language]: stems.join(' ') }, pairs: { [language]: pairsIn(stems).join(' ') } };
};

const weighed = (field: string, terms: Iterable<string>, boost: number) =>
  [...new Set(terms)].map((value) => ({ term: { [field]: { value, boost } } }));

/** Clauses of a query, of which a cluster takes 1,024. */
const MAX_CLAUSES = 1_000;

/** The stems of a text in a language, in their order; null for those that are not searched. */
export type SearchedStems = (text: string, language: string) => readonly (string | null)[];

/** Words first, so that a text with too many clauses loses pairs before words. */
const clausesOf = (text: string, languages: readonly string[], stemsOf: SearchedStems): object[] => {
  const searched = languages.map((language) => ({ language, stems: stemsOf(text, language) }));
  return [
    ...searched.flatMap(({ language, stems }) =>
      weighed(
        `words.${language}`,
        stems.filter((stem) => stem !== null),
        1
      )
    ),
    ...searched.flatMap(({ language, stems }) => weighed(`pairs.${language}`, pairsIn(stems), PAIR_WEIGHT)),
  ];
};

/**
 * The records with words of a text in these languages, scored by them. Of several texts the one that fits a
 * record best counts: what has a word and its synonym is not twice as good.
 *
 * @returns Null without telling words.
 */
export const wordsQuery = (
  texts: readonly string[],
  languages: readonly string[],
  stemsOf: SearchedStems = (text, language) => analyzerFor(language).stemsOf(text)
): object | null => {
  let left = MAX_CLAUSES;
  const queries = texts.flatMap((text) => {
    const should = clausesOf(text, languages, stemsOf).slice(0, left);
    left -= should.length;
    return should.length === 0 ? [] : [{ bool: { should, minimum_should_match: 1 } }];
  });
  if (queries.length <= 1) return queries[0] ?? null;
  return { dis_max: { queries, tie_breaker: 0 } };
};
