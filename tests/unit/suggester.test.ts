import { createSuggester } from '../../src/plugins/index-rebuild/server/src/backends/embedded/suggestions/suggester';
import {
  loadSuggestions,
  serialiseSuggestions,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/suggestions/table';

const EXPERT = 'api::expert.expert';
const ARTICLE = 'api::article.article';

const NAMES = ['Anna Marks', 'Björn Åkesson', 'Maria Silva', "Siobhán O'Neill"];
const TAGS = ['marine biology', 'biology'];
const PHRASES = ['climate change', 'change', 'mars rover', 'state of change'];

/** Records 0 to 3 have the names; each tag and phrase is of the first; record 4 is German, 5 an article. */
const records = [
  ...NAMES.map((_, at) => ({ uid: EXPERT, documentId: `d${at}`, locale: 'en' })),
  { uid: EXPERT, documentId: 'd0', locale: 'de' },
  { uid: ARTICLE, documentId: 'a', locale: null },
];

const table = loadSuggestions(
  serialiseSuggestions({
    name: [
      ...NAMES.map((text, at) => ({ text, records: [at] })),
      { text: 'Anna Marks', records: [4] },
      { text: 'Market report', records: [5] },
    ],
    tag: TAGS.map((text) => ({ text, records: [0, 1] })),
    phrase: PHRASES.map((text) => ({ text, records: [0] })),
  })
);

const suggest = createSuggester(table, records);
const ENGLISH = [{ uid: EXPERT, locale: 'en' }];

const textsOf = (text: string, { within = ENGLISH as object[], limit = 10 } = {}): string[] =>
  suggest({ text, limit, within: within as never }).map((one) => one.text);

describe('suggestions', () => {
  it.each([
    ['mar', ['Maria Silva', 'Anna Marks', 'marine biology', 'mars rover']],
    ['silva mar', ['Maria Silva']],
    ['bio', ['biology', 'marine biology']],
    ['bjorn ak', ['Björn Åkesson']],
    ["o'n", ["Siobhán O'Neill"]],
    ['oneill', ["Siobhán O'Neill"]],
  ])('for "%s" begin with it, in any word of names and tags', (typed, expected) => {
    expect(textsOf(typed)).toEqual(expected);
  });

  it('have phrases by their beginning alone', () => {
    expect(textsOf('chan')).toEqual(['change']);
    expect(textsOf('state of ch')).toEqual(['state of change']);
    expect(textsOf('change state')).toEqual([]);
  });

  it('need earlier words in full', () => {
    expect(textsOf('mar silva')).toEqual([]);
  });

  it.each([
    ['exchanged', 'maira', 'Maria Silva'],
    ['missing', 'mria', 'Maria Silva'],
    ['too many', 'marria', 'Maria Silva'],
    ['wrong', 'maeia', 'Maria Silva'],
    ['wrong at the beginning', 'naria', 'Maria Silva'],
    ['wrong in an earlier word', 'climote cha', 'climate change'],
    ['wrong in each word', 'mareks anne', 'Anna Marks'],
  ])('forgive one letter that is %s', (_, typed, expected) => {
    expect(textsOf(typed)).toContain(expected);
  });

  it('forgive neither two slips in a word nor one in a short word', () => {
    expect(textsOf('mxrxa')).toEqual([]);
    expect(textsOf('anx mar')).toEqual([]);
  });

  it('say which have a slip', () => {
    const found = suggest({ text: 'mars', limit: 10, within: ENGLISH });
    expect(found.map(({ text, slipped }) => [text, slipped])).toEqual([
      ['Maria Silva', true],
      ['Anna Marks', true],
      ['marine biology', true],
      ['mars rover', false],
    ]);
  });

  it('are those of the content types and locales asked for', () => {
    expect(textsOf('mark', { within: [{ uid: EXPERT, locale: 'de' }] })).toEqual(['Anna Marks']);
    expect(textsOf('mark', { within: [{ uid: ARTICLE }] })).toEqual(['Market report']);
    expect(textsOf('mark', { within: [...ENGLISH, { uid: ARTICLE }] })).toContain('Market report');
    expect(textsOf('mark', { within: [{ uid: EXPERT, locale: 'fr' }] })).toEqual([]);
  });

  it('name the records that have them', () => {
    const [found] = suggest({ text: 'biology', limit: 1, within: ENGLISH });
    expect(found).toMatchObject({ kind: 'tag', text: 'biology', records: [records[0], records[1]] });
  });

  it.each(['', '?!', 'one two three four five six seven eight nine'])('are none for "%s"', (typed) => {
    expect(textsOf(typed)).toEqual([]);
  });

  it('are none in a generation without texts', () => {
    const empty = loadSuggestions(serialiseSuggestions({ name: [], tag: [], phrase: [] }));
    expect(createSuggester(empty, [])({ text: 'mark', limit: 5, within: ENGLISH })).toEqual([]);
  });
});
