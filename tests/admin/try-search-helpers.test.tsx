import {
  comparedWith,
  readAddress,
  writeAddress,
  type TryAddress,
} from '../../src/plugins/index-rebuild/admin/src/helpers/try/address';
import { markedPieces } from '../../src/plugins/index-rebuild/admin/src/helpers/try/marked';
import { movesFrom } from '../../src/plugins/index-rebuild/admin/src/helpers/try/moves';
import { editorOf, partsOf } from '../../src/plugins/index-rebuild/admin/src/helpers/try/parts';
import { weightsIn, withField } from '../../src/plugins/index-rebuild/admin/src/helpers/weights/weights';
import { recordUrl, searchUrl } from '../../src/plugins/index-rebuild/admin/src/helpers/try/request';

const UID = 'api::expert.expert';
const PLAIN: TryAddress = {
  ...{ q: 'bees', mode: 'hybrid', locale: null, version: null, against: null, weights: null },
  filters: [],
};

describe('the address of a try', () => {
  it('comes back as it was', () => {
    const address: TryAddress = {
      ...{ q: 'a & b', mode: 'lexical', locale: 'de', version: 'v1', against: 'semantic' },
      weights: '{"words":2}',
      filters: [{ uid: UID, field: 'location', negated: true, value: 'A|B' }],
    };
    expect(readAddress(new URLSearchParams(writeAddress(address).toString()))).toEqual(address);
  });

  it('says nothing that goes without saying', () => {
    expect(writeAddress(PLAIN).toString()).toBe('q=bees');
  });

  it('survives what people make of it', () => {
    const read = readAddress(new URLSearchParams('mode=magic&filter=broken&filter=a|b|like|c'));
    expect(read).toEqual({ ...PLAIN, q: '' });
  });

  it('compares with a mode or with a version', () => {
    expect(comparedWith(PLAIN)).toBeNull();
    expect(comparedWith({ ...PLAIN, against: 'semantic' })).toMatchObject({
      mode: 'semantic',
      version: null,
    });
    expect(comparedWith({ ...PLAIN, against: 'v1' })).toMatchObject({ mode: 'hybrid', version: 'v1' });
  });

  it('compares with other weights once there are any', () => {
    expect(comparedWith({ ...PLAIN, against: 'weights' })).toBeNull();
    const weights = '{"words":2}';
    expect(comparedWith({ ...PLAIN, against: 'weights', weights })).toMatchObject({
      mode: 'hybrid',
      weights,
    });
  });
});

describe('other weights', () => {
  it('are read from an address as far as they make sense', () => {
    expect(weightsIn(null)).toBeNull();
    expect(weightsIn('{"words"')).toBeNull();
    expect(weightsIn('{"words":9,"fields":{"a":{"b":2,"c":"much"}}}')).toEqual({
      ...{ words: 1, fields: { a: { b: 2 } } },
    });
  });

  it('do not say what is as tuned', () => {
    const weights = withField({ words: 1, fields: {} }, 'a', 'b', 2);
    expect(weights).toEqual({ words: 1, fields: { a: { b: 2 } } });
    expect(withField(weights, 'a', 'c', 0)).toEqual({ words: 1, fields: { a: { b: 2, c: 0 } } });
    expect(withField(weights, 'a', 'b', 1)).toEqual({ words: 1, fields: {} });
  });
});

describe('the request of a try', () => {
  const asked = (url: string) => Object.fromEntries(new URL(url, 'http://x').searchParams);

  it('names weights for the list that has others alone', () => {
    const address = { ...PLAIN, against: 'weights', weights: '{"words":2}' };
    expect(asked(searchUrl(address, false))).not.toHaveProperty('weights');
    expect(asked(searchUrl(address, false, address.weights))).toMatchObject({ weights: '{"words":2}' });
  });

  const filters = [{ uid: UID, field: 'employer.name', negated: false, value: 'R&D' }];

  it('has the query as it was typed, and Strapi’s filters', () => {
    expect(asked(searchUrl({ ...PLAIN, q: 'a&b=c#d', filters }, false))).toEqual({
      ...{ q: 'a&b=c#d', mode: 'hybrid', limit: '20' },
      'filters[$and][0][employer][name][$eq]': 'R&D',
    });
  });

  it('names the content type of a filter where there are several', () => {
    expect(asked(recordUrl({ ...PLAIN, filters }, true, { uid: UID, documentId: 'd' }))).toMatchObject({
      ...{ uid: UID, documentId: 'd' },
      [`filters[${UID}][$and][0][employer][name][$eq]`]: 'R&D',
    });
  });
});

describe('moved ranks', () => {
  const list = (names: string) => [...names].map((documentId) => ({ uid: UID, documentId }));

  it('are places gained, places lost, and what the other list does not have', () => {
    expect(movesFrom(list('abcd'), list('aecb'))).toEqual([
      { kind: 'same' },
      { kind: 'absent' },
      { kind: 'same' },
      { kind: 'down', places: 2 },
    ]);
    expect(movesFrom(list('abc'), list('c'))).toEqual([{ kind: 'up', places: 2 }]);
  });

  it('tell records of different content types apart', () => {
    expect(movesFrom([{ uid: 'api::page.page', documentId: 'a' }], list('a'))).toEqual([{ kind: 'absent' }]);
  });
});

describe('marked words', () => {
  const marked = (text: string, query: string) =>
    markedPieces(text, query).flatMap((piece) => (piece.isMarked ? [piece.text] : []));

  it('are those of the query, whatever their endings', () => {
    expect(marked('Keeps honey bees; a keeper of Bees and beets.', 'bee keepers')).toEqual([
      'bees',
      'keeper',
      'Bees',
    ]);
  });

  it('leave the text as it is', () => {
    const text = 'Über Öfen, 3 Stück – mehr.';
    expect(
      markedPieces(text, 'öfen 3')
        .map((piece) => piece.text)
        .join('')
    ).toBe(text);
    expect(marked(text, 'öfen 3')).toEqual(['Öfen', '3']);
  });

  it('are none without a query in words', () => {
    expect(markedPieces('text', '!?')).toEqual([{ text: 'text', isMarked: false }]);
  });
});

describe('the parts of a score', () => {
  const PARTS = { whole: 0.4, passage: 0.5, lexical: 6, name: 0 };

  it('are those of the mode, words in relation to the best in the list', () => {
    expect(partsOf(PARTS, 'hybrid', 12).map(({ name, share }) => [name, share])).toEqual([
      ['passage', 0.5],
      ['whole', 0.4],
      ['lexical', 0.5],
    ]);
    expect(partsOf(PARTS, 'semantic', 12).map(({ name }) => name)).toEqual(['passage', 'whole']);
    expect(partsOf({ ...PARTS, name: 1 }, 'lexical', 0).map(({ name }) => name)).toEqual(['lexical', 'name']);
  });

  it('never leave their bars', () => {
    const shares = partsOf({ ...PARTS, whole: -0.1, passage: 1.01 }, 'hybrid', 0).map(({ share }) => share);
    expect(shares).toEqual([1, 0, 1]);
    expect(partsOf({ ...PARTS, lexical: 0 }, 'lexical', 0)[0].share).toBe(0);
  });
});

it('leads to a record’s editor', () => {
  const record = { uid: UID, documentId: 'd', locale: 'de' };
  expect(editorOf(record, false)).toBe(`/content-manager/collection-types/${UID}/d?plugins[i18n][locale]=de`);
  expect(editorOf({ ...record, locale: null }, true)).toBe(`/content-manager/single-types/${UID}`);
});
