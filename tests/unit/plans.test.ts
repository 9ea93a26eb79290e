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
        planOf({ kind, replaces: null }, withTags)
          .map((step) => `${step.process === 'strapi' && step.commits ? '| ' : ''}${step.stage.name}`)
          .join(' ');
      expect(listed(true)).toBe(tagging);
      expect(listed(false)).toBe(without);
    }
  );

  it('of a recovery adopts the generation first', () => {
    const [first, ...rest] = planOf({ kind: 'rollback', replaces: '3-0123456789ab' }, true);
    expect(first.stage).not.toBe(planOf({ kind: 'rollback', replaces: null }, true)[0].stage);
    expect(stageNames([first, ...rest])).toEqual(['preflight', 'swap', 'compare', 'retire']);
  });

  it('runs what loads models and writes indexes in the builder', () => {
    const names = builderStages(planOf({ kind: 'rebuild', replaces: null }, true)).map(({ name }) => name);
    expect(names).toEqual(['snapshot', 'tag', 'embed', 'build', 'verify']);
    expect(
      stageNames(planOf({ kind: 'rebuild', replaces: null }, true)).filter((name) => !names.includes(name))
    ).toEqual(['preflight', 'swap', 'write-tags', 'compare', 'retire']);
  });
});
