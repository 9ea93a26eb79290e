import {
  canonicalJson,
  fingerprint,
  sourceHash,
  specHash,
  textHash,
} from '../../src/plugins/index-rebuild/server/src/domain/index-spec';
import { aSource, anIndexSpec } from './support/samples';

describe('canonicalJson', () => {
  it.each<[string, unknown, unknown]>([
    ['whatever the order of keys', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['whatever the order of keys in lists', [{ a: 1, b: 2 }], [{ b: 2, a: 1 }]],
    ['with an undefined value or without it', { a: 1, b: undefined }, { a: 1 }],
    ['for numeric keys, which JavaScript reorders', { 10: 'a', 9: 'b' }, { 9: 'b', 10: 'a' }],
  ])('is the same %s', (_, left, right) => {
    expect(canonicalJson(left)).toBe(canonicalJson(right));
  });

  it.each<[string, unknown, unknown]>([
    ['lists in another order', ['a', 'b'], ['b', 'a']],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['null and a missing value', { a: null }, {}],
    ['an empty list and an empty object', [], {}],
    ['a list and its only member', ['a'], 'a'],
    ['a boundary moved', ['ab', 'c'], ['a', 'bc']],
  ])('tells apart %s', (_, left, right) => {
    expect(canonicalJson(left)).not.toBe(canonicalJson(right));
  });

  it.each<[unknown, string]>([
    [{ b: [1, 'two', null], a: { '"': true } }, '{"a":{"\\"":true},"b":[1,"two",null]}'],
    [undefined, 'null'],
    [[undefined], '[null]'],
    ['\u2028', '"\u2028"'],
  ])('of %j is JSON', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect(() => JSON.parse(text)).not.toThrow();
  });
});

describe('specHash', () => {
  const { model, ...rest } = anIndexSpec();

  it('does not depend on the order in which a spec is written', () => {
    expect(specHash({ ...rest, model })).toBe(specHash(anIndexSpec()));
  });

  it.each([
    { sources: [aSource({ uid: 'api::other.other' })] },
    { sources: [aSource(), aSource({ uid: 'api::other.other' })] },
    { sources: [aSource({ template: '{name}\n{bio}' })] },
    { sources: [aSource({ displayName: 'title' })] },
    { sources: [aSource({ filterable: ['tags'] })] },
    { sources: [aSource({ passages: null })] },
    { model: 'another-model' },
    { modelHash: 'd4e5f6' },
    { dimensions: 8 },
  ])('changes with %j', (change) => {
    expect(specHash(anIndexSpec(change))).not.toBe(specHash(anIndexSpec()));
  });
});

describe('sourceHash', () => {
  const spec = anIndexSpec();
  const hash = sourceHash(aSource(), spec);

  it('leaves out the other sources', () => {
    const more = anIndexSpec({ sources: [aSource({ uid: 'api::other.other' }), aSource()] });
    expect(sourceHash(aSource(), more)).toBe(hash);
  });

  it.each([
    { uid: 'api::other.other' },
    { template: '{bio}' },
    { displayName: 'title' },
    { filterable: [] },
    { passages: null },
  ])('changes with %j', (change) => {
    expect(sourceHash(aSource(change), spec)).not.toBe(hash);
  });

  it('changes with the model', () => {
    expect(sourceHash(aSource(), anIndexSpec({ modelHash: 'd4e5f6' }))).not.toBe(hash);
  });
});

describe('fingerprint', () => {
  const source = aSource();
  const hash = sourceHash(source, anIndexSpec());
  const ada = {
    name: 'Ada',
    title: 'Biologist',
    organization: 'Reef Lab',
    bio: 'Counts fish.',
    tags: ['diving', 'coral'],
  };
  const of = (values: object): string => fingerprint(hash, source, { ...values });

  it('changes with a name that is in no text, which is searched as well', () => {
    const unnamed = aSource({ template: '{bio}', filterable: [], passages: null });
    const ofUnnamed = (values: object): string => fingerprint(hash, unnamed, { ...values });
    expect(ofUnnamed({ ...ada, name: 'Grace' })).not.toBe(ofUnnamed(ada));
    expect(textHash(unnamed, { ...ada, name: 'Grace' }, '')).not.toBe(textHash(unnamed, { ...ada }, ''));
    expect(ofUnnamed({ ...ada, title: 'Diver' })).toBe(ofUnnamed(ada));
  });

  it('is 32 hex digits', () => {
    expect(of(ada)).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each<[string, object]>([
    ['another name', { name: 'Grace' }],
    ['another text', { bio: 'Counts coral.' }],
    ['a text that is gone', { bio: null }],
    ['another filterable value that is not a text', { tags: ['diving'] }],
    ['filterable values in another order', { tags: ['coral', 'diving'] }],
    ['a filterable value of another type', { organization: 7 }],
  ])('changes with %s', (_, change) => {
    expect(of({ ...ada, ...change })).not.toBe(of(ada));
  });

  it('changes with the spec', () => {
    expect(fingerprint('another hash', source, ada)).not.toBe(of(ada));
  });

  it.each<[string, object]>([
    ['a field that is neither in the text nor filterable', { phone: '+43 1', updatedAt: '2026-01-31' }],
    ['white space', { bio: ' Counts \n fish. ' }],
  ])('does not change with %s', (_, change) => {
    expect(of({ ...ada, ...change })).toBe(of(ada));
  });

  it('does not change with the order of the fields', () => {
    expect(of(Object.fromEntries(Object.entries(ada).reverse()))).toBe(of(ada));
  });

  it('changes when a value moves from one field to the next', () => {
    expect(of({ title: 'a', organization: 'b' })).not.toBe(of({ title: 'a, b' }));
  });
});
