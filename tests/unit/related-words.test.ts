import {
  strongByWords,
  withSynonym,
} from '../../src/plugins/index-rebuild/server/src/domain/insights/synonyms';
import {
  areOfOneFamily,
  mostTelling,
  nearEnough,
} from '../../src/plugins/index-rebuild/server/src/domain/related-words';

describe('the words that tell most of some records', () => {
  it('are those that are more frequent among them, the ones of many records first', () => {
    const uses = [
      { word: 'everywhere', records: 10, all: 1_000 },
      { word: 'elsewhere', records: 2, all: 900 },
      { word: 'often', records: 8, all: 20 },
      { word: 'sometimes', records: 3, all: 6 },
    ];
    expect(mostTelling(uses, { asked: 10, total: 1_000, most: 5 })).toEqual([
      'often',
      'sometimes',
      'everywhere',
    ]);
    expect(mostTelling(uses, { asked: 10, total: 1_000, most: 1 })).toEqual(['often']);
  });
});

describe('words of one family', () => {
  it.each([
    ['orchestra', 'orchestration', true],
    ['bookkeeper', 'books', true],
    ['bakery', 'baking', false],
    ['cat', 'category', false],
    ['dentist', 'teeth', false],
  ])('"%s" and "%s": %s', (left, right, expected) => expect(areOfOneFamily(left, right)).toBe(expected));
});

describe('words that are near enough', () => {
  const others = (nearness: number, count = 40) =>
    Array.from({ length: count }, (_, at) => ({ related: `word ${at}`, nearness: nearness + (at % 5) / 50 }));

  it('stand out among all that were compared, the nearest first', () => {
    const compared = [
      { related: 'movies', nearness: 0.78 },
      ...others(0.2),
      { related: 'film', nearness: 0.8 },
    ];
    expect(nearEnough(compared).map(({ related }) => related)).toEqual(['film', 'movies']);
  });

  it('are none where the model puts all words near each other', () =>
    expect(nearEnough([{ related: 'a', nearness: 0.83 }, ...others(0.75)])).toEqual([]));

  it('are none where nothing is near, however much it stands out', () =>
    expect(nearEnough([{ related: 'a', nearness: 0.5 }, ...others(0.1)])).toEqual([]));

  it('are none of none', () => expect(nearEnough([])).toEqual([]));
});

describe('a suggested synonym', () => {
  const hit = (lexical: number, whole: number) => ({ lexical, whole, passage: whole });

  it('counts hits with its word that are nearer than those of a meaningless query', () => {
    expect(strongByWords([hit(2, 0.5), hit(2, 0.2), hit(0, 0.6)], 0.3)).toBe(1);
    expect(strongByWords([hit(2, 0.2)], null)).toBe(1);
    expect(strongByWords([], 0.3)).toBe(0);
  });

  it('is tried beside what has been decided already', () => {
    const decided = { pinned: [{ uid: 'a', documentId: 'b' }], hidden: [], variants: ['old dentist'] };
    expect(withSynonym('good dentist', { word: 'dentist', synonym: 'teeth' }, decided)).toEqual({
      ...decided,
      variants: ['old dentist', 'good teeth'],
    });
    expect(withSynonym('Dentist', { word: 'dentist', synonym: 'teeth' }, null).variants).toEqual(['teeth']);
  });
});
