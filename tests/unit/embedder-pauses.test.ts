import { embedderUnavailable } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { pauseAfter } from '../../src/plugins/index-rebuild/server/src/processes/searcher/embedder-pauses';

describe('the pause before the embedder is tried again', () => {
  it('grows with the failures, up to half a minute', () => {
    const error = new Error('broken');
    expect([1, 2, 3, 4, 5, 100].map((failures) => pauseAfter(error, failures))).toEqual([
      2_000, 5_000, 15_000, 30_000, 30_000, 30_000,
    ]);
  });

  it.each([
    ['nothing', undefined, 2_000],
    ['less than usual', 1, 2_000],
    ['more', 20, 20_000],
    ['two minutes', 120, 120_000],
    ['a day, which counts as an hour', 86_400, 3_600_000],
  ])('is what the provider asks for: %s', (_, retryAfter, expected) => {
    expect(pauseAfter(embedderUnavailable('Too many requests.', retryAfter), 1)).toBe(expected);
  });
});
