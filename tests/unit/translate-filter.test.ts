import { translateFilter } from '../../src/plugins/index-rebuild/server/src/services/search/translate-filter';

const TYPES: Record<string, string> = {
  ...{ town: 'string', kind: 'enumeration', pages: 'integer', price: 'decimal', open: 'boolean' },
  ...{ day: 'date', at: 'datetime', tags: 'json', views: 'biginteger', opens: 'time' },
};

const translate = (filters: object) => translateFilter(filters, (field) => TYPES[field]);

const isIn = (field: string, ...values: (string | number | boolean)[]) => ({ kind: 'in', field, values });
const not = (of: object) => ({ kind: 'not', of });
const range = (field: string, bounds: object) => ({ kind: 'range', field, bounds });

describe('filters that the searcher evaluates', () => {
  it.each<[object, object]>([
    [{ town: 'Oslo' }, isIn('town', 'Oslo')],
    [{ town: { $eq: '' } }, isIn('town', '')],
    [{ town: ['Oslo', 'Lima'] }, isIn('town', 'Oslo', 'Lima')],
    [{ town: { $ne: 'Oslo' } }, not(isIn('town', 'Oslo'))],
    [{ kind: { $in: 'news' } }, isIn('kind', 'news')],
    [{ kind: { $notIn: ['news', 'x'] } }, not(isIn('kind', 'news', 'x'))],
    [{ town: { $null: 'true' } }, { kind: 'empty', field: 'town' }],
    [{ town: { $notNull: 'true' } }, not({ kind: 'empty', field: 'town' })],
    [{ town: { $notNull: false } }, { kind: 'empty', field: 'town' }],
    [{ pages: '7' }, isIn('pages', 7)],
    [
      { price: { $gte: '-1.5', $lt: 20 } },
      { kind: 'and', of: [range('price', { from: -1.5 }), range('price', { below: 20 })] },
    ],
    [{ pages: { $between: ['1', '5'] } }, range('pages', { from: 1, to: 5 })],
    [{ pages: { $not: { $gt: '5' } } }, not(range('pages', { above: 5 }))],
    [{ open: 'false' }, isIn('open', false)],
    [{ day: { $lte: '2026-02-28' } }, range('day', { to: '2026-02-28' })],
    [{ at: { $gt: '2026-01-01T01:00+01:00' } }, range('at', { above: '2026-01-01T00:00:00.000Z' })],
    [
      { $or: [{ town: 'Oslo' }, { open: 'true' }] },
      { kind: 'or', of: [isIn('town', 'Oslo'), isIn('open', true)] },
    ],
    [
      { $not: { town: 'Oslo', open: 'true' } },
      not({ kind: 'and', of: [isIn('town', 'Oslo'), isIn('open', true)] }),
    ],
  ])('%j', (filters, expected) => {
    expect(translate(filters)).toEqual(expected);
  });

  it.each<[why: string, filters: object]>([
    ['a field whose values it does not have', { name: 'x' }],
    ['a field that is no attribute', { constructor: 'x' }],
    ['a relation', { author: { name: 'x' } }],
    ['a type that databases compare in different ways', { tags: { $eq: 'x' } }],
    ['a big integer', { views: '5' }],
    ['a time of day', { opens: '09:30' }],
    ['a part of a text', { town: { $contains: 'sl' } }],
    ['a text in any case', { town: { $eqi: 'oslo' } }],
    ['the order of texts', { town: { $gt: 'Oslo' } }],
    ['the very moment', { at: { $eq: '2026-01-01T00:00:00.000Z' } }],
    ['a moment without a time zone', { at: { $gt: '2026-01-01T00:00:00' } }],
    ['a day that does not exist', { day: '2026-02-30' }],
    ['a fraction of an integer', { pages: '1.5' }],
    ['a number that is not one', { pages: 'many' }],
    ['a number beyond what a database takes', { pages: '99999999999' }],
    ['a truth value in other words', { open: '1' }],
    ['a text that no database can hold', { town: 'a\0b' }],
    ['an empty list', { town: { $in: [] } }],
    ['an empty group', { $or: [] }],
    ['an empty condition', { town: {} }],
    ['nothing', {}],
    ['a list at the top', [{ town: 'Oslo' }]],
    ['a list for one value', { town: { $eq: ['Oslo'] } }],
    ['one such part among others', { $or: [{ town: 'Oslo' }, { town: { $contains: 'x' } }] }],
  ])('are not those with %s', (_, filters) => {
    expect(translate(filters)).toBeNull();
  });
});
