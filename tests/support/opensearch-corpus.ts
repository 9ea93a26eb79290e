import { seededRandom } from '../../src/plugins/index-rebuild/server/src/lib/seeded-random';

/*
 * Records in the form in which a generation is to lie in OpenSearch: flat rows with one vector each, and
 * one row with the record's words. Everything is computed from a seed, so that tests know what is right.
 */

export const DIMENSIONS = 64;
const CENTRES = 80;
const PASSAGES = 2;
const VOCABULARY = 400;

export type CorpusRecord = { rid: string; share: number; words: string; vectors: number[][] };

const unit = (vector: number[]): number[] => {
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
};

export const cosine = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, part, at) => sum + part * other[at], 0);

/** Records, and queries that lie among them. */
export const makeCorpus = (records: number, queries: number, seed = 15) => {
  const random = seededRandom(seed);
  const direction = (): number[] => Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const centres = Array.from({ length: CENTRES }, () => unit(direction()));
  const near = (at: number): number[] => {
    const noise = direction();
    return unit(centres[at].map((part, place) => part + 0.2 * noise[place]));
  };
  // Rare words are many and common ones few, as in any text.
  const word = (): string => `w${Math.floor(VOCABULARY * random() ** 3)}`;
  const some = (count: number): string => Array.from({ length: count }, word).join(' ');
  return {
    records: Array.from({ length: records }, (_, number): CorpusRecord => {
      const vectors = Array.from({ length: 1 + PASSAGES }, () => near(number % CENTRES));
      // In thousandths, and apart from the centres, so that a filter cuts through all of them.
      const share = Math.floor(random() * 1000);
      return { rid: `r${number}`, share, words: some(5 + Math.floor(random() * 40)), vectors };
    }),
    queries: Array.from({ length: queries }, () => ({
      vector: near(Math.floor(random() * CENTRES)),
      words: some(3),
    })),
  };
};

/** The index of a generation: its mapping is all that a k-NN plugin without native libraries takes. */
export const indexBody = (shards: number, replicas: number) => ({
  settings: {
    index: {
      knn: true,
      number_of_shards: shards,
      number_of_replicas: replicas,
      refresh_interval: '-1',
      // A node that is lost is replaced at once, and not after a minute.
      unassigned: { node_left: { delayed_timeout: '0s' } },
      similarity: { words: { type: 'BM25', k1: 1.2, b: 0.75 } },
    },
  },
  mappings: {
    dynamic: 'strict',
    properties: {
      rid: { type: 'keyword' },
      kind: { type: 'keyword' },
      share: { type: 'integer' },
      words: { type: 'text', analyzer: 'whitespace', similarity: 'words' },
      vector: {
        type: 'knn_vector',
        dimension: DIMENSIONS,
        method: {
          name: 'hnsw',
          engine: 'lucene',
          space_type: 'cosinesimil',
          parameters: { m: 16, ef_construction: 128 },
        },
      },
    },
  },
});

const rowsOf = ({ rid, share, words, vectors }: CorpusRecord) => [
  { rid, kind: 'words', share, words },
  ...vectors.map((vector, at) => ({ rid, kind: at === 0 ? 'whole' : 'passage', share, vector })),
];

/** A body for `_bulk`, whose operations create and never replace. */
export const bulkBody = (records: readonly CorpusRecord[]): string =>
  records
    .flatMap((record) =>
      rowsOf(record).flatMap((row, at) => [
        JSON.stringify({ create: { _id: `${record.rid}:${at}`, routing: record.rid } }),
        JSON.stringify(row),
      ])
    )
    .map((line) => `${line}\n`)
    .join('');

export const ROWS_PER_RECORD = 2 + PASSAGES;
