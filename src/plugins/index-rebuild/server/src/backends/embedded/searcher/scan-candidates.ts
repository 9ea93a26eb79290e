import { bestOf } from '../best-of';
import { MAX_QUERIES } from '../scan/layout';
import { candidatesFor, type RoughCosines, type Scan } from '../scan/scan';
import { batched } from './batched';
import type { CandidateQuery, FindCandidates } from './candidates';
import type { Corpus } from './corpus';

type Comparison = { vector: Float32Array; records: Int32Array };

/** Queries over the same records share a pass. */
const compareAll = (scan: Scan, comparisons: readonly Comparison[]): RoughCosines[] => {
  const found = new Map<Comparison, RoughCosines>();
  for (const records of new Set(comparisons.map((one) => one.records))) {
    const together = comparisons.filter((one) => one.records === records);
    const vectors = together.map(({ vector }) => vector);
    scan.compare(vectors, records).forEach((cosines, at) => found.set(together[at], cosines));
  }
  return comparisons.map((one) => found.get(one) as RoughCosines);
};

const roughScores = (
  { whole, passage }: RoughCosines,
  records: Int32Array,
  { words, score }: CandidateQuery
): Float64Array => {
  const { lexical, name } = words;
  const scores = new Float64Array(records.length);
  for (let place = 0; place < records.length; place += 1) {
    const record = records[place];
    const match = name.size === 0 ? 0 : (name.get(record) ?? 0);
    scores[place] = score(whole[place], passage[place], lexical.byRecord[record], match);
  }
  return scores;
};

/** Scores every allowed record roughly; those that come out best are the candidates. */
export const createScanCandidates = ({ records }: Corpus, scan: Scan): FindCandidates => {
  const every = Int32Array.from(records.keys());
  const compare = batched(MAX_QUERIES, async (comparisons: Comparison[]) => compareAll(scan, comparisons));

  return async (query) => {
    const among = query.allowed?.records ?? every;
    const cosines = await compare({ vector: query.vector, records: among }, query.deadline);
    const scores = roughScores(cosines, among, query);
    const best = bestOf(scores, among, candidatesFor(query.k));
    return { records: best.map((place) => among[place]), total: among.length };
  };
};
