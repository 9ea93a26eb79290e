import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import { createOverlay } from '../../src/plugins/index-rebuild/server/src/backends/embedded/overlay/overlay';
import { createOverlaidSuggester } from '../../src/plugins/index-rebuild/server/src/backends/embedded/overlay/suggestions';
import { createScan } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/scan';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import type { LoadedIndex } from '../../src/plugins/index-rebuild/server/src/backends/embedded/vector-engine';
import { createGraphView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/graph-view';
import { innerProductAt } from '../../src/plugins/index-rebuild/server/src/domain/vectors';
import { createRanker } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/ranker';
import { createScanView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/scan-view';
import { createTurns } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/turns';
import { createValues } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import type { IndexedRecord } from '../../src/plugins/index-rebuild/server/src/ports/generation-writer';
import type { SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { randomFor } from '../../scripts/experts/random.mjs';

const UID = 'api::expert.expert';
const DIMENSIONS = 16;
const WORDS = (
  'whale coral bread steel violin poem tax soil court vaccine harbour meadow crater cello audit butter ' +
  'bridge reef glacier lantern orchard pepper quarry ribbon saddle tunnel umbrella valley walnut yarn'
).split(' ');
const TOWNS = ['Oslo', 'Lima', 'Hanoi'];
const random = randomFor(11, 0);

const unit = (rows: number): Float32Array => {
  const vectors = new Float32Array(rows * DIMENSIONS);
  for (let row = 0; row < rows; row += 1) {
    const numbers = Array.from({ length: DIMENSIONS }, () => random.integer(-1000, 1000) / 1000);
    const length = Math.hypot(...numbers) || 1;
    vectors.set(
      numbers.map((number) => number / length),
      row * DIMENSIONS
    );
  }
  return vectors;
};

const sentence = (): string => Array.from({ length: 8 }, () => random.pick(WORDS)).join(' ');

let made = 0;
const aRecord = (documentId: string, locale: string | null = null): IndexedRecord => {
  made += 1;
  const passages = Array.from({ length: random.integer(0, 3) }, sentence);
  const name = `Person ${documentId} ${random.pick(WORDS)}`;
  return {
    ...{ uid: UID, documentId, locale, passages, name },
    ...{ fingerprint: `f${made}`, textHash: `t${made}` },
    fields: { name, text: passages.join(' ') || sentence() },
    filterable: { town: random.pick(TOWNS) },
    tags: [random.pick(WORDS)],
    vectors: unit(1 + passages.length),
  };
};

/** An approximate index that finds the nearest rows, as far as it is asked for them. */
const indexOf = ({ vectors }: Corpus): LoadedIndex => ({
  ...{ size: vectors.length / DIMENSIONS, dimensions: DIMENSIONS },
  async search(queries, k) {
    const found = [];
    for (let from = 0; from < queries.length; from += DIMENSIONS) {
      const query = queries.slice(from, from + DIMENSIONS);
      const all = Array.from({ length: vectors.length / DIMENSIONS }, (_, row) => ({
        row,
        score: innerProductAt(vectors, row * DIMENSIONS, query),
      }));
      const best = all.sort((a, b) => b.score - a.score).slice(0, k);
      found.push({ rows: best.map(({ row }) => row), scores: best.map(({ score }) => score) });
    }
    return found;
  },
});

const VIEWS = { 'a scan': 'scan', 'an approximate index': 'graph' } as const;
type ViewKind = (typeof VIEWS)[keyof typeof VIEWS];

/** A generation as a searcher loads it. */
const load = (records: readonly IndexedRecord[], view: ViewKind) => {
  const firstRow = new Int32Array(records.length + 1);
  records.forEach(({ vectors }, at) => (firstRow[at + 1] = firstRow[at] + vectors.length / DIMENSIONS));
  const vectors = new Float32Array(firstRow[records.length] * DIMENSIONS);
  records.forEach((record, at) => vectors.set(record.vectors, firstRow[at] * DIMENSIONS));
  const locales = [...new Set(records.map(({ locale }) => locale))];
  const corpus: Corpus = {
    ...{ records, dimensions: DIMENSIONS, vectors, firstRow },
    recordOfRow: Int32Array.from(
      records.flatMap(({ vectors: { length } }, at) => new Array<number>(length / DIMENSIONS).fill(at))
    ),
    passages: records.map(({ passages }) => passages),
    groups: locales.map((locale) => ({
      ...{ uid: UID, locale },
      records: [...records.keys()].filter((at) => records[at].locale === locale),
    })),
    ofDocument: new Map(records.map(({ documentId }, at) => [documentId, [at]])),
  };
  const builder = lexicalEngine.create();
  builder.add(records.map(({ name, fields, locale }, id) => ({ id, name, fields, locale })));
  const lexical = lexicalEngine.load(builder.serialise());
  const values = createValues(records, { [UID]: ['town'] });
  records.forEach(({ filterable }, at) => values.put(at, filterable));
  const overlay = createOverlay(corpus, lexical, values);
  const scan = createScan(firstRow, DIMENSIONS);
  scan.add(vectors);
  const queries = new Map<string, Float32Array>();
  const ranker = createRanker({
    ...{ searched: overlay.current, cutOff: null, values, sources: [] },
    lookAround: view === 'scan' ? createScanView(corpus, scan) : createGraphView(corpus, indexOf(corpus)),
    turn: createTurns(),
    batcher: { embed: async (text) => queries.get(text) as Float32Array },
  });
  return { overlay, ranker, queries };
};

type Loaded = ReturnType<typeof load>;

const ask = async ({ ranker }: Loaded, request: Omit<SearchRequest, 'k'>) =>
  ranker.search({ ...request, k: 500 });

const QUERIES = ['whale', 'coral bread', 'steel poem soil', 'violin court tax vaccine'].map((text) => ({
  text,
  vector: unit(1),
}));

const prepared = (records: readonly IndexedRecord[], view: ViewKind): Loaded => {
  const loaded = load(records, view);
  for (const { text, vector } of QUERIES) loaded.queries.set(text, vector);
  return loaded;
};

describe.each(Object.entries(VIEWS))('a generation with an overlay, searched by %s', (_, view) => {
  const before = Array.from({ length: 150 }, (_, at) => aRecord(`d${at}`, at % 5 === 0 ? 'de' : 'en'));
  const edited = before.slice(10, 40).map(({ documentId, locale }) => aRecord(documentId, locale));
  const added = Array.from({ length: 80 }, (_, at) => aRecord(`n${at}`, at % 4 === 0 ? 'fr' : 'en'));
  const both = prepared(before, view);
  const whole = prepared(
    [
      ...before.filter(({ documentId }) => !edited.some((one) => one.documentId === documentId)),
      ...edited,
      ...added,
    ],
    view
  );

  beforeAll(() => {
    // Every second one is put twice, in between with something else.
    [...edited, ...added].forEach((record, at) => {
      if (at % 2 === 0) both.overlay.put(aRecord(record.documentId, record.locale));
      both.overlay.put(record);
      if (at % 3 === 0) both.overlay.put(record);
    });
    both.overlay.put(aRecord('gone', 'en'));
    both.overlay.drop(`${UID}:gone:en`);
  });

  const WITHINS: [string, SearchRequest['within']][] = [
    ['all records', undefined],
    ['one locale', [{ uid: UID, locale: 'en' }]],
    ['a locale that only the overlay has', [{ uid: UID, locale: 'fr' }]],
    ['some documents', [{ uid: UID, only: ['d3', 'd12', 'n5', 'gone', 'nobody'] }]],
    ['a filter', [{ uid: UID, filter: { kind: 'in', field: 'town', values: ['Lima'] } }]],
  ];

  describe.each(WITHINS)('among %s', (_, within) => {
    it.each(QUERIES)(
      'finds by meaning what a generation of the same records does for "$text", with the same scores',
      async ({ text }) => {
        const request = { wanted: { text }, mode: 'semantic' as const, within };
        const [found, expected] = [await ask(both, request), await ask(whole, request)];
        const shown = (answer: typeof found) =>
          answer.hits.map(({ documentId, locale, score, highlight }) => [
            documentId,
            locale,
            Math.round(score * 1e4),
            highlight,
          ]);
        expect(shown(found)).toEqual(shown(expected));
        expect(found.total).toBe(expected.total);
      }
    );

    it.each(QUERIES)('and by words and names for "$text"', async ({ text }) => {
      for (const mode of ['lexical', 'hybrid'] as const) {
        const request = { wanted: { text }, mode, within, facets: [{ uid: UID, fields: ['town'] }] };
        const [found, expected] = [await ask(both, request), await ask(whole, request)];
        const ids = ({ hits }: typeof found) => hits.map(({ documentId }) => documentId).sort();
        expect(ids(found)).toEqual(ids(expected));
        expect(found.total).toBe(expected.total);
        expect(found.facets).toEqual(expected.facets);
      }
    });
  });

  it('scores words by the statistics of the generation: nearly as those of all records do', async () => {
    const request = { wanted: { text: 'coral bread' }, mode: 'lexical' as const };
    const [found, expected] = [await ask(both, request), await ask(whole, request)];
    const scores = new Map(expected.hits.map(({ documentId, parts }) => [documentId, parts.lexical]));
    for (const { documentId, parts } of found.hits)
      expect(Math.abs(parts.lexical / (scores.get(documentId) as number) - 1)).toBeLessThan(0.25);
  });

  it('finds names with slips, and records like one of the overlay', async () => {
    const { hits } = await ask(both, { wanted: { text: 'Persn n7' }, mode: 'lexical' });
    expect(hits.map(({ documentId }) => documentId)).toContain('n7');
    const like = { documentId: 'n7', locale: 'en' };
    const [found, expected] = [
      await ask(both, { wanted: { like }, mode: 'semantic' }),
      await ask(whole, { wanted: { like }, mode: 'semantic' }),
    ];
    expect(found.hits.slice(0, 20).map(({ documentId }) => documentId)).toEqual(
      expected.hits.slice(0, 20).map(({ documentId }) => documentId)
    );
  });

  it('suggests the names and tags of its records, and no longer the names that they had', () => {
    const built = before.find(({ documentId }) => documentId === 'd12') as IndexedRecord;
    const own = {
      ...{ kind: 'name' as const, slipped: false, fit: 1 },
      records: [{ uid: UID, documentId: 'd12', locale: built.locale }],
    };
    const suggest = createOverlaidSuggester(() => [{ ...own, text: built.name }], both.overlay);
    const found = suggest({ text: 'person d12', limit: 5, within: [{ uid: UID }] });
    const now = edited.find(({ documentId }) => documentId === 'd12') as IndexedRecord;
    expect(found.map(({ text }) => text)).toEqual([now.name]);
  });

  it('finds nothing of a record that is hidden, in any way, until there is a version of it again', async () => {
    const loaded = prepared(before, view);
    const [hidden] = before;
    const ref = { uid: UID, documentId: hidden.documentId, locale: hidden.locale };
    const ids = async () =>
      (await ask(loaded, { wanted: { text: 'coral bread' }, mode: 'semantic' })).hits.map(
        ({ documentId }) => documentId
      );
    expect(await ids()).toContain(hidden.documentId);
    loaded.overlay.hide(ref);
    expect(await ids()).toHaveLength(before.length - 1);
    expect(await ids()).not.toContain(hidden.documentId);
    const { hits } = await ask(loaded, { wanted: { text: hidden.name }, mode: 'lexical' });
    expect(hits.map(({ documentId }) => documentId)).not.toContain(hidden.documentId);
    const own = { kind: 'name' as const, slipped: false, fit: 1, text: hidden.name, records: [ref] };
    const suggest = createOverlaidSuggester(() => [own], loaded.overlay);
    expect(suggest({ text: hidden.name, limit: 5, within: [{ uid: UID }] })).toEqual([]);
    loaded.overlay.put({ ...hidden, fingerprint: 'again' });
    expect(await ids()).toContain(hidden.documentId);
    loaded.overlay.hide(ref);
    expect(await ids()).not.toContain(hidden.documentId);
    loaded.overlay.drop(`${UID}:${hidden.documentId}:${hidden.locale}`);
    expect(await ids()).toContain(hidden.documentId);
  });

  it('puts pinned records first and leaves hidden ones out, whichever of the two they are from', async () => {
    const request = { wanted: { text: 'coral bread' }, mode: 'hybrid' as const };
    const refOf = (documentId: string) => ({ uid: UID, documentId });
    const plain = (await ask(both, request)).hits.map(({ documentId }) => documentId);
    const [best] = plain;
    const steering = {
      pinned: ['n7', 'd3', 'nobody', best].map(refOf),
      hidden: [plain[1], best].map(refOf),
      variants: [],
    };
    const { hits, total } = await ask(both, { ...request, steering });
    const left = plain.filter((id) => !['n7', 'd3', best, plain[1]].includes(id));
    expect(hits.map(({ documentId }) => documentId)).toEqual(['n7', 'd3', ...left]);
    expect(hits.filter(({ pinned }) => pinned)).toHaveLength(2);
    expect(total).toBe(left.length + 2);
    const elsewhere = { ...request, steering, within: [{ uid: UID, locale: 'fr' }] };
    expect((await ask(both, elsewhere)).hits.filter(({ pinned }) => pinned)).toEqual([]);
  });

  it('scores a synonym as the word itself, and not both', async () => {
    const request = { wanted: { text: 'whale' }, mode: 'lexical' as const };
    const steering = { pinned: [], hidden: [], variants: ['harbour'] };
    const { hits } = await ask(both, { ...request, steering });
    const scores = new Map<string, number>();
    for (const text of ['whale', 'harbour'])
      for (const { documentId, score } of (await ask(both, { ...request, wanted: { text } })).hits)
        scores.set(documentId, Math.max(score, scores.get(documentId) ?? 0));
    expect(new Map(hits.map(({ documentId, score }) => [documentId, score]))).toEqual(scores);
  });

  it('is the generation alone again when everything has been taken away', async () => {
    const { overlay } = both;
    for (const { documentId, locale } of overlay.records()) overlay.drop(`${UID}:${documentId}:${locale}`);
    const alone = prepared(before, view);
    const request = { wanted: { text: 'coral bread' }, mode: 'hybrid' as const };
    expect(await ask(both, request)).toEqual(await ask(alone, request));
  });
});
