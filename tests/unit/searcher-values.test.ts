import { createAllowed } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/allowed';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import { countFacets } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/facets';
import {
  createValues,
  type Values,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import { passing } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/verdict';
import type { FieldValues } from '../../src/plugins/index-rebuild/server/src/domain/field-value';
import type { RecordFilter } from '../../src/plugins/index-rebuild/server/src/domain/filter';
import { randomFor } from '../../scripts/experts/random.mjs';

const UID = 'api::expert.expert';
const OTHER = 'api::page.page';
const FIELDS = ['town', 'pages', 'tags'];

type Random = ReturnType<typeof randomFor>;

const valuesFor = (random: Random): FieldValues => ({
  ...(random.chance(0.8) && { town: random.pick(['Oslo', 'Lima', 'oslo', '']) }),
  ...(random.chance(0.8) && { pages: random.integer(-2, 3) }),
  tags: Array.from({ length: random.integer(0, 3) }, () => random.pick(['a', 'b', 7, true])),
});

const corpusOf = (size: number): Corpus => {
  const records = Array.from({ length: size }, (_, at) => ({
    ...{ uid: at % 5 === 4 ? OTHER : UID, documentId: `d${at}`, locale: null },
    ...{ fingerprint: '', rows: 1, checksum: '' },
  }));
  const groups = [UID, OTHER].map((uid) => ({
    ...{ uid, locale: null },
    records: [...records.keys()].filter((at) => records[at].uid === uid),
  }));
  return { records, groups, ofDocument: new Map() } as unknown as Corpus;
};

const open = (all: readonly FieldValues[]): { corpus: Corpus; values: Values } => {
  const corpus = corpusOf(all.length);
  const values = createValues(corpus.records, { [UID]: FIELDS, [OTHER]: [] });
  all.forEach((one, record) => values.put(record, one));
  return { corpus, values };
};

/** A random filter, and what SQL says of a record's values: null when it compares nothing. */
type Case = { filter: RecordFilter; says: (values: FieldValues) => boolean | null };

const leaf = (random: Random): Case => {
  const towns = random.shuffle(['Oslo', 'Lima', '']).slice(random.integer(0, 2));
  const from = random.integer(-2, 3);
  const ofTown = (says: (town: string) => boolean) => (values: FieldValues) =>
    values.town === undefined ? null : says(values.town as string);
  const ofPages = (says: (pages: number) => boolean) => (values: FieldValues) =>
    values.pages === undefined ? null : says(values.pages as number);
  return random.pick<Case>([
    { filter: { kind: 'in', field: 'town', values: towns }, says: ofTown((town) => towns.includes(town)) },
    { filter: { kind: 'range', field: 'pages', bounds: { from } }, says: ofPages((pages) => pages >= from) },
    {
      filter: { kind: 'range', field: 'pages', bounds: { above: -1, below: from } },
      says: ofPages((pages) => pages > -1 && pages < from),
    },
    { filter: { kind: 'empty', field: 'town' }, says: ({ town }) => town === undefined },
    { filter: { kind: 'in', field: 'unknown', values: ['x'] }, says: () => null },
  ]);
};

const caseFor = (random: Random, depth: number): Case => {
  if (depth === 0 || random.chance(0.3)) return leaf(random);
  if (random.chance(0.3)) {
    const { filter, says } = caseFor(random, depth - 1);
    return {
      filter: { kind: 'not', of: filter },
      says: (values) => (says(values) === null ? null : !says(values)),
    };
  }
  const parts = Array.from({ length: random.integer(1, 3) }, () => caseFor(random, depth - 1));
  const kind = random.pick<'and' | 'or'>(['and', 'or']);
  return {
    filter: { kind, of: parts.map(({ filter }) => filter) },
    says: (values) => {
      const said = parts.map(({ says }) => says(values));
      if (said.includes(kind === 'or')) return kind === 'or';
      return said.includes(null) ? null : kind === 'and';
    },
  };
};

describe('filters over the values of records', () => {
  const random = randomFor(3, 1);
  const all = Array.from({ length: 200 }, () => valuesFor(random));
  const { corpus, values } = open(all);
  const allowed = createAllowed(corpus, values);

  it('decide as SQL does, with empty fields neither true nor false', () => {
    for (let turn = 0; turn < 300; turn += 1) {
      const { filter, says } = caseFor(random, 3);
      const passes = passing(filter, values);
      const expected = all.flatMap((one, record) => (says(one) === true ? [record] : []));
      expect([filter, [...all.keys()].filter(passes)]).toEqual([filter, expected]);
      const within = [{ uid: UID, filter }, { uid: OTHER }];
      const own = [...all.keys()].filter((at) => corpus.records[at].uid === OTHER || expected.includes(at));
      expect([...(allowed(within)?.records ?? [])]).toEqual(own);
    }
  });

  it('give the same object to the same request until values change', () => {
    const within = () => [{ uid: UID, filter: { kind: 'in' as const, field: 'town', values: ['Oslo'] } }];
    const before = allowed(within());
    expect(allowed(within())).toBe(before);
    values.refresh([]);
    expect(allowed(within())).not.toBe(before);
    expect(allowed(within())).toEqual(before);
  });
});

describe('values that have changed since', () => {
  const oslo: RecordFilter = { kind: 'in', field: 'town', values: ['Oslo'] };
  const { corpus, values } = open([{ town: 'Oslo' }, { town: 'Lima' }, { town: 'Oslo' }, {}]);
  const found = () => [0, 1, 2, 3].filter(passing(oslo, values));
  const towns = () => {
    const hits = Int32Array.from([0, 1, 2, 3]);
    return countFacets(corpus, values, hits, [{ uid: UID, fields: ['town'] }])[UID].town;
  };
  const fresh = (at: number, now: FieldValues | null) => ({ ...corpus.records[at], values: now });

  it('take the place of those of the generation, until they are what it has', () => {
    expect(found()).toEqual([0, 2]);
    values.refresh([fresh(0, { town: 'Lima' }), fresh(1, { town: 'Oslo' }), fresh(2, null)]);
    expect(found()).toEqual([1]);
    expect(towns()).toEqual([
      { value: 'Lima', count: 1 },
      { value: 'Oslo', count: 1 },
    ]);
    values.refresh([fresh(0, { town: 'Accra' })]);
    expect(found()).toEqual([2]);
    values.refresh([]);
    expect(found()).toEqual([0, 2]);
  });

  it('may be of records that the generation does not have', () => {
    values.refresh([{ uid: UID, documentId: 'other', locale: null, values: { town: 'Oslo' } }]);
    expect(found()).toEqual([0, 2]);
    values.refresh([]);
  });
});

describe('facets', () => {
  const count = (all: FieldValues[], hits = [...all.keys()], fields = ['tags']) => {
    const { corpus, values } = open(all);
    return countFacets(corpus, values, Int32Array.from(hits), [{ uid: UID, fields }])[UID];
  };

  it('count each hit once per value, the most frequent first, then by value', () => {
    const all = [
      { tags: ['b', 'a', 'b'] },
      { tags: ['c'] },
      { tags: [] },
      { tags: ['b', ''] },
      { tags: ['x'] },
    ];
    expect(count(all).tags).toEqual([
      { value: 'b', count: 2 },
      { value: 'a', count: 1 },
      { value: 'c', count: 1 },
    ]);
    expect(count(all, [1, 3]).tags.map(({ value }) => value)).toEqual(['b', 'c']);
  });

  it('order numbers by size, and are a hundred at most', () => {
    const pages = Array.from({ length: 150 }, (_, at) => ({ pages: 150 - at }));
    const found = count(pages, undefined, ['pages']).pages;
    expect(found).toHaveLength(100);
    expect(found.slice(0, 3).map(({ value }) => value)).toEqual([2, 3, 4]);
  });

  it('leave out what the generation does not hold', () => {
    expect(count([{ tags: ['a'] }], [0], ['tags', 'later'])).toEqual({ tags: [{ value: 'a', count: 1 }] });
    const { records } = corpusOf(1);
    const asked = [{ uid: UID, fields: ['tags'] }];
    expect(countFacets(corpusOf(1), createValues(records), Int32Array.of(0), asked)).toEqual({ [UID]: {} });
  });
});
