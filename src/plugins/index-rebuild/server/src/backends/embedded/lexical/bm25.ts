/** Chosen with the weights of domain/ranking.ts; docs/search.md has the figures. */
const K1 = 1.6;
const B = 0.35;
/** What two words next to each other count besides the words themselves. */
const PAIR_WEIGHT = 0.3;

/** Every record as the sequence of its stems, each stem a number. */
export type Sequences = {
  /** Where each record begins in `stems`; one entry more than there are records. */
  starts: Uint32Array;
  stems: Uint32Array;
  /** How many different stems there are. */
  vocabulary: number;
};

/** Records by stem, in ascending order, with what the stem adds to each one's score. */
type Postings = { starts: Uint32Array; records: Uint32Array; impacts: Float32Array };

/** Okapi BM25 of one term in one record (Robertson and Zaragoza 2009), the idf with 1 added. */
const impact = (idf: number, count: number, length: number, meanLength: number): number =>
  (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));

const idfOf = (records: number, having: number): number =>
  Math.log(1 + (records - having + 0.5) / (having + 0.5));

/** Calls `visit` once for each record and stem in it, with how often it is there. */
const eachCount = (
  { starts, stems, vocabulary }: Sequences,
  visit: (record: number, stem: number, count: number) => void
): void => {
  const counts = new Uint32Array(vocabulary);
  for (let record = 0; record + 1 < starts.length; record += 1) {
    for (let at = starts[record]; at < starts[record + 1]; at += 1) counts[stems[at]] += 1;
    for (let at = starts[record]; at < starts[record + 1]; at += 1) {
      const stem = stems[at];
      if (counts[stem] === 0) continue;
      visit(record, stem, counts[stem]);
      counts[stem] = 0;
    }
  }
};

const invert = (sequences: Sequences): Postings => {
  const { starts, stems, vocabulary } = sequences;
  const total = starts.length - 1;
  const meanLength = stems.length / Math.max(1, total);
  const firsts = new Uint32Array(vocabulary + 1);
  eachCount(sequences, (_, stem) => {
    firsts[stem + 1] += 1;
  });
  for (let stem = 0; stem < vocabulary; stem += 1) firsts[stem + 1] += firsts[stem];
  const records = new Uint32Array(firsts[vocabulary]);
  const impacts = new Float32Array(firsts[vocabulary]);
  const next = firsts.slice();
  eachCount(sequences, (record, stem, count) => {
    const idf = idfOf(total, firsts[stem + 1] - firsts[stem]);
    records[next[stem]] = record;
    impacts[next[stem]] = impact(idf, count, starts[record + 1] - starts[record], meanLength);
    next[stem] += 1;
  });
  return { starts: firsts, records, impacts };
};

/** Numbers that two ascending lists share, ascending. */
const shared = (left: Uint32Array, right: Uint32Array): number[] => {
  const found: number[] = [];
  for (let at = 0, other = 0; at < left.length && other < right.length; ) {
    if (left[at] === right[other]) {
      found.push(left[at]);
      at += 1;
      other += 1;
    } else if (left[at] < right[other]) at += 1;
    else other += 1;
  }
  return found;
};

/**
 * BM25 over stems and over pairs of neighbouring stems. Pairs have no postings of their own, which
 * would be four times those of the stems: whoever has both stems is looked at.
 */
export const createBm25 = (sequences: Sequences) => {
  const { starts, stems } = sequences;
  const total = starts.length - 1;
  const postings = invert(sequences);
  const meanPairs = Math.max(1, (stems.length - total) / Math.max(1, total));
  /** Work space of one search, which is synchronous: all 0 between two of them. */
  const sums = new Float32Array(total);

  const recordsOf = (stem: number): Uint32Array =>
    postings.records.subarray(postings.starts[stem], postings.starts[stem + 1]);

  const countPair = (record: number, first: number, second: number): number => {
    let count = 0;
    for (let at = starts[record]; at + 1 < starts[record + 1]; at += 1) {
      if (stems[at] === first && stems[at + 1] === second) count += 1;
    }
    return count;
  };

  const addPair = (first: number, second: number): void => {
    const counts = shared(recordsOf(first), recordsOf(second))
      .map((record) => [record, countPair(record, first, second)])
      .filter(([, count]) => count > 0);
    const idf = idfOf(total, counts.length);
    for (const [record, count] of counts) {
      const pairs = starts[record + 1] - starts[record] - 1;
      sums[record] += PAIR_WEIGHT * impact(idf, count, pairs, meanPairs);
    }
  };

  const addStem = (stem: number, touched: number[]): void => {
    for (let at = postings.starts[stem]; at < postings.starts[stem + 1]; at += 1) {
      const record = postings.records[at];
      if (sums[record] === 0) touched.push(record);
      sums[record] += postings.impacts[at];
    }
  };

  return {
    /** @param query Stems in their order; null stands for one that no record has. */
    search(query: readonly (number | null)[]): { records: Int32Array; scores: Float32Array } {
      const touched: number[] = [];
      for (const stem of new Set(query)) if (stem !== null) addStem(stem, touched);
      const pairs = new Map<string, [number, number]>();
      query.slice(1).forEach((second, at) => {
        const first = query[at];
        if (first !== null && second !== null) pairs.set(`${first} ${second}`, [first, second]);
      });
      for (const [first, second] of pairs.values()) addPair(first, second);
      const records = Int32Array.from(touched);
      const scores = Float32Array.from(records, (record) => sums[record]);
      for (const record of touched) sums[record] = 0;
      return { records, scores };
    },
  };
};
