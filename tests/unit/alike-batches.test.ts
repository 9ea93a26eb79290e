import { alikeBatches } from '../../src/plugins/index-rebuild/server/src/processes/searcher/alike-batches';

const sizes = (lengths: readonly number[], size: number): number[][] =>
  alikeBatches(
    lengths.map((length) => ({ text: 'x'.repeat(length) })),
    size
  ).map((batch) => batch.map(({ text }) => text.length));

describe('batches of texts that are about equally long', () => {
  it.each([
    [[], []],
    [[5], [[5]]],
    [
      [10, 900, 12, 11],
      [[900], [12, 11, 10]],
    ],
    [
      [8, 6, 4, 3],
      [[8, 6, 4], [3]],
    ],
    [
      [5, 5, 5, 5, 5, 5, 5],
      [[5, 5, 5], [5, 5, 5], [5]],
    ],
  ])('of %j', (lengths, expected) => expect(sizes(lengths, 3)).toEqual(expected));
});
