import { builderStages, planOf, stageNames } from '../../src/plugins/index-rebuild/server/src/pipeline/plans';

describe('the plan of a run', () => {
  it.each([
    [
      'rebuild',
      'preflight snapshot tag embed build verify | swap write-tags compare retire',
      'preflight snapshot embed build verify | swap compare retire',
    ],
    ['tag', 'preflight snapshot tag | write-tags retire', 'preflight snapshot retire'],
    ['rollback', 'preflight | swap compare retire', 'preflight | swap compare retire'],
  ] as const)(
    'of kind %s lists its stages; after the bar it cannot be cancelled',
    (kind, tagging, without) => {
      const listed = (withTags: boolean): string =>
        planOf(kind, withTags)
          .map((step) => `${step.process === 'strapi' && step.commits ? '| ' : ''}${step.stage.name}`)
          .join(' ');
      expect(listed(true)).toBe(tagging);
      expect(listed(false)).toBe(without);
    }
  );

  it('keeps what loads models and writes indexes in the builder', () => {
    const names = builderStages(planOf('rebuild', true)).map(({ name }) => name);
    expect(names).toEqual(['snapshot', 'tag', 'embed', 'build', 'verify']);
    expect(stageNames(planOf('rebuild', true)).filter((name) => !names.includes(name))).toEqual([
      'preflight',
      'swap',
      'write-tags',
      'compare',
      'retire',
    ]);
  });
});
