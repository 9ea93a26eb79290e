import {
  boundQuery,
  createBm25,
  MAX_STEMS,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/bm25';
import { countPairs } from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/pairs';
import {
  invert,
  type Sequences,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/lexical/postings';
import { randomFor } from '../../scripts/experts/random.mjs';

const sequencesOf = (
  records: readonly (readonly number[])[],
  vocabulary: number,
  languages: readonly number[] = records.map(() => 0)
): Sequences => {
  const starts = [0];
  for (const record of records) starts.push(starts[starts.length - 1] + record.length);
  return {
    ...{ starts: Uint32Array.from(starts), stems: Uint32Array.from(records.flat()), vocabulary },
    languages: Uint8Array.from(languages),
  };
};

const randomRecords = (vocabulary: number): number[][] => {
  const random = randomFor(5, vocabulary);
  return Array.from({ length: 60 }, () =>
    Array.from({ length: random.integer(0, 40) }, () => random.integer(0, vocabulary - 1))
  );
};

/** How often two stems stand next to each other in a record, by looking at every place. */
const pairsIn = (record: readonly number[], first: number, second: number): number =>
  record.filter((stem, at) => stem === first && record[at + 1] === second).length;

describe('pairs of words', () => {
  it('are counted as a scan of every record counts them', () => {
    const records = randomRecords(4);
    const sequences = sequencesOf(records, 4);
    const postings = invert(sequences, () => 1);
    for (let first = 0; first < 4; first += 1) {
      for (let second = 0; second < 4; second += 1) {
        const expected = records
          .map((record, at) => [at, pairsIn(record, first, second)])
          .filter(([, count]) => count > 0);
        expect([...countPairs(postings, sequences.starts, first, second)]).toEqual(expected);
      }
    }
  });

  it('never reach from one record into the next', () => {
    const sequences = sequencesOf([[0], [], [1, 0], [1]], 2);
    const postings = invert(sequences, () => 1);
    expect([...countPairs(postings, sequences.starts, 0, 1)]).toEqual([]);
    expect([...countPairs(postings, sequences.starts, 1, 0)]).toEqual([[2, 1]]);
  });
});

describe('BM25', () => {
  it('gives the scores of the formula', () => {
    const records = [[0, 1, 2], [1, 0, 1, 2, 2], [2], [1, 1]];
    const { records: found, scores } = createBm25(sequencesOf(records, 3)).search([[0, 1]]);
    const [k1, b, weight] = [1.6, 0.35, 0.3];
    const idf = (having: number) => Math.log(1 + (4 - having + 0.5) / (having + 0.5));
    const term = (having: number, count: number, length: number, mean: number) =>
      count === 0 ? 0 : (idf(having) * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / mean));
    const expected = records.map((record) => {
      const count = (stem: number) => record.filter((one) => one === stem).length;
      return (
        term(2, count(0), record.length, 11 / 4) +
        term(3, count(1), record.length, 11 / 4) +
        weight * term(2, pairsIn(record, 0, 1), record.length - 1, 7 / 4)
      );
    });
    expect([...found].sort()).toEqual([0, 1, 3]);
    [...found].forEach((record, at) => expect(scores[at]).toBeCloseTo(expected[record], 5));
  });

  it('scores each language by the statistics of its own records', () => {
    const [records, others] = [
      [[0, 1, 2], [1, 0, 1, 2, 2], [2], [1, 1]],
      [[3, 4], [4], [4, 3, 3]],
    ];
    const alone = createBm25(sequencesOf(records, 3)).search([[0, 1]]);
    const numbers = [0, 0, 0, 0, 1, 1, 1];
    const mixed = createBm25(sequencesOf([...records, ...others], 5, numbers));
    expect([...mixed.search([[0, 1]]).byRecord]).toEqual([...alone.byRecord, 0, 0, 0]);
    const both = mixed.search([[0, 1], [3]]);
    expect([...both.byRecord].slice(0, 4)).toEqual([...alone.byRecord]);
    expect([...both.records].sort()).toEqual([0, 1, 3, 4, 6]);
  });

  it('keeps the scores of a search while others are made', () => {
    const bm25 = createBm25(sequencesOf([[0, 1, 2], [1, 0, 1, 2, 2], [2], [1, 1]], 3));
    const { records, scores, byRecord } = bm25.search([[0, 1]]);
    const before = [...byRecord];
    bm25.search([[2, 2]]);
    bm25.search([[1]]);
    expect([...byRecord]).toEqual(before);
    expect([...scores]).toEqual([...records].map((record) => byRecord[record]));
    expect(byRecord[2]).toBe(0);
  });
});

describe('the bound on the words of a query', () => {
  const having = (stem: number): number => 1000 - stem;

  it('leaves a query alone that has no more different words than are searched', () => {
    const query = [...Array(MAX_STEMS).keys(), null, 3, 3];
    expect(boundQuery(query, MAX_STEMS, having)).toEqual(query);
  });

  it('keeps the rarest words in order, and makes no two words adjacent that were not', () => {
    expect(boundQuery([1, 9, 2, 8, null, 9, 7], 3, having)).toEqual([null, 9, null, 8, null, 9, 7]);
  });

  it('reads no more postings for a query of every word than for one of the rarest words', () => {
    const vocabulary = 200;
    // The higher the stem, the rarer.
    const records = Array.from({ length: vocabulary }, (_, record) =>
      [...Array(vocabulary).keys()].filter((stem) => stem <= record)
    );
    const bm25 = createBm25(sequencesOf(records, vocabulary));
    const everything = bm25.search([[...Array(vocabulary).keys()]]);
    const rarest = bm25.search([[...Array(vocabulary).keys()].slice(-MAX_STEMS)]);
    expect([...everything.records].sort()).toEqual([...rarest.records].sort());
    expect(everything.records).toHaveLength(MAX_STEMS);
    expect([...everything.scores]).toEqual([...rarest.scores]);
  });
});
