import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import { innerProductAt } from '../../src/plugins/index-rebuild/server/src/domain/vectors';
import type { LoadedIndex } from '../../src/plugins/index-rebuild/server/src/backends/embedded/vector-engine';
import type { LookAround } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/candidates';
import { createGraphView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/graph-view';
import { createScanView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/scan-view';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import {
  createRanker,
  type Ranker,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/ranker';
import type { QueryBatcher } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/query-batcher';
import { createScan } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/scan';
import { createValues } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import { searchedOf } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/searched';
import { createTurns } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/turns';
import { randomFor } from '../../scripts/experts/random.mjs';
import { naiveMeaning } from './support/naive-ranking';

const RECORDS = 9000;
const DIMENSIONS = 8;
const UID = 'api::expert.expert';
const WORDS = ['coral', 'bread', 'steel', 'poem', 'tax', 'soil', 'whale', 'court', 'violin', 'vaccine'];

const random = randomFor(11, 1);
const randomVector = (): Float32Array => {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random.integer(-1000, 1000) / 1000 + 1e-6);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** Records with one to four rows and three words each; every fourth one in another language. */
const rowCounts = Array.from({ length: RECORDS }, () => random.integer(1, 4));
const texts = rowCounts.map(() => Array.from({ length: 3 }, () => random.pick(WORDS)).join(' '));
const locales = rowCounts.map((_, record) => (record % 4 === 0 ? 'de' : 'en'));

const buildCorpus = (): Corpus => {
  const firstRow = new Int32Array(RECORDS + 1);
  rowCounts.forEach((count, record) => (firstRow[record + 1] = firstRow[record] + count));
  const rows = firstRow[RECORDS];
  const recordOfRow = new Int32Array(rows);
  rowCounts.forEach((_, record) => recordOfRow.fill(record, firstRow[record], firstRow[record + 1]));
  const vectors = new Float32Array(rows * DIMENSIONS);
  for (let row = 0; row < rows; row += 1) vectors.set(randomVector(), row * DIMENSIONS);
  const records = locales.map((locale, record) => ({
    ...{ uid: UID, documentId: `d${record}`, locale },
    ...{ fingerprint: '', rows: rowCounts[record], checksum: '' },
  }));
  const of = (wanted: string) => [...locales.keys()].filter((record) => locales[record] === wanted);
  return {
    ...{ records, dimensions: DIMENSIONS, vectors, recordOfRow, firstRow, passages: texts.map(() => []) },
    groups: ['de', 'en'].map((locale) => ({ uid: UID, locale, records: of(locale) })),
    ofDocument: new Map(records.map(({ documentId }, record) => [documentId, [record]])),
  };
};

const ENGLISH = [{ uid: UID, locale: 'en' }];

const corpus = buildCorpus();
const rowOf = (row: number) => corpus.vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);

const scan = createScan(corpus.firstRow, DIMENSIONS);
scan.add(corpus.vectors);

/** Compares everything, but cuts the answer short as an approximate index does. */
const indexThatReaches = (reach: number): LoadedIndex => ({
  ...{ size: corpus.recordOfRow.length, dimensions: DIMENSIONS },
  async search(queries, k) {
    const scores = Float64Array.from(corpus.recordOfRow, (_, row) =>
      innerProductAt(corpus.vectors, row * DIMENSIONS, queries)
    );
    const wanted = Math.min(k, reach, scores.length);
    const border = scores.slice().sort()[scores.length - wanted];
    const rows = [...scores.keys()]
      .filter((row) => scores[row] >= border)
      .sort((a, b) => scores[b] - scores[a]);
    return [{ rows, scores: rows.map((row) => scores[row]) }];
  },
});

const queries = Array.from({ length: 4 }, (_, at) => ({
  text: `${WORDS[at]} ${WORDS[at + 3]}`,
  vector: randomVector(),
}));

const rankerOn = (lookAround: LookAround = createScanView(corpus, scan)): Ranker => {
  const builder = lexicalEngine.create();
  builder.add(
    texts.map((text, id) => ({ id, name: `Person ${id}`, fields: { name: `Person ${id}`, text } }))
  );
  const batcher: QueryBatcher = {
    embed: (text) => Promise.resolve(queries.find((query) => query.text === text)?.vector as Float32Array),
  };
  const values = createValues(corpus.records);
  const searched = searchedOf(corpus, lexicalEngine.load(builder.serialise()), values);
  return createRanker({
    ...{ searched: () => searched, values, lookAround, cutOff: null, sources: [] },
    ...{ batcher, turn: createTurns() },
  });
};

/** The documents that pass, by the score of every record, computed apart from the code under test. */
const bruteForce = (vector: Float32Array, passes: (record: number) => boolean): string[] =>
  [...corpus.records.keys()]
    .filter(passes)
    .map((record) => {
      const vectors = Array.from({ length: rowCounts[record] }, (_, at) =>
        rowOf(corpus.firstRow[record] + at)
      );
      return { record, score: naiveMeaning({ vectors }, vector) };
    })
    .sort((a, b) => b.score - a.score || a.record - b.record)
    .map(({ record }) => `d${record}`);

describe('ranking with filters', () => {
  const FILTERS: [string, number][] = [
    ['one in three thousand', 3000],
    ['one in a hundred', 100],
    ['one in seven', 7],
    ['one in two', 2],
    ['every one', 1],
  ];

  describe.each([
    ['a scan', createScanView(corpus, scan)],
    ['an approximate index', createGraphView(corpus, indexThatReaches(4000))],
  ])('on %s', (_, lookAround) => {
    const ranker = rankerOn(lookAround);

    it.each(FILTERS)(
      'gives the true top of the records when a filter lets %s through',
      async (_share, every) => {
        const passes = (record: number): boolean => record % every === 0;
        const only = corpus.records.filter((_record, at) => passes(at)).map(({ documentId }) => documentId);
        for (const { text, vector } of queries) {
          const { hits, total } = await ranker.search({
            wanted: { text },
            mode: 'semantic',
            k: 10,
            within: [{ uid: UID, only }],
          });
          expect(hits.map(({ documentId }) => documentId)).toEqual(bruteForce(vector, passes).slice(0, 10));
          expect(total).toBe(only.length);
        }
      }
    );

    it('keeps to the locale asked for, together with a filter', async () => {
      const passes = (record: number): boolean => record % 6 === 0 && locales[record] === 'de';
      const only = corpus.records.filter((_record, at) => at % 6 === 0).map(({ documentId }) => documentId);
      const [{ text, vector }] = queries;
      const { hits } = await ranker.search({
        wanted: { text },
        mode: 'semantic',
        k: 25,
        within: [{ uid: UID, only, locale: 'de' }],
      });
      expect(hits.map(({ documentId }) => documentId)).toEqual(bruteForce(vector, passes).slice(0, 25));
    });

    it.each(['hybrid', 'semantic', 'lexical'] as const)(
      'pages in mode %s without a gap or a repeat',
      async (mode) => {
        const [{ text }] = queries;
        for (const last of [150, 1000]) {
          const { hits } = await ranker.search({ wanted: { text }, mode, k: last, within: ENGLISH });
          const all = hits.map(({ documentId }) => documentId);
          expect(new Set(all).size).toBe(last);
          const least = last === 150 ? 10 : 160;
          for (const k of [least, least + 30, last - 1]) {
            const page = await ranker.search({ wanted: { text }, mode, k, within: ENGLISH });
            expect(page.hits.map(({ documentId }) => documentId)).toEqual(all.slice(0, k));
          }
        }
      }
    );
  });
});

describe('similar records', () => {
  const ranker = rankerOn();
  const like = (documentId: string, only?: string[]) =>
    ranker.search({
      wanted: { like: { documentId, locale: 'en' } },
      ...{ mode: 'semantic', k: 9, ...(only && { within: [{ uid: UID, only }] }) },
    });

  it('count every other record', async () => {
    expect((await like('d1')).total).toBe(RECORDS - 1);
    expect((await like('d1', ['d1', 'd2', 'd3'])).total).toBe(2);
  });

  it('count every match of a filter that the record itself does not pass', async () => {
    const { hits, total } = await like('d1', ['d2', 'd3', 'd5']);
    expect(total).toBe(3);
    expect(hits).toHaveLength(3);
  });
});

describe('words', () => {
  const ranker = rankerOn();

  it.each([
    ['the exact name', 'Person 77'],
    ['its words in another order', '77 person'],
    ['two letters exchanged', 'Preson 77'],
    ['a letter missing', 'Persn 77'],
  ])('finds a person by %s', async (_, text) => {
    const { hits } = await ranker.search({ wanted: { text }, mode: 'lexical', k: 1 });
    expect(hits[0].documentId).toBe('d77');
  });

  it('finds a name that is being typed', async () => {
    const { hits } = await ranker.search({ wanted: { text: 'person 899' }, mode: 'lexical', k: 20 });
    expect(hits[0].documentId).toBe('d899');
    const typed = { text: 'persn 899', spelling: 'exact' } as const;
    const part = await ranker.search({ wanted: typed, mode: 'lexical', k: 20 });
    expect(part.hits.map(({ documentId }) => documentId)).toEqual(
      expect.arrayContaining(['d899', 'd8990', 'd8999'])
    );
  });

  it('gives a corrected query the answer of what was meant', async () => {
    const [meant, misspelt] = await Promise.all(
      ['person 899', 'persn 899'].map((text) => ranker.search({ wanted: { text }, mode: 'lexical', k: 20 }))
    );
    expect(misspelt).toEqual({ ...meant, correctedTo: 'person 899' });
  });

  it('matches stems and prefers pairs of words', async () => {
    const builder = lexicalEngine.create();
    const bios = ['steel violins tax', 'violin steel tax', 'bread', 'soil', 'whale'];
    builder.add(bios.map((text, id) => ({ id, name: 'x', fields: { name: 'x', text } })));
    const { records, scores } = lexicalEngine.load(builder.serialise()).search('steel violin', ['en']);
    expect([...records].sort()).toEqual([0, 1]);
    expect(scores[[...records].indexOf(0)]).toBeGreaterThan(scores[[...records].indexOf(1)]);
  });
});
