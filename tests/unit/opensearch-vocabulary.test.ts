import { inventExperts } from '../../scripts/experts/index.mjs';
import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import type { WordUse } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/lexical-index';
import {
  createVocabularyTally,
  loadVocabulary,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/vocabulary';
import { analyzerFor } from '../../src/plugins/index-rebuild/server/src/domain/analyzer';

/* What a searcher over OpenSearch knows of words, against what the lexical index of the same records says. */

const RECORDS = 400;
const LOCALES = [null, 'en', 'de', 'fr'];

const records = inventExperts(RECORDS).map(({ name, title, bio }, at) => ({
  ...{ name, locale: LOCALES[at % LOCALES.length], fields: { title, bio } },
}));

const index = (() => {
  const builder = lexicalEngine.create();
  builder.add(records.map((record, id) => ({ id, ...record })));
  return lexicalEngine.load(builder.serialise());
})();

const vocabulary = (() => {
  const tally = createVocabularyTally();
  // Lanes finish in any order.
  for (const record of [...records].reverse()) tally.add(record);
  return loadVocabulary(tally.serialise());
})();

const LANGUAGES = ['en', 'de', 'fr'];

const stemsOf = (language: string): string[] => [
  ...new Set(
    records.flatMap(({ fields }) => analyzerFor(language).stemsOf(Object.values(fields).join('\n')))
  ),
];

describe('the vocabulary of a generation on OpenSearch', () => {
  it('knows how many records have each stem', () => {
    expect(vocabulary.records).toBe(RECORDS);
    for (const language of LANGUAGES) {
      const stems = [...stemsOf(language), 'nowhere'];
      const counted = ({ weights }: Pick<typeof index, 'weights'>) =>
        stems.map((stem) => {
          const number = weights.numberOf(language, stem);
          return number === null ? null : weights.having(number);
        });
      expect(counted(vocabulary)).toEqual(counted(index));
      expect(counted(vocabulary).filter((count) => count !== null).length).toBeGreaterThan(100);
    }
  });

  it('knows how long texts are in each language', () => {
    for (const language of [...LANGUAGES, 'it']) {
      expect(vocabulary.weights.statisticsOf(language)).toEqual(index.weights.statisticsOf(language));
    }
    expect(vocabulary.weights.statisticsOf('it')).toBeNull();
  });

  it('corrects as the index does', () => {
    const words = [...new Set(records.slice(0, 10).flatMap(({ fields }) => fields.bio.split(/[^\p{L}]+/u)))];
    const slips = words
      .filter((word) => word.length > 5)
      .flatMap((word) => [`${word.slice(0, 2)}${word.slice(3)}`, `${word.slice(0, -1)}x`]);
    const corrected = slips.map((slip) => index.correct(slip, LANGUAGES));
    expect(slips.map((slip) => vocabulary.correct(slip, LANGUAGES))).toEqual(corrected);
    expect(corrected.filter((word) => word !== null).length).toBeGreaterThan(20);
    // Names are no slips.
    for (const { name } of records.slice(0, 20)) expect(vocabulary.correct(name, LANGUAGES)).toBeNull();
  });

  it('tells what a record with all words of a query scores', () => {
    for (const query of ['teaches people about water', 'old maps', 'the of and', 'nowhere']) {
      expect(vocabulary.allWords(query, LANGUAGES)).toBeCloseTo(index.search(query, LANGUAGES).allWords, 4);
    }
  });

  it('searches the stems that a record has', () => {
    const [stem] = analyzerFor('en').stemsOf('teaches');
    expect(vocabulary.searchedStems('nowhere teaches', 'en')).toEqual([null, stem]);
  });

  it('counts the words of some records as the index does', () => {
    // Two languages may have the same word.
    const byWord = (uses: readonly WordUse[]) =>
      uses.map(({ word, records: some, all }) => `${word} ${some} ${all}`).sort();
    for (const [from, to] of [
      [0, 30],
      [100, 108],
      [0, RECORDS],
    ]) {
      const some = records.slice(from, to);
      const numbers = some.map((_, at) => from + at);
      for (const languages of [LANGUAGES, ['de']]) {
        const uses = byWord(vocabulary.wordsOf(some, languages, 2));
        expect(uses).toEqual(byWord(index.wordsOf(numbers, languages, 2)));
        expect(uses.length).toBeGreaterThan(10);
      }
    }
    expect(vocabulary.wordsOf([], LANGUAGES, 2)).toEqual([]);
  });
});
