import type { StageName } from '../../src/plugins/index-rebuild/shared/contracts';
import type { BuildContext } from '../../src/plugins/index-rebuild/server/src/pipeline/build-context';
import type { Plan } from '../../src/plugins/index-rebuild/server/src/pipeline/plans';
import type { RunContext } from '../../src/plugins/index-rebuild/server/src/pipeline/run-context';
import { runPlan, type RunHooks } from '../../src/plugins/index-rebuild/server/src/pipeline/run-stages';
import type { Stage } from '../../src/plugins/index-rebuild/server/src/pipeline/stage';

/** A run of four stages, the second of which is the builder's, that notes everything that happens. */
const aRun = ({ failAt, aimReached = false }: { failAt?: StageName; aimReached?: boolean } = {}) => {
  const events: string[] = [];
  const abort = new AbortController();
  const stage = (name: StageName): Stage<RunContext> => ({
    name,
    async run() {
      events.push(name);
      if (name === failAt) throw new Error(`${name} failed`);
    },
    async undo() {
      events.push(`undo ${name}`);
      if (name === 'swap') throw new Error('cannot undo');
    },
  });
  const builder = { name: 'embed', run: async () => {} } satisfies Stage<BuildContext>;
  const plan: Plan = [
    { process: 'strapi', stage: stage('preflight'), commits: false },
    { process: 'builder', stage: builder },
    { process: 'builder', stage: { ...builder, name: 'build' } },
    { process: 'strapi', stage: stage('swap'), commits: true },
    { process: 'strapi', stage: stage('retire'), commits: false },
  ];
  const hooks: RunHooks = {
    onReport: ({ stage: name }) => void events.push(`report ${name}`),
    beforeStage: async (name) => void events.push(`before ${name}`),
    commit: async () => void events.push('commit'),
    async runBuilder() {
      events.push('builder');
      if (failAt === 'embed') throw new Error('embed failed');
    },
    during: (work) => work,
    hasReachedAim: async () => aimReached,
    onLeftUndone: (name, { message }) => void events.push(`left undone ${name}: ${message}`),
    onUndoFailed: (name, { message }) => void events.push(`${name}: ${message}`),
  };
  const done = (): Promise<void> => runPlan(plan, {} as RunContext, hooks, abort.signal);
  return { events, abort, done, hooks };
};

const stagesIn = (events: string[]): string[] => events.filter((event) => !/^(report|before) /.test(event));

describe('running a plan', () => {
  it('reports each stage, waits at its gate, runs it, and starts the builder once for all its stages', async () => {
    const { events, done } = aRun();
    await done();
    expect(events).toEqual([
      'report preflight',
      'before preflight',
      'preflight',
      'builder',
      'commit',
      'report swap',
      'before swap',
      'swap',
      'report retire',
      'before retire',
      'retire',
    ]);
  });

  it.each([
    ['preflight', ['preflight', 'undo preflight']],
    ['embed', ['preflight', 'builder', 'undo preflight']],
    ['swap', ['preflight', 'builder', 'commit', 'swap', 'undo swap', 'swap: cannot undo', 'undo preflight']],
  ] as [StageName, string[]][])(
    'undoes what was begun, latest first, when %s fails',
    async (failAt, expected) => {
      const { events, done } = aRun({ failAt });
      await expect(done()).rejects.toThrow(`${failAt} failed`);
      expect(stagesIn(events)).toEqual(expected);
    }
  );

  it('goes on after an error once the new generation is live, and undoes nothing', async () => {
    const { events, done } = aRun({ failAt: 'swap', aimReached: true });
    await done();
    expect(stagesIn(events)).toEqual([
      'preflight',
      'builder',
      'commit',
      'swap',
      'left undone swap: swap failed',
      'retire',
    ]);
  });

  it('does not begin the stage that a refused commit belongs to', async () => {
    const { events, done, hooks } = aRun();
    hooks.commit = () => Promise.reject(new Error('cancelled'));
    await expect(done()).rejects.toThrow('cancelled');
    expect(stagesIn(events)).toEqual([
      'preflight',
      'builder',
      'undo swap',
      'swap: cannot undo',
      'undo preflight',
    ]);
  });

  it('begins no stage after an abort, not even one that was waiting at its gate', async () => {
    const { events, abort, done, hooks } = aRun();
    hooks.beforeStage = async () => abort.abort(new Error('shut down'));
    await expect(done()).rejects.toThrow('shut down');
    expect(stagesIn(events)).toEqual(['undo preflight']);
  });
});
