import { wordsQuery } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/searcher/words';

type Clause = { term: Record<string, unknown> };

const clausesIn = (query: object | null): string[] => {
  const { bool, dis_max: best } = query as {
    bool?: { should: Clause[] };
    dis_max?: { queries: { bool: { should: Clause[] } }[] };
  };
  const should = bool ? bool.should : (best?.queries.flatMap(({ bool: one }) => one.should) ?? []);
  return should.flatMap(({ term }) => Object.keys(term));
};

const stemsOf = (text: string): string[] => text.split(' ');
const text = Array.from({ length: 30 }, (_, at) => `w${at}`).join(' ');
const languages = Array.from({ length: 20 }, (_, at) => `l${at}`);

describe('a query by words', () => {
  it('has the words and pairs of a text in each language', () => {
    expect(clausesIn(wordsQuery(['one two'], ['en', 'de'], stemsOf)).sort()).toEqual(
      ['pairs.de', 'pairs.en', 'words.de', 'words.de', 'words.en', 'words.en'].sort()
    );
  });

  it('loses pairs, and no words, when it has more clauses than a cluster takes', () => {
    const fields = clausesIn(wordsQuery([text], languages, stemsOf));
    expect(fields).toHaveLength(1_000);
    expect(fields.filter((field) => field.startsWith('words.'))).toHaveLength(600);
  });

  it('loses its last variants then', () => {
    expect(clausesIn(wordsQuery([text, 'another'], languages, stemsOf))).toHaveLength(1_000);
  });

  it('is none without words', () => {
    expect(wordsQuery([''], ['en'], () => [])).toBeNull();
  });
});
