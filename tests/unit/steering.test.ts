import {
  MAX_VARIANTS,
  preparedSteering,
  steeringFor,
  type SearchRule,
  type SteeringRules,
  type Synonym,
} from '../../src/plugins/index-rebuild/server/src/domain/steering';

const NOW = new Date('2030-06-15T12:00:00Z');
const BEFORE = new Date('2030-06-14T12:00:00Z');
const AFTER = new Date('2030-06-16T12:00:00Z');

const rule = (phrase: string, more: Partial<SearchRule> = {}): SearchRule => ({
  ...{
    phrase,
    match: 'query',
    effect: 'pin',
    uid: 'api::page.page',
    documentId: phrase,
    from: null,
    until: null,
  },
  ...more,
});

const both = (...[first, ...others]: string[]): Synonym => ({
  ...{ phrases: [first], synonyms: others, isTwoWay: true },
});

const steer = (query: string, { rules = [], synonyms = [] }: Partial<SteeringRules>) =>
  steeringFor(preparedSteering({ rules, synonyms }), query, NOW);

const variants = (query: string, ...synonyms: Synonym[]) => steer(query, { synonyms })?.variants ?? null;

describe('search rules', () => {
  it.each([
    ['opening hours', 'Opening  Hours', true],
    ['opening hours', 'opening hours today', false],
    ['São Paulo', 'sao paulo', true],
    ['hours', 'opening hours', false],
  ])('of the query "%s" and "%s": %s', (phrase, query, holds) =>
    expect(steer(query, { rules: [rule(phrase)] }) !== null).toBe(holds)
  );

  it.each([
    ['opening hours', 'the opening hours today', true],
    ['hours', 'opening hours', true],
    ['hour', 'opening hours', false],
    ['opening today', 'opening hours today', false],
    ['!?', 'anything', false],
  ])('of the phrase "%s" and "%s": %s', (phrase, query, holds) =>
    expect(steer(query, { rules: [rule(phrase, { match: 'phrase' })] }) !== null).toBe(holds)
  );

  it.each([
    [BEFORE, AFTER, true],
    [null, AFTER, true],
    [BEFORE, null, true],
    [AFTER, null, false],
    [null, BEFORE, false],
    [null, NOW, false],
    [NOW, null, true],
  ])('from %s until %s: %s', (from, until, holds) =>
    expect(steer('a', { rules: [rule('a', { from, until })] }) !== null).toBe(holds)
  );

  it('pin in their order, and hide', () => {
    const rules = [
      rule('a', { documentId: 'second' }),
      rule('a', { documentId: 'gone', effect: 'hide' }),
      rule('a', { documentId: 'first' }),
    ];
    const found = steer('a', { rules });
    expect(found?.pinned.map(({ documentId }) => documentId)).toEqual(['second', 'first']);
    expect(found?.hidden).toEqual([{ uid: 'api::page.page', documentId: 'gone' }]);
  });
});

describe('synonyms', () => {
  it('replace a word or a phrase, in both directions', () => {
    const synonym = both('attorney', 'lawyer', 'legal counsel');
    expect(variants('Attorney in Köln', synonym)).toEqual(['lawyer in Köln', 'legal counsel in Köln']);
    expect(variants('a legal counsel', synonym)).toEqual(['a attorney', 'a lawyer']);
    expect(variants('legal advice', synonym)).toBeNull();
  });

  it('in one direction only', () => {
    const synonym = { phrases: ['PTO'], synonyms: ['paid time off'], isTwoWay: false };
    expect(variants('pto policy', synonym)).toEqual(['paid time off policy']);
    expect(variants('paid time off', synonym)).toBeNull();
  });

  it('of several words of one query, the fewest replacements first', () => {
    expect(variants('car attorney', both('car', 'auto'), both('attorney', 'lawyer'))).toEqual([
      'car lawyer',
      'auto attorney',
      'auto lawyer',
    ]);
  });

  it('of a longer phrase rather than of a word in it, and of several rules together', () => {
    const rules = [both('time', 'clock'), both('time off', 'leave'), both('time off', 'holiday')];
    expect(variants('time off', ...rules)).toEqual(['leave', 'holiday']);
  });

  it('are few, however many there are', () => {
    const words = Array.from({ length: 30 }, (_, at) => `word${at}`);
    const found = variants(words.join(' '), ...words.map((word) => both(word, `${word}a`, `${word}b`)));
    expect(found?.length).toBeLessThanOrEqual(MAX_VARIANTS);
    expect(found?.length).toBeGreaterThan(3);
  });
});
