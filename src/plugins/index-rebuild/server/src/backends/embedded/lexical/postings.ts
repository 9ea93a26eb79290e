/** Every record as the sequence of its stems, each stem a number. */
export type Sequences = {
  /** Where each record begins in `stems`; one entry more than there are records. */
  starts: Uint32Array;
  stems: Uint32Array;
  /** How many different stems there are. */
  vocabulary: number;
  /** The number of each record's language: no stem belongs to records of two. */
  languages: Uint8Array;
};

/** Which records have a stem, what it adds to each one's score, and its positions. */
export type Postings = {
  /** Where each stem begins in `records` and `impacts`; one entry more than there are stems. */
  starts: Uint32Array;
  /** Records by stem, in ascending order. */
  records: Uint32Array;
  impacts: Float32Array;
  /** Where each stem begins in `positions`; one entry more than there are stems. */
  firstPosition: Uint32Array;
  /** Positions by stem, in ascending order, counted over all records. */
  positions: Uint32Array;
};

/** What `count` occurrences of a stem add to the score of a record, when `having` records have it. */
export type Impact = (having: number, count: number, record: number) => number;

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

/** Turns the sizes of groups, stored one place further on, into where each group begins. */
const sumUp = (counts: Uint32Array): Uint32Array => {
  for (let at = 1; at < counts.length; at += 1) counts[at] += counts[at - 1];
  return counts;
};

const positionsOf = ({ stems, vocabulary }: Sequences): Pick<Postings, 'firstPosition' | 'positions'> => {
  const firstPosition = new Uint32Array(vocabulary + 1);
  for (const stem of stems) firstPosition[stem + 1] += 1;
  sumUp(firstPosition);
  const positions = new Uint32Array(stems.length);
  const next = firstPosition.slice();
  for (let at = 0; at < stems.length; at += 1) {
    positions[next[stems[at]]] = at;
    next[stems[at]] += 1;
  }
  return { firstPosition, positions };
};

export const invert = (sequences: Sequences, impact: Impact): Postings => {
  const { vocabulary } = sequences;
  const firsts = new Uint32Array(vocabulary + 1);
  eachCount(sequences, (_, stem) => {
    firsts[stem + 1] += 1;
  });
  sumUp(firsts);
  const records = new Uint32Array(firsts[vocabulary]);
  const impacts = new Float32Array(firsts[vocabulary]);
  const next = firsts.slice();
  eachCount(sequences, (record, stem, count) => {
    const having = firsts[stem + 1] - firsts[stem];
    records[next[stem]] = record;
    impacts[next[stem]] = impact(having, count, record);
    next[stem] += 1;
  });
  return { starts: firsts, records, impacts, ...positionsOf(sequences) };
};
