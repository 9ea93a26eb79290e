import { builderStages, planOf, stageNames } from '../../src/plugins/index-rebuild/server/src/pipeline/plans';

const NOTHING = { tagging: false, upload: false };
const ALL = { tagging: true, upload: true };

describe('the plan of a run', () => {
  it.each([
    [
      'rebuild',
      'preflight snapshot tag embed build verify upload | swap write-tags compare retire',
      'preflight snapshot embed build verify | swap compare retire',
    ],
    ['tag', 'preflight snapshot tag | write-tags retire', 'preflight snapshot retire'],
    ['rollback', 'preflight upload | swap compare retire', 'preflight | swap compare retire'],
  ] as const)(
    'of kind %s lists its stages; after the bar it cannot be cancelled',
    (kind, withAll, without) => {
      const listed = (has: typeof ALL): string =>
        planOf({ kind, replaces: null }, has)
          .map((step) => `${step.process === 'strapi' && step.commits ? '| ' : ''}${step.stage.name}`)
          .join(' ');
      expect(listed(ALL)).toBe(withAll);
      expect(listed(NOTHING)).toBe(without);
    }
  );

  it('of a recovery adopts the generation first', () => {
    const [first, ...rest] = planOf({ kind: 'rollback', replaces: '3-0123456789ab' }, ALL);
    expect(first.stage).not.toBe(planOf({ kind: 'rollback', replaces: null }, ALL)[0].stage);
    expect(stageNames([first, ...rest])).toEqual(['preflight', 'upload', 'swap', 'compare', 'retire']);
  });

  it('runs what loads models and writes indexes in the builder', () => {
    const names = builderStages(planOf({ kind: 'rebuild', replaces: null }, ALL)).map(({ name }) => name);
    expect(names).toEqual(['snapshot', 'tag', 'embed', 'build', 'verify']);
    expect(
      stageNames(planOf({ kind: 'rebuild', replaces: null }, ALL)).filter((name) => !names.includes(name))
    ).toEqual(['preflight', 'upload', 'swap', 'write-tags', 'compare', 'retire']);
  });
});
