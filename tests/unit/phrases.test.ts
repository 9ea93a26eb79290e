import { frequentPhrases } from '../../src/plugins/index-rebuild/server/src/domain/phrases';

const LIMITS = { least: 3, most: 100, places: 2, language: 'en' };

const phrasesOf = (texts: readonly string[], limits = {}) =>
  frequentPhrases(
    texts.map((text) => [text]),
    { ...LIMITS, ...limits }
  );

const textsOf = (texts: readonly string[], limits = {}) => phrasesOf(texts, limits).map(({ text }) => text);

describe('frequent phrases', () => {
  it('are in enough records, however often one record repeats them', () => {
    expect(
      textsOf([
        'Coral reefs and coral reefs. Coral reefs!',
        'She dives at coral reefs.',
        'Old maps, old maps.',
        'Old maps.',
        'A coral reefs survey',
      ])
    ).toEqual(['coral reefs']);
  });

  it('say how many records have them, and name some of those', () => {
    const texts = ['none', 'deep sea', 'deep sea', 'no', 'deep sea', 'deep sea'];
    expect(phrasesOf(texts)).toEqual([{ text: 'deep sea', count: 4, records: [1, 2] }]);
  });

  it('leave out parts that hardly occur elsewhere, and keep those that do', () => {
    const texts = ['Hong Kong', 'Hong Kong', 'Hong Kong', 'Kong', 'Kong', 'Kong'];
    expect(textsOf(texts)).toEqual(['Kong', 'Hong Kong']);
  });

  it('neither begin nor end in a stop word or number, but may have one inside', () => {
    const texts = Array(3).fill('the state of the art in 2024');
    expect(textsOf(texts)).toEqual([]);
    expect(textsOf(Array(3).fill('and bread and butter of 2024'))).toEqual(['bread and butter']);
  });

  it('do not go across punctuation or from one text to the next', () => {
    expect(textsOf(Array(3).fill('weaving. Pottery'))).toEqual(['Pottery', 'weaving']);
    const records = Array(3).fill(['weaving', 'pottery']);
    expect(frequentPhrases(records, LIMITS).map(({ text }) => text)).toEqual(['pottery', 'weaving']);
  });

  it('are written as they are most often, with hyphens, accents and apostrophes', () => {
    const texts = ['Long-term Café', 'long-term café', 'long-term café', "women's rights", "Women's rights"];
    expect(textsOf([...texts, "women's rights"])).toEqual(['long-term café', "women's rights"]);
  });

  it('are the most frequent ones when there are too many', () => {
    const texts = [...Array(5).fill('pottery'), ...Array(4).fill('weaving'), ...Array(3).fill('carving')];
    expect(textsOf(texts, { most: 2 })).toEqual(['pottery', 'weaving']);
  });
});
