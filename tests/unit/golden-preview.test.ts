import type { GoldenQuery } from '../../src/plugins/index-rebuild/server/src/domain/golden';
import {
  goldenPreviewOf,
  previewDepth,
} from '../../src/plugins/index-rebuild/server/src/domain/golden-preview';

const golden = (query: string, more: Partial<GoldenQuery> = {}): GoldenQuery => ({
  ...{ query, uid: 'api::article.article', locale: 'en', expected: ['a'], isIncomplete: false, first: 2 },
  ...more,
});

describe('a preview on golden queries', () => {
  const preview = goldenPreviewOf([
    { golden: golden('same'), before: ['a', 'b'], after: ['a', 'c'] },
    { golden: golden('found again'), before: ['x', 'y', 'a'], after: ['x', 'a', 'y'] },
    { golden: golden('lost'), before: ['a', 'x', 'y'], after: ['x', 'y'] },
    { golden: golden('lower, but still found'), before: ['a', 'x'], after: ['x', 'a'] },
    { golden: golden('both of two', { expected: ['a', 'b'] }), before: ['a', 'x'], after: ['x', 'a', 'b'] },
  ]);

  it('says which are answered better or worse, the worse ones first', () => {
    expect(preview.queries.map(({ query, verdict }) => [query, verdict])).toEqual([
      ['lost', 'worse'],
      ['lower, but still found', 'worse'],
      ['found again', 'better'],
      ['both of two', 'better'],
      ['same', 'same'],
    ]);
    expect(preview).toMatchObject({ worse: 2, better: 2, same: 1 });
  });

  it('says where each document is, and how many of the first places changed', () => {
    const of = (query: string) => preview.queries.find((one) => one.query === query);
    expect(of('lost')).toMatchObject({ before: [1], after: [null], moved: 3 });
    expect(of('both of two')).toMatchObject({ before: [1, null], after: [2, 3], moved: 3 });
    expect(of('same')).toMatchObject({ before: [1], after: [1], moved: 1 });
  });

  it('counts a query as well answered when all of its documents are among the first', () => {
    expect(preview).toMatchObject({ passedBefore: 3, passed: 3 });
    const unpublished = golden('unpublished', { expected: [], isIncomplete: true });
    expect(goldenPreviewOf([{ golden: unpublished, before: [], after: [] }])).toMatchObject({
      ...{ passedBefore: 0, passed: 0, same: 1 },
    });
  });

  it('looks at least as far as a golden query does', () => {
    expect([previewDepth({ first: 3 }), previewDepth({ first: 90 })]).toEqual([50, 90]);
  });
});
