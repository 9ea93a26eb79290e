import type { FactorAt } from './field-segments';
import type { Postings } from './postings';

/** The key of a pair of stems. */
export const pairKey = (first: number, second: number): string => `${first} ${second}`;

/** The pairs of adjacent stems in a query, each once. */
export const pairsOf = (query: readonly (number | null)[]): [number, number][] => {
  const pairs = new Map<string, [number, number]>();
  query.slice(1).forEach((second, at) => {
    const first = query[at];
    if (first !== null && second !== null) pairs.set(pairKey(first, second), [first, second]);
  });
  return [...pairs.values()];
};

/**
 * The records that contain a pair, and how often, by walking both stems' positions in parallel: the cost
 * is that of their occurrences, however long the records are.
 *
 * @param factorAt By what an occurrence counts; once when left out.
 */
export const countPairs = (
  { firstPosition, positions }: Postings,
  starts: Uint32Array,
  first: number,
  second: number,
  factorAt: FactorAt = () => 1
): Map<number, number> => {
  const counts = new Map<number, number>();
  let record = 0;
  let other = firstPosition[second];
  const lastOther = firstPosition[second + 1];
  for (let at = firstPosition[first]; at < firstPosition[first + 1]; at += 1) {
    const wanted = positions[at] + 1;
    while (other < lastOther && positions[other] < wanted) other += 1;
    if (other === lastOther) break;
    if (positions[other] !== wanted) continue;
    while (starts[record + 1] < wanted) record += 1;
    // The last stem of a record and the first of the next one are not neighbours.
    if (starts[record + 1] !== wanted)
      counts.set(record, (counts.get(record) ?? 0) + factorAt(record, positions[at]));
  }
  return counts;
};
