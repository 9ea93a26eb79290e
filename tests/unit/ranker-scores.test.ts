import { lexicalEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/engine';
import { createScan } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/scan';
import { createScanView } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/scan-view';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import { createRanker } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/ranker';
import { createValues } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import { searchedOf } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/searched';
import { createTurns } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/turns';
import { randomFor } from '../../scripts/experts/random.mjs';
import { naiveRanking, naiveWords, zScores, type NaiveRecord } from './support/naive-ranking';

/** As many as the semantic moments are sampled from at most, so that the ranker's are exact too. */
const RECORDS = 250;
const DIMENSIONS = 12;
const PAGE = 10;
/** Hits are compared exactly, but the spread that their scores are scaled by comes from rough cosines. */
const TOLERANCE = { semantic: 1e-4, lexical: 1e-4, hybrid: 2e-3 };
const COMMON = ['coral', 'bread', 'steel', 'poem', 'tax', 'soil', 'whale', 'court', 'violin', 'vaccine'];
const INFLECTED = ['corals', 'breads', 'poems', 'taxes', 'taxing', 'whales', 'courts', 'violins', 'vaccines'];
const RARE = ['zeppelin', 'quasar'];

const random = randomFor(23, 1);

const randomVector = (): Float32Array => {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random.integer(-1000, 1000) / 1000 + 1e-6);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** Texts of 3 to 40 words with stop words among them; each rare word stands in one of the first two. */
const randomText = (record: number): string => {
  const words = Array.from({ length: random.integer(3, 40) }, () =>
    random.pick([...COMMON, ...INFLECTED, 'the', 'of'])
  );
  return [...words, ...RARE.slice(record, record + 1)].join(' ');
};

const records: NaiveRecord[] = Array.from({ length: RECORDS }, (_, record) => ({
  text: randomText(record),
  vectors: Array.from({ length: random.integer(1, 6) }, randomVector),
}));
const rows = records.flatMap(({ vectors }, record) => vectors.map((vector) => ({ record, vector })));

const corpus: Corpus = {
  records: records.map(({ vectors }, record) => ({
    ...{
      uid: 'api::expert.expert',
      documentId: `d${record}`,
      locale: 'en',
      fingerprint: '',
      rows: vectors.length,
      checksum: '',
    },
  })),
  dimensions: DIMENSIONS,
  vectors: Float32Array.from(rows.flatMap(({ vector }) => [...vector])),
  recordOfRow: Int32Array.from(rows, ({ record }) => record),
  firstRow: Int32Array.from([...records, null], (_, record) =>
    records.slice(0, record).reduce((count, { vectors }) => count + vectors.length, 0)
  ),
  passages: records.map(() => []),
  groups: [{ uid: 'api::expert.expert', locale: 'en', records: [...records.keys()] }],
  ofDocument: new Map(records.map((_, record) => [`d${record}`, [record]])),
};

const scan = createScan(corpus.firstRow, DIMENSIONS);
scan.add(corpus.vectors);

const QUERIES = [
  ['one word', 'whale'],
  ['two words', 'coral bread'],
  ['two words the other way round', 'bread coral'],
  ['inflected words and a stop word', 'taxing the violins'],
  ['a word twice', 'steel poem steel poem'],
  ['a word that no record has between two others', 'soil locomotive court'],
  ['a word that one record has', 'zeppelin'],
  ['a rare word among common ones', 'vaccine quasar whale soil'],
  ['many words', 'coral steel poem tax soil whale court violin vaccine bread'],
].map(([title, text]) => ({ title, text, vector: randomVector() }));

const buildRanker = () => {
  const builder = lexicalEngine.create();
  builder.add(records.map(({ text }, id) => ({ id, name: '', fields: { text } })));
  const values = createValues(corpus.records);
  const searched = searchedOf(corpus, lexicalEngine.load(builder.serialise()), values);
  return createRanker({
    ...{ searched: () => searched, lookAround: createScanView(corpus, scan), cutOff: null, sources: [] },
    ...{ values, turn: createTurns() },
    batcher: {
      embed: async (wanted) => QUERIES.find(({ text }) => text === wanted)?.vector as Float32Array,
    },
  });
};

describe('a ranking, compared with one computed from the formulas in docs/search.md', () => {
  const ranker = buildRanker();

  describe.each(['semantic', 'lexical', 'hybrid'] as const)('in mode %s', (mode) => {
    it.each(QUERIES)('has the same first hits and scores for $title', async ({ text, vector }) => {
      const expected = naiveRanking(records, { text, vector })[mode].slice(0, PAGE);
      const { hits } = await ranker.search({ wanted: { text }, mode, k: PAGE });
      expect(hits.map(({ documentId }) => documentId)).toEqual(expected.map(({ record }) => `d${record}`));
      hits.forEach(({ score }, at) =>
        expect(Math.abs(score - expected[at].score)).toBeLessThan(TOLERANCE[mode])
      );
    });
  });

  it('covers queries on both sides of the limit for scores by words', () => {
    const texts = records.map(({ text }) => text);
    const highest = QUERIES.map(({ text }) => Math.max(...zScores(naiveWords(texts, text))));
    expect(highest.some((zScore) => zScore > 12)).toBe(true);
    expect(highest.some((zScore) => zScore < 12)).toBe(true);
  });
});
