// @ts-check
const DEPTH = 10;

/**
 * Measures of one ranking: reciprocal rank, recall of min(10, relevant), nDCG, all at 10.
 *
 * @param {readonly string[]} ids Best first.
 * @param {readonly string[]} relevant
 */
export const measuresOf = (ids, relevant) => {
  const wanted = new Set(relevant);
  const top = ids.slice(0, DEPTH);
  const first = top.findIndex((id) => wanted.has(id));
  const gain = (/** @type {number} */ place) => 1 / Math.log2(place + 2);
  const most = Math.min(DEPTH, wanted.size);
  const ideal = Array.from({ length: most }, (_, place) => gain(place)).reduce(
    (sum, value) => sum + value,
    0
  );
  const gained = top.reduce((sum, id, place) => sum + (wanted.has(id) ? gain(place) : 0), 0);
  return {
    mrr: first < 0 ? 0 : 1 / (first + 1),
    recall: top.filter((id) => wanted.has(id)).length / most,
    ndcg: gained / ideal,
  };
};

/** @param {readonly number[]} numbers */
export const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
