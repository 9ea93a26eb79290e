import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import { createOverlay } from '../../src/plugins/index-rebuild/server/src/backends/embedded/overlay/overlay';
import { createScan } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/scan';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import { createGraphView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/graph-view';
import { createRanker } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/ranker';
import { createScanView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/scan-view';
import { createTurns } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/turns';
import { createValues } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import { innerProductAt } from '../../src/plugins/index-rebuild/server/src/domain/vectors';
import type { IndexedRecord } from '../../src/plugins/index-rebuild/server/src/ports/generation-writer';
import type { SearchAnswer, SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import type { Weights } from '../../src/plugins/index-rebuild/shared/contracts';
import { randomFor } from '../../scripts/experts/random.mjs';
import { naiveMeaning, weighedWords, zScores } from './support/naive-ranking';

const ARTICLE = 'api::article.article';
const PAGE = 'api::page.page';
const DIMENSIONS = 12;
/** As many as the graph samples for its moments at most, so that those are exact. */
const RECORDS = 240;
const WORDS = ['coral', 'bread', 'steel', 'poem', 'tax', 'soil', 'whale', 'court', 'violin', 'vaccine'];
const random = randomFor(31, 4);

const unit = (): number[] => {
  const numbers = Array.from({ length: DIMENSIONS }, () => random.integer(-1000, 1000) / 1000 + 1e-6);
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
};

const text = (least: number, most: number): string =>
  Array.from({ length: random.integer(least, most) }, () => random.pick(WORDS)).join(' ');

const aRecord = (documentId: string, uid: string): IndexedRecord => {
  const passages = uid === ARTICLE ? Array.from({ length: random.integer(0, 4) }, () => text(2, 5)) : [];
  const name = `Entry ${documentId}`;
  return {
    ...{ uid, documentId, locale: null, passages, name, fingerprint: documentId, textHash: '', tags: [] },
    fields: { title: name, body: text(3, 12), note: text(0, 3) },
    filterable: { town: random.pick(['Oslo', 'Lima']) },
    vectors: Float32Array.from([...unit(), ...passages.flatMap(unit)]),
  };
};

const records = Array.from({ length: RECORDS }, (_, at) => aRecord(`d${at}`, at % 3 === 0 ? PAGE : ARTICLE));
const rowsOf = ({ vectors }: IndexedRecord): Float32Array[] =>
  Array.from({ length: vectors.length / DIMENSIONS }, (_, row) =>
    vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)
  );

const SOURCES = [ARTICLE, PAGE].map((uid) => ({
  ...{ uid, template: '{title} {body} {note}', displayName: 'title', filterable: ['town'] },
  passages: uid === ARTICLE ? { field: 'body', context: '', maxPerRecord: 9, minLength: 1 } : null,
}));

/** In the middle of what the queries reach. */
const CUT_OFF = { near: 0.5, usual: 0.4, reached: 0.2, background: -0.1 };

const QUERIES = ['coral', 'bread steel', 'poem tax whale', 'violin court soil vaccine'].map((query) => ({
  ...{ text: query, vector: Float32Array.from(unit()) },
}));

const load = (held: readonly IndexedRecord[], view: 'scan' | 'graph') => {
  const firstRow = new Int32Array(held.length + 1);
  held.forEach((record, at) => (firstRow[at + 1] = firstRow[at] + rowsOf(record).length));
  const vectors = Float32Array.from(held.flatMap((record) => [...record.vectors]));
  const corpus: Corpus = {
    ...{ records: held, dimensions: DIMENSIONS, vectors, firstRow },
    recordOfRow: Int32Array.from(held.flatMap((record, at) => rowsOf(record).map(() => at))),
    passages: held.map(({ passages }) => passages),
    groups: [ARTICLE, PAGE].map((uid) => ({
      ...{ uid, locale: null },
      records: [...held.keys()].filter((at) => held[at].uid === uid),
    })),
    ofDocument: new Map(held.map(({ documentId }, at) => [documentId, [at]])),
  };
  const builder = lexicalEngine.create();
  builder.add(held.map(({ uid, name, fields }, id) => ({ id, uid, name, fields })));
  const values = createValues(held, { [ARTICLE]: ['town'], [PAGE]: ['town'] });
  held.forEach(({ filterable }, at) => values.put(at, filterable));
  const overlay = createOverlay(corpus, lexicalEngine.load(builder.serialise()), values);
  const scan = createScan(firstRow, DIMENSIONS);
  scan.add(vectors);
  const nearest = async (queries: Float32Array, k: number) => {
    const all = Array.from({ length: vectors.length / DIMENSIONS }, (_, row) => ({
      row,
      score: innerProductAt(vectors, row * DIMENSIONS, queries),
    }));
    const best = all.sort((a, b) => b.score - a.score).slice(0, k);
    return [{ rows: best.map(({ row }) => row), scores: best.map(({ score }) => score) }];
  };
  const ranker = createRanker({
    ...{ searched: overlay.current, cutOff: CUT_OFF, values, sources: SOURCES, turn: createTurns() },
    lookAround:
      view === 'scan'
        ? createScanView(corpus, scan)
        : createGraphView(corpus, {
            size: vectors.length / DIMENSIONS,
            dimensions: DIMENSIONS,
            search: nearest,
          }),
    batcher: {
      embed: async (wanted) =>
        QUERIES.find(({ text: query }) => wanted.startsWith(query))?.vector as Float32Array,
    },
    readsWord: () => true,
  });
  return { ranker, overlay };
};

const FACETS = [ARTICLE, PAGE].map((uid) => ({ uid, fields: ['town'] }));

const ask = (
  { ranker }: ReturnType<typeof load>,
  request: Partial<SearchRequest> & { query: string }
): Promise<SearchAnswer> => {
  const { query, ...rest } = request;
  return ranker.search({ wanted: { text: query }, mode: 'hybrid', k: RECORDS, facets: FACETS, ...rest });
};

const idsOf = ({ hits }: SearchAnswer): string[] => hits.map(({ documentId }) => documentId);

const WEIGHTS: [string, Weights][] = [
  ['meaning alone', { words: 0, fields: {} }],
  ['words four times as much', { words: 4, fields: {} }],
  [
    'one field more, one less',
    { words: 1, fields: { [ARTICLE]: { body: 3, note: 0 }, [PAGE]: { note: 2 } } },
  ],
  ['names not at all', { words: 0.5, fields: { [ARTICLE]: { title: 0 } } }],
];

describe.each(['scan', 'graph'] as const)('a ranking by %s', (view) => {
  const loaded = load(records, view);

  describe.each(WEIGHTS)('with %s', (_, weights) => {
    it.each(QUERIES)('follows the formulas for "$text"', async ({ text: query, vector }) => {
      const factorOf = (uid: string, field: string) => weights.fields[uid]?.[field] ?? 1;
      const meaning = records.map((record) => {
        const [whole, ...passages] = rowsOf(record);
        const ofWhole = naiveMeaning({ vectors: [whole] }, vector);
        if (passages.length === 0) return ofWhole;
        const best = Math.max(...passages.map((one) => naiveMeaning({ vectors: [one] }, vector)));
        const share = 0.75 * factorOf(record.uid, 'body');
        return (0.25 * ofWhole + share * best) / (0.25 + share);
      });
      const words = zScores(
        weighedWords(
          records.map((one) => ({ ...one, factorOf })),
          query
        )
      );
      const scale = Math.min(1, 12 / Math.max(...words));
      const expected = zScores(meaning).map((score, at) => score + 0.9 * weights.words * scale * words[at]);
      const { hits } = await ask(loaded, { query, weights, minScore: 0 });
      expect(hits.length).toBeGreaterThan(100);
      for (const { documentId, score } of hits)
        expect(Math.abs(score - expected[Number(documentId.slice(1))])).toBeLessThan(5e-3);
    });

    it('changes neither which records are hits, nor their counts', async () => {
      for (const { text: query } of QUERIES)
        for (const mode of ['hybrid', 'semantic', 'lexical'] as const) {
          const [plain, weighed] = [
            await ask(loaded, { query, mode }),
            await ask(loaded, { query, mode, weights }),
          ];
          expect(weighed.total).toBe(plain.total);
          expect(weighed.facets).toEqual(plain.facets);
          expect(weighed.minScore).toBe(plain.minScore);
          expect(idsOf(weighed).sort()).toEqual(idsOf(plain).sort());
        }
    });

    it('gives pages without a gap or a repeat', async () => {
      for (const { text: query } of QUERIES) {
        const all = idsOf(await ask(loaded, { query, weights }));
        expect(new Set(all).size).toBe(all.length);
        for (const k of [1, 10, 25, 90])
          expect(idsOf(await ask(loaded, { query, weights, k }))).toEqual(all.slice(0, k));
      }
    });

    it('finds nothing that a request does not allow', async () => {
      const within = [{ uid: PAGE, only: ['d0', 'd3', 'd9', 'd1'] }];
      const found = await ask(loaded, { query: 'bread steel', weights, within, minScore: 0 });
      expect(idsOf(found).sort()).toEqual(['d0', 'd3', 'd9']);
    });
  });

  it('is to the last bit what it is without weights, when all are 1', async () => {
    const ones = { words: 1, fields: { [ARTICLE]: { title: 1, body: 1, note: 1 }, [PAGE]: { title: 1 } } };
    for (const { text: query } of QUERIES)
      expect(await ask(loaded, { query, weights: ones })).toEqual(await ask(loaded, { query }));
  });

  it('ranks by meaning alone when words do not count', async () => {
    const [{ text: query }] = QUERIES;
    const byMeaning = idsOf(await ask(loaded, { query, mode: 'semantic', minScore: 0 }));
    const found = await ask(loaded, { query, weights: { words: 0, fields: {} }, minScore: 0 });
    expect(idsOf(found)).toEqual(byMeaning);
  });

  it('puts the names of one content type before the same name in another', async () => {
    const query = 'entry d3';
    const named = load([...records, { ...records[1], documentId: 'same', name: 'Entry d3' }], view);
    const first = async (fields: Weights['fields']) =>
      idsOf(await ask(named, { query, mode: 'lexical', weights: { words: 1, fields } }))[0];
    expect(await first({ [PAGE]: { title: 4 } })).toBe('d3');
    expect(await first({ [ARTICLE]: { title: 4 } })).toBe('same');
  });

  it('weighs the records of an overlay as those of the generation', async () => {
    const weights = { words: 2, fields: { [ARTICLE]: { body: 3, note: 0 } } };
    const beside = load(records, view);
    // The same texts once more: the same scores, as long as the statistics are the generation's.
    const twins = records.slice(0, 20).map((one) => ({ ...one, documentId: `twin-${one.documentId}` }));
    twins.forEach((twin) => beside.overlay.put(twin));
    for (const { text: query } of QUERIES)
      for (const mode of ['lexical', 'hybrid'] as const) {
        const { hits } = await ask(beside, { query, mode, weights, minScore: 0, k: 2 * RECORDS });
        const scores = new Map(hits.map(({ documentId, parts }) => [documentId, parts]));
        for (const { documentId } of twins) {
          const [own, twin] = [documentId.slice(5), documentId].map((id) => scores.get(id));
          expect(twin?.lexical === undefined).toBe(own?.lexical === undefined);
          if (own && twin) expect(twin.lexical).toBeCloseTo(own.lexical, 4);
        }
      }
  });
});
