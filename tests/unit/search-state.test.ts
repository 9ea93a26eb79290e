import { SEARCH_STATES } from '../../src/plugins/index-rebuild/shared/constants';
import { hasCode } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import {
  searchStateOf,
  sortedNew,
  statesOfTerms,
  takeTerms,
} from '../../src/plugins/index-rebuild/server/src/domain/search-state';

const NEITHER = { searchableSince: null, waitsFor: null };
const FOUND = { searchableSince: '2026-01-31T12:00:00.000Z', waitsFor: null };
const REFUSED = { searchableSince: null, waitsFor: 'refused' as const };

describe('whether search has a record, in a list', () => {
  it.each([
    ['up-to-date', { state: 'indexed', cause: null, ...NEITHER }],
    ['changed', { state: 'changed', cause: 'text', ...NEITHER }],
    ['changed', { state: 'changed', cause: 'text', ...FOUND }],
    ['changed', { state: 'changed', cause: 'text', ...REFUSED }],
    ['changed', { state: 'added', cause: 'published', ...FOUND }],
    ['waiting', { state: 'added', cause: 'published', ...NEITHER }],
    ['waiting', { state: 'added', cause: 'published', searchableSince: null, waitsFor: 'limit' }],
    ['not-indexed', { state: 'added', cause: 'published', ...REFUSED }],
    ['not-indexed', { state: 'unindexable', cause: null, ...NEITHER }],
    ['not-indexed', { state: 'removed', cause: 'unindexable', ...NEITHER }],
    ['not-published', { state: 'removed', cause: 'unpublished', ...NEITHER }],
    ['not-published', { state: 'draft', cause: null, ...NEITHER }],
    ['waiting', { state: 'none', cause: null, ...NEITHER }],
  ] as const)('is "%s" of %o', (expected, record) => {
    expect(searchStateOf(record)).toBe(expected);
  });

  it('tells new records that do not wait apart', () => {
    expect(
      sortedNew([
        ['a', FOUND],
        ['b', NEITHER],
        ['c', REFUSED],
      ])
    ).toEqual({ searchable: ['a'], refused: ['c'] });
  });
});

describe('the filter by state', () => {
  const changed = { $eq: 'changed' };
  const name = { name: { $contains: 'x' } };

  it('is none where it is not asked', () => {
    const filters = { $and: [{ name: { $eq: 'x' } }] };
    expect(takeTerms(filters)).toEqual({ filters, terms: [] });
    expect(takeTerms(undefined)).toEqual({ filters: {}, terms: [] });
  });

  it.each([
    [{ __inSearch: changed }, {}],
    [
      { $and: [name, { __inSearch: changed }], $or: [name] },
      { $or: [name], $and: [name] },
    ],
    [{ $and: [{ __inSearch: changed, ...name }] }, { $and: [name] }],
    [{ $and: [{ __inSearch: changed }] }, {}],
  ])('is taken out of %o', (filters, left) => {
    expect(takeTerms(filters)).toEqual({ filters: left, terms: [changed] });
  });

  it('excludes states, and keeps what all terms allow', () => {
    expect(statesOfTerms([changed])).toEqual(['changed']);
    expect(statesOfTerms([{ $ne: 'up-to-date' }])).toEqual(SEARCH_STATES.slice(1));
    expect(statesOfTerms([{ $ne: 'changed' }, changed])).toEqual([]);
  });

  it.each([
    [{ $eq: 'elsewhere' }],
    [{ $contains: 'changed' }],
    ['changed'],
    [{}],
    [{ $eq: 'changed', $ne: 'waiting' }],
  ])('refuses %o', (term) => {
    let error: unknown;
    try {
      statesOfTerms([term]);
    } catch (thrown) {
      error = thrown;
    }
    expect(hasCode(error, 'INVALID_REQUEST')).toBe(true);
  });
});
