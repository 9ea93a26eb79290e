import type {
  Cluster,
  ClusterRequest,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import { ClusterFailure } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/failure';
import { withSecondTry } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/second-try';

const SEARCH: ClusterRequest = {
  ...{ method: 'POST', path: '/_msearch', body: 'any copy' },
  preferring: (preference) => ({ body: preference }),
};
const PREFERENCE = '_prefer_nodes:one,two';

/** Three nodes, of which the third may stand still: whoever asks for any copy waits for it then. */
const setUp = () => {
  const state = { now: 0, stands: false, looks: 0, tells: true };
  const searches: unknown[] = [];
  const answerOf = async ({ path, body }: ClusterRequest): Promise<unknown> => {
    await Promise.resolve();
    if (path.startsWith('/_nodes')) {
      state.looks += 1;
      if (!state.tells) throw new ClusterFailure('denied', 'not for this user');
      const names = state.stands ? ['one', 'two'] : ['one', 'two', 'three'];
      return {
        _nodes: { failed: 3 - names.length },
        nodes: Object.fromEntries(names.map((name) => [name, {}])),
      };
    }
    searches.push(body);
    if (state.stands && body === SEARCH.body) throw new ClusterFailure('unreachable', 'no answer');
    return body;
  };
  const cluster: Cluster = {
    ask: <Answer>(request: ClusterRequest) => answerOf(request) as Promise<Answer>,
    close: async () => {},
  };
  const guarded = withSecondTry(cluster, () => state.now);
  return { state, searches, ask: (request = SEARCH): Promise<unknown> => guarded.ask(request) };
};

describe('searches while a node stands still', () => {
  it('ask any copy while all nodes answer, and nobody about the nodes', async () => {
    const { state, searches, ask } = setUp();
    expect(await ask()).toBe(SEARCH.body);
    state.now = 1e6;
    await ask();
    expect(searches).toEqual([SEARCH.body, SEARCH.body]);
    expect(state.looks).toBe(0);
  });

  it('are answered by the copies of the others, and those that follow at once', async () => {
    const { state, searches, ask } = setUp();
    state.stands = true;
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([PREFERENCE, PREFERENCE, PREFERENCE]);
    expect(state.looks).toBe(1);
    searches.length = 0;
    expect(await ask()).toBe(PREFERENCE);
    expect(searches).toEqual([PREFERENCE]);
  });

  it('find out every five seconds whether it is back, and wait for nobody meanwhile', async () => {
    const { state, searches, ask } = setUp();
    state.stands = true;
    await ask();
    state.now = 5_000;
    expect(await ask()).toBe(PREFERENCE);
    expect(state.looks).toBe(2);
    await new Promise(setImmediate);
    state.stands = false;
    state.now = 10_000;
    expect(await ask()).toBe(PREFERENCE);
    await new Promise(setImmediate);
    expect(await ask()).toBe(SEARCH.body);
    expect(state.looks).toBe(3);
    expect(searches.at(-1)).toBe(SEARCH.body);
  });

  it('fail as the second try does when nobody says which nodes answer', async () => {
    const { state, searches, ask } = setUp();
    state.stands = true;
    state.tells = false;
    await expect(ask()).rejects.toMatchObject({ kind: 'unreachable' });
    expect(searches).toEqual([SEARCH.body, SEARCH.body]);
  });

  it('count as unanswered when they end by their own limit during the second try', async () => {
    const over = new AbortController();
    const cluster: Cluster = {
      async ask<Answer>({ path, signal }: ClusterRequest): Promise<Answer> {
        if (path.startsWith('/_nodes')) over.abort(new Error('too late'));
        signal?.throwIfAborted();
        throw new ClusterFailure('unreachable', 'no answer');
      },
      close: async () => {},
    };
    const asked = withSecondTry(cluster, () => 0).ask({ ...SEARCH, signal: over.signal });
    await expect(asked).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('leave what names no copies as it is', async () => {
    const { state, ask } = setUp();
    state.stands = true;
    await expect(ask({ method: 'POST', path: '/_mget', body: SEARCH.body })).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });
});
