import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import {
  askedWeights,
  AS_TUNED,
  changedWeights,
  weighableFields,
  weightProblems,
} from '../../src/plugins/index-rebuild/server/src/domain/weights';
import { weightsSchema, type Weights } from '../../src/plugins/index-rebuild/shared/contracts';
import { randomFor } from '../../scripts/experts/random.mjs';
import { weighedWords } from './support/naive-ranking';

type Fields = Weights['fields'];

const ARTICLE = {
  uid: 'api::article.article',
  template: '{title}. {body}\n{author.name}',
  displayName: 'title',
  passages: { field: 'body', context: '{title}', maxPerRecord: 9, minLength: 9 },
};
const PAGE = { uid: 'api::page.page', template: '{text}', displayName: 'slug', passages: null };

describe('weights', () => {
  it('are those of the name, of the text and of the passages', () => {
    expect(weighableFields(ARTICLE)).toEqual(['title', 'body', 'author.name']);
    expect(weighableFields(PAGE)).toEqual(['slug', 'text']);
  });

  it('are as tuned when left out, and lie between 0 and 4', () => {
    expect(weightsSchema.parse({})).toEqual(AS_TUNED);
    for (const words of [-0.1, 4.1, Number.NaN, '2'])
      expect(weightsSchema.safeParse({ words }).success).toBe(false);
    expect(weightsSchema.safeParse({ fields: { a: { b: 5 } } }).success).toBe(false);
    expect(weightsSchema.safeParse({ meaning: 1 }).success).toBe(false);
  });

  it('that are 1 are not asked for', () => {
    const fields: Fields = { [ARTICLE.uid]: { title: 2, body: 1 }, [PAGE.uid]: { text: 1 } };
    expect(changedWeights({ words: 1, fields: { [PAGE.uid]: { text: 1 } } })).toBeNull();
    expect(changedWeights({ words: 1, fields })).toEqual({ fields: { [ARTICLE.uid]: { title: 2 } } });
    expect(changedWeights({ words: 0, fields: {} })).toEqual({ words: 0 });
    expect(askedWeights(AS_TUNED)).toBeUndefined();
    expect(askedWeights({ words: 1, fields })).toEqual({
      ...{ words: 1, fields: { [ARTICLE.uid]: { title: 2 } } },
    });
  });

  it('name what is not indexed, and what is', () => {
    const fields: Fields = { [ARTICLE.uid]: { titel: 2, body: 2 }, 'api::shop.shop': { title: 1 } };
    const problems = weightProblems({ fields }, [ARTICLE, PAGE]);
    expect(problems.map(({ path }) => path)).toEqual([
      ['fields', ARTICLE.uid, 'titel'],
      ['fields', 'api::shop.shop'],
    ]);
    expect(problems[0].message).toContain('title, body, author.name');
    expect(problems[1].message).toContain(`${ARTICLE.uid}, ${PAGE.uid}`);
    expect(weightProblems(AS_TUNED, [ARTICLE, PAGE])).toEqual([]);
  });
});

describe('scores by words with fields that weigh differently', () => {
  const random = randomFor(7, 2);
  const words = ['coral', 'bread', 'steel', 'poem', 'the'];
  const text = (most: number): string =>
    Array.from({ length: random.integer(0, most) }, () => random.pick(words)).join(' ');
  // Titles and notes may be empty.
  const records = Array.from({ length: 80 }, (_, id) => ({
    ...{ id, name: '', uid: id % 3 === 0 ? PAGE.uid : ARTICLE.uid },
    fields: { title: text(3), body: `steel ${text(12)}`, note: text(2) } as Record<string, string>,
  }));
  const builder = lexicalEngine.create();
  builder.add(records);
  const index = lexicalEngine.load(builder.serialise());
  const factorOf = (factors: Record<string, number>) => (uid: string, field: string) =>
    uid === ARTICLE.uid ? (factors[field] ?? 1) : 1;

  it.each([
    ['one field counts more', { title: 3 }],
    ['one counts half and one not at all', { body: 0.5, note: 0 }],
    ['no field counts', { title: 0, body: 0, note: 0 }],
  ])('follow the formula when %s', (_, factors) => {
    for (const query of ['coral', 'bread steel', 'the poem coral bread', 'zeppelin coral']) {
      const { weighed, byRecord } = index.search(query, ['en'], factorOf(factors));
      const factored = records.map(({ uid, fields }) => ({ fields, factorOf: factorOf(factors), uid }));
      weighedWords(factored, query).forEach((expected, record) =>
        expect(weighed?.[record]).toBeCloseTo(expected, 4)
      );
      // What tells whether a record is about the query stays as it is.
      expect([...byRecord]).toEqual([...index.search(query, ['en']).byRecord]);
    }
  });

  it('are not computed where every field counts once', () => {
    expect(index.search('coral', ['en']).weighed).toBeUndefined();
    expect(index.search('coral', ['en'], () => 1).weighed).toBeUndefined();
  });
});
