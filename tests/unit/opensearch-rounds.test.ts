import type {
  Cluster,
  ClusterRequest,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import {
  firstRound,
  secondRound,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/searcher/retrieval';

const MAX_ROWS = 10_000;
const SHARDS = { total: 1, successful: 1, failed: 0 };
const vector = Float32Array.from([1, 0]);

type Body = { size: number; query: { script_score: { query: { bool: { filter: object[] } } } } };

/** A cluster whose records have so many rows each. */
const clusterOf = (rowsEach: number) => {
  const headers: { search_type?: string }[] = [];
  const asked: number[] = [];
  const answerTo = (body: Body) => {
    const [{ terms }] = (body.query.script_score?.query.bool.filter ?? [{}]) as {
      terms?: { rid: string[] };
    }[];
    const rids = terms?.rid ?? [];
    asked.push(rids.length);
    const hits = rids.flatMap((rid) =>
      Array.from({ length: rowsEach }, (_, row) => ({ _score: 1, fields: { rid: [rid], row: [row] } }))
    );
    return { timed_out: false, _shards: SHARDS, hits: { hits: hits.slice(0, body.size) } };
  };
  const cluster: Cluster = {
    async ask<Answer>({ body }: ClusterRequest): Promise<Answer> {
      await Promise.resolve();
      const lines = String(body)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      headers.push(...lines.filter((_, at) => at % 2 === 0));
      return { responses: lines.filter((_, at) => at % 2 === 1).map(answerTo) } as Answer;
    },
    close: async () => {},
  };
  return { cluster, headers, asked };
};

const ridsOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `r${at}`);

describe('the second round', () => {
  it('asks in halves for records that have more rows than an answer takes', async () => {
    const { cluster, asked } = clusterOf(60);
    const { cosines } = await secondRound(cluster, 'index', { vector, rids: ridsOf(250) });
    expect(asked).toEqual([200, 50, 100, 100]);
    expect(cosines.size).toBe(250);
    expect([...cosines.values()].every(({ passages }) => passages.length === 59)).toBe(true);
  });

  it('refuses a record that has more by itself', async () => {
    const { cluster } = clusterOf(MAX_ROWS + 1);
    await expect(secondRound(cluster, 'index', { vector, rids: ['r0'] })).rejects.toMatchObject({
      kind: 'request',
    });
  });
});

describe('the first round', () => {
  it('asks all shards how frequent words are, and nothing before a search by the graph', async () => {
    const { cluster, headers } = clusterOf(1);
    const words = { bool: { should: [{ term: { 'words.en': 'reef' } }] } };
    await firstRound(cluster, 'index', { vector, words, size: 10 });
    expect(headers.map(({ search_type: type }) => type)).toEqual(['dfs_query_then_fetch', undefined]);
  });
});
