import { withBreaker } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/breaker';
import type { Cluster } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import {
  ClusterFailure,
  type FailureKind,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/failure';

const REQUEST = { method: 'GET', path: '/' } as const;

/** A breaker over a cluster whose next answers are decided by the test, at a time of the test's own. */
const setUp = () => {
  const state = { now: 0, asked: 0, fails: null as Error | null, closed: false };
  const cluster: Cluster = {
    async ask<Answer>(): Promise<Answer> {
      state.asked += 1;
      await Promise.resolve();
      if (state.fails) throw state.fails;
      return { ok: true } as Answer;
    },
    async close() {
      state.closed = true;
    },
  };
  const guarded = withBreaker(cluster, () => state.now);
  const ask = (): Promise<unknown> => guarded.ask(REQUEST).catch((error: unknown) => error);
  const times = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await ask();
  };
  return { state, guarded, ask, times };
};

const failure = (kind: FailureKind): ClusterFailure => new ClusterFailure(kind, 'a reason');

describe('a cluster that fails again and again', () => {
  it.each<FailureKind>(['unreachable', 'busy', 'partial'])(
    'is not asked after five times "%s"',
    async (kind) => {
      const { state, ask, times } = setUp();
      state.fails = failure(kind);
      await times(5);
      expect(state.asked).toBe(5);
      expect(await ask()).toMatchObject({ code: 'SEARCH_CLUSTER_UNAVAILABLE', kind: 'unreachable' });
      expect(state.asked).toBe(5);
    }
  );

  it('is asked by one request after a second, while the others are refused', async () => {
    const { state, ask, times } = setUp();
    state.fails = failure('unreachable');
    await times(5);
    state.now = 999;
    await times(3);
    expect(state.asked).toBe(5);
    state.now = 1_000;
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(state.asked).toBe(6);
    expect(answers[0]).toBe(state.fails);
    for (const answer of answers.slice(1)) expect(answer).not.toBe(state.fails);
    // The one that failed begins another rest.
    state.now = 1_999;
    await ask();
    expect(state.asked).toBe(6);
    state.now = 2_000;
    await ask();
    expect(state.asked).toBe(7);
  });

  it('is asked by all again once one was answered', async () => {
    const { state, ask, times } = setUp();
    state.fails = failure('busy');
    await times(5);
    state.fails = null;
    state.now = 1_000;
    expect(await ask()).toEqual({ ok: true });
    expect(await Promise.all([ask(), ask()])).toEqual([{ ok: true }, { ok: true }]);
    // Failures are counted from the beginning.
    state.fails = failure('busy');
    await times(4);
    state.fails = null;
    expect(await ask()).toEqual({ ok: true });
  });

  it.each<FailureKind>(['missing', 'denied', 'request', 'closed', 'disk'])(
    'counts an answer of the kind "%s" as one',
    async (kind) => {
      const { state, ask, times } = setUp();
      state.fails = failure('unreachable');
      await times(4);
      state.fails = failure(kind);
      expect(await ask()).toBe(state.fails);
      state.fails = failure('unreachable');
      await times(4);
      expect(state.asked).toBe(9);
      expect(await ask()).toBe(state.fails);
    }
  );

  it('is left alone by what has nothing to do with it: a search that was late', async () => {
    const { state, ask, times } = setUp();
    state.fails = failure('unreachable');
    await times(4);
    const late = new Error('late');
    state.fails = late;
    for (let turn = 0; turn < 10; turn += 1) expect(await ask()).toBe(late);
    state.fails = null;
    expect(await ask()).toEqual({ ok: true });
  });

  it('is closed with its breaker', async () => {
    const { state, guarded } = setUp();
    await guarded.close();
    expect(state.closed).toBe(true);
  });
});
