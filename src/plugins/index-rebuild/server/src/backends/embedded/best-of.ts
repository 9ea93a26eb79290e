/**
 * The places of the `count` highest scores, unordered; of equal scores those of the lower ids. A heap of
 * `count` places whose root is the worst of them: most scores are turned away by one comparison.
 *
 * @param ids One per score, without repeats.
 */
export const bestOf = (scores: ArrayLike<number>, ids: ArrayLike<number>, count: number): Int32Array => {
  const size = Math.min(count, scores.length);
  const heap = Int32Array.from({ length: size }, (_, place) => place);

  const isWorse = (one: number, other: number): boolean =>
    scores[one] < scores[other] || (scores[one] === scores[other] && ids[one] > ids[other]);

  /** Moves a place down from `at` until none below it is worse. */
  const sink = (place: number, at: number): void => {
    let to = at;
    for (let child = 2 * to + 1; child < size; child = 2 * to + 1) {
      if (child + 1 < size && isWorse(heap[child + 1], heap[child])) child += 1;
      if (!isWorse(heap[child], place)) break;
      heap[to] = heap[child];
      to = child;
    }
    heap[to] = place;
  };

  if (size === 0 || size === scores.length) return heap;
  for (let at = (size >> 1) - 1; at >= 0; at -= 1) sink(heap[at], at);
  for (let place = size; place < scores.length; place += 1) {
    if (isWorse(heap[0], place)) sink(place, 0);
  }
  return heap;
};

/** The highest of the scores; `least` when there are none above it. */
export const highestOf = (scores: ArrayLike<number>, least: number): number => {
  let best = least;
  for (let at = 0; at < scores.length; at += 1) if (scores[at] > best) best = scores[at];
  return best;
};
