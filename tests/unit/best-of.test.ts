import { bestOf } from '../../src/plugins/index-rebuild/server/src/backends/embedded/best-of';
import { randomFor } from '../../scripts/experts/random.mjs';

const random = randomFor(31, 1);

/** The best ids by sorting everything, to compare with. */
const sorted = (scores: ArrayLike<number>, ids: ArrayLike<number>, count: number): number[] =>
  Array.from({ length: scores.length }, (_, place) => place)
    .sort((a, b) => scores[b] - scores[a] || ids[a] - ids[b])
    .slice(0, count)
    .map((place) => ids[place]);

const best = (scores: ArrayLike<number>, ids: ArrayLike<number>, count: number): number[] =>
  sorted(...chosen(scores, ids, count), count);

/** The chosen scores and ids, still unordered. */
const chosen = (
  scores: ArrayLike<number>,
  ids: ArrayLike<number>,
  count: number
): [scores: number[], ids: number[]] => {
  const places = [...bestOf(scores, ids, count)];
  expect(new Set(places).size).toBe(Math.min(count, scores.length));
  return [places.map((place) => scores[place]), places.map((place) => ids[place])];
};

describe('the best scores', () => {
  const SIZES = [1, 2, 3, 10, 97, 1000];

  it.each([
    ['few different scores', () => random.integer(0, 3)],
    ['scores that all differ', () => random.integer(-1e9, 1e9)],
    ['equal scores', () => 7],
  ])('are those that sorting finds, with %s', (_, score) => {
    for (const size of SIZES) {
      const scores = Float64Array.from({ length: size }, score);
      const ids = Int32Array.from(random.shuffle([...scores.keys()]), (id) => 3 * id);
      for (const count of [1, 2, 5, Math.ceil(size / 2), size - 1, size, size + 1]) {
        expect(best(scores, ids, count)).toEqual(sorted(scores, ids, count));
      }
    }
  });

  it.each([
    ['ascending', (at: number) => at],
    ['descending', (at: number) => -at],
  ])('are found among %s ones', (_, score) => {
    const scores = Float32Array.from({ length: 500 }, (_value, at) => score(at));
    const ids = Int32Array.from(scores.keys());
    expect(best(scores, ids, 20)).toEqual(sorted(scores, ids, 20));
  });

  it('are none of none, and none when none are wanted', () => {
    expect(bestOf([], [], 5)).toHaveLength(0);
    expect(bestOf([1, 2], [0, 1], 0)).toHaveLength(0);
  });
});
