import type {
  Cluster,
  ClusterRequest,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import { ClusterFailure } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/failure';
import { isSealed } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/reads';
import type { SealedFacts } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/sealed';

const INDEX = 'search-7-0123456789ab';

const FACTS = {
  ...{ version: 1, generation: '7-0123456789ab', run: '7', createdAt: '2026-01-31T12:00:00.000Z' },
  ...{ failed: 0, uuid: 'u', records: 1, rows: 2, bytes: 3, specHash: 'f00d', spec: {}, cutOff: null },
  ...{ groups: [], files: {}, sample: [] },
} as unknown as SealedFacts;

const silent = () => new ClusterFailure('unreachable', 'no answer');

/** A cluster that answers one request after the other with these, or fails with them. */
const answering = (...answers: (object | Error)[]) => {
  const asked: ClusterRequest[] = [];
  const answer = async (request: ClusterRequest): Promise<unknown> => {
    asked.push(request);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  const cluster: Cluster = {
    ask: <Answer>(request: ClusterRequest) => answer(request) as Promise<Answer>,
    close: async () => {},
  };
  return { asked, look: () => isSealed(cluster, 'search', '7-0123456789ab') };
};

const withMeta = (meta: object) => ({ [INDEX]: { mappings: { _meta: meta } } });

describe('whether a cluster has a complete generation', () => {
  it.each([
    ['one that was sealed', withMeta({ sealed: FACTS }), true],
    ['a partial build', withMeta({}), false],
    ['none', new ClusterFailure('missing', '404'), false],
  ])('%s', async (_, answer, expected) => {
    const { asked, look } = answering(answer);
    expect(await look()).toBe(expected);
    expect(asked.map(({ path }) => path)).toEqual([`/${INDEX}/_mapping`]);
  });

  it('asks once more when a node is silent, and waits only seconds for either', async () => {
    const { asked, look } = answering(silent(), withMeta({ sealed: FACTS }));
    expect(await look()).toBe(true);
    expect(asked.map(({ timeoutMs }) => timeoutMs)).toEqual([3_000, 3_000]);
  });

  it.each([
    ['silent', [silent(), silent()], 'SEARCH_CLUSTER_UNAVAILABLE'],
    ['busy', [new ClusterFailure('busy', '429')], 'SEARCH_CLUSTER_UNAVAILABLE'],
    ['not for us', [new ClusterFailure('denied', '403')], 'SEARCH_CLUSTER_REFUSED'],
  ])('is not known while it is %s', async (_, answers, code) => {
    const { asked, look } = answering(...answers);
    await expect(look()).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(answers.length);
  });
});
