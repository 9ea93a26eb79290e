import { seededRandom } from '../../src/plugins/index-rebuild/server/src/lib/seeded-random';
import {
  describeOnCluster,
  itOnOwnNodes,
  REPLICAS,
  startCluster,
  uniquePrefix,
  type Json,
  type OpenSearchCluster,
  type Reply,
  type TestNode,
} from '../support/opensearch-cluster';
import {
  bulkBody,
  cosine,
  indexBody,
  makeCorpus,
  ROWS_PER_RECORD,
  type CorpusRecord,
} from '../support/opensearch-corpus';
import { until } from '../support/until';

/*
 * What an OpenSearch has to do for a generation to lie on it, tried on three real nodes: each figure that
 * the mapping rests on is compared with one computed here.
 */

const RECORDS = 4_000;
const SHARDS = 3;
const INDEX = uniquePrefix();
const NEIGHBOURS = 10;
/** The knob for recall. */
const K = 500;

const { records, queries } = makeCorpus(RECORDS, 40);
const byId = new Map(records.map((record) => [record.rid, record]));

type Query = (typeof queries)[number];
type Scored = { rid: string; score: number };

/** Best first; equal scores in the order of their ids. */
const best = (scored: Scored[], count = NEIGHBOURS): Scored[] =>
  scored.sort((a, b) => b.score - a.score || (a.rid < b.rid ? -1 : 1)).slice(0, count);

const idsOf = (scored: readonly Scored[]): string[] => scored.map(({ rid }) => rid);

const nearest = ({ vectors }: CorpusRecord, { vector }: Query): number =>
  Math.max(...vectors.map((own) => cosine(own, vector)));

const exactBest = (query: Query, among: readonly CorpusRecord[]): Scored[] =>
  best(among.map((record) => ({ rid: record.rid, score: nearest(record, query) })));

describeOnCluster()('a cluster of OpenSearch', () => {
  let cluster: OpenSearchCluster;

  const search = async (body: object, node?: TestNode, parameters = ''): Promise<Reply> =>
    cluster.ask(
      'POST',
      `${INDEX}/_search?allow_partial_search_results=false&search_type=dfs_query_then_fetch${parameters}`,
      body,
      node
    );

  const found = ({ body }: Reply): Scored[] =>
    body.hits.hits.map(({ _source, _score }: Json) => ({ rid: _source.rid, score: _score }));

  /** Round one: candidates by the graph. */
  const candidates = ({ vector }: Query, filter?: object) => ({
    size: 50,
    _source: ['rid'],
    query: { knn: { vector: { vector, k: K, ...(filter && { filter }) } } },
    collapse: { field: 'rid' },
  });

  /** Round two: the exact cosines of the rows of some records, as scores halfway to 1. */
  const exact = ({ vector }: Query, rids: readonly string[]) => ({
    size: NEIGHBOURS,
    _source: ['rid'],
    sort: ['_score', { rid: 'asc' }],
    track_scores: true,
    query: {
      script_score: {
        query: { bool: { filter: [{ terms: { rid: rids } }, { exists: { field: 'vector' } }] } },
        script: {
          lang: 'knn',
          source: 'knn_score',
          params: { field: 'vector', query_value: vector, space_type: 'cosinesimil' },
        },
      },
    },
    collapse: { field: 'rid' },
  });

  const twoRounds = async (query: Query, filter?: object): Promise<Scored[]> =>
    found(await search(exact(query, idsOf(found(await search(candidates(query, filter)))))));

  const byWords = (query: Query) => ({
    size: NEIGHBOURS,
    _source: ['rid'],
    sort: ['_score', { rid: 'asc' }],
    track_scores: true,
    query: { match: { words: query.words } },
  });

  beforeAll(async () => {
    cluster = await startCluster();
    expect((await cluster.ask('PUT', INDEX, indexBody(SHARDS, REPLICAS))).status).toBe(200);
    for (let from = 0; from < RECORDS; from += 500) {
      const { body } = await cluster.ask('POST', `${INDEX}/_bulk`, bulkBody(records.slice(from, from + 500)));
      expect(body.errors).toBe(false);
      // Several segments, so that merging them has something to do.
      await cluster.ask('POST', `${INDEX}/_flush`);
    }
    await cluster.ask('POST', `${INDEX}/_refresh`);
    await cluster.untilGreen();
  });

  afterAll(async () => {
    await cluster?.ask('DELETE', INDEX).catch(() => {});
    await cluster?.close();
  });

  itOnOwnNodes('holds every row, on three nodes with a copy each', async () => {
    const { body } = await cluster.ask('GET', `${INDEX}/_count`);
    expect(body).toMatchObject({
      count: RECORDS * ROWS_PER_RECORD,
      _shards: { total: SHARDS, successful: SHARDS },
    });
    const { body: copies } = await cluster.ask('GET', `_cat/shards/${INDEX}?format=json`);
    expect(copies).toHaveLength(2 * SHARDS);
    expect(new Set(copies.map(({ node }: { node: string }) => node)).size).toBe(3);
  });

  it('tells exact cosines', async () => {
    for (const query of queries.slice(0, 10)) {
      const some = records.slice(0, NEIGHBOURS).map(({ rid }) => rid);
      const scores = found(await search(exact(query, some)));
      expect(scores).toHaveLength(NEIGHBOURS);
      for (const { rid, score } of scores) {
        expect(Math.abs(2 * score - 1 - nearest(byId.get(rid)!, query))).toBeLessThan(1e-4);
      }
    }
  });

  it('finds the true neighbours in two rounds', async () => {
    for (const query of queries) {
      expect(idsOf(await twoRounds(query))).toEqual(idsOf(exactBest(query, records)));
    }
  });

  it.each([
    ['0.1 %', 1],
    ['5 %', 50],
    ['50 %', 500],
  ])('finds them among the %s that pass a filter', async (_share, below) => {
    const among = records.filter(({ share }) => share < below);
    const filter = { range: { share: { lt: below } } };
    expect(among.length).toBeGreaterThan(0);
    for (const query of queries) {
      expect(idsOf(await twoRounds(query, filter))).toEqual(idsOf(exactBest(query, among)));
    }
  });

  it('tells how the scores by words lie over all records, whatever is filtered and collapsed', async () => {
    const spread = { spread: { extended_stats: { script: '_score' } } };
    for (const query of queries) {
      const matches = { match: { words: query.words } };
      const every = found(await search({ size: 10_000, _source: ['rid'], query: matches }));
      const { body } = await search({
        size: NEIGHBOURS,
        query: matches,
        aggs: spread,
        post_filter: { range: { share: { lt: 50 } } },
        collapse: { field: 'rid' },
      });
      const { count, sum, sum_of_squares: squares, max } = body.aggregations.spread;
      const near = (value: number, expected: number) =>
        expect(Math.abs(value - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
      expect(count).toBe(every.length);
      near(
        sum,
        every.reduce((total, { score }) => total + score, 0)
      );
      near(
        squares,
        every.reduce((total, { score }) => total + score * score, 0)
      );
      near(max, Math.max(...every.map(({ score }) => score)));
    }
  });

  it('scores words as one index would, whatever shard they lie on', async () => {
    const k1 = 1.2;
    const b = 0.75;
    const texts = records.map(({ words }) => words.split(' '));
    const average = texts.reduce((sum, { length }) => sum + length, 0) / RECORDS;
    for (const query of queries.slice(0, 10)) {
      const wanted = query.words.split(' ');
      const holding = (word: string): number => texts.filter((text) => text.includes(word)).length;
      const rarity = wanted.map((word) =>
        Math.log(1 + (RECORDS - holding(word) + 0.5) / (holding(word) + 0.5))
      );
      for (const { rid, score } of found(await search(byWords(query)))) {
        const text = byId.get(rid)!.words.split(' ');
        const expected = wanted.reduce((sum, word, at) => {
          const times = text.filter((own) => own === word).length;
          return sum + (rarity[at] * times * (k1 + 1)) / (times + k1 * (1 - b + (b * text.length) / average));
        }, 0);
        // Lucene keeps a field's length in one byte: exact up to 40 words, rounded beyond.
        expect(Math.abs(score - expected)).toBeLessThan(0.05 * expected);
        if (text.length <= 40) expect(Math.abs(score - expected)).toBeLessThan(1e-3 * expected);
      }
    }
  });

  itOnOwnNodes(
    'answers the same after merging, and after all nodes were killed and started again',
    async () => {
      const answers = async () => ({
        words: await Promise.all(queries.map(async (query) => idsOf(found(await search(byWords(query)))))),
        meaning: await Promise.all(queries.map(async (query) => idsOf(await twoRounds(query)))),
      });
      const before = await answers();
      await cluster.ask('POST', `${INDEX}/_forcemerge?max_num_segments=1`);
      await cluster.ask('POST', `${INDEX}/_refresh`);
      expect(await answers()).toEqual(before);

      await Promise.all(cluster.nodes.map((node) => cluster.kill(node)));
      for (const node of cluster.nodes) cluster.start(node);
      await cluster.untilGreen();
      await until('all shards', async () => {
        const { body } = await cluster.ask('GET', '_cluster/health');
        return body.active_shards === 2 * SHARDS;
      });
      expect(await answers()).toEqual(before);
      for (const node of cluster.nodes) {
        expect(cluster.logOf(node)).not.toMatch(/UnsatisfiedLinkError|NoClassDefFoundError/);
      }
    }
  );

  /** Searches all the time, in both kinds and at every node that is not `lost`, until `work` is done. */
  const whileSearching = async (lost: TestNode, work: () => Promise<void>) => {
    const random = seededRandom(3);
    const expected = new Map<Query, { words: Scored[]; meaning: string[] }>();
    for (const query of queries) {
      const words = found(await search(byWords(query)));
      expected.set(query, { words, meaning: idsOf(exactBest(query, records)) });
    }
    const counts = { right: 0, refused: 0 };
    const isComplete = ({ status, body }: Reply): boolean => {
      if (status !== 200) return false;
      expect(body).toMatchObject({ timed_out: false, _shards: { total: SHARDS, failed: 0 } });
      return true;
    };
    const askOnce = async (node: TestNode): Promise<void> => {
      const query = queries[Math.floor(random() * queries.length)];
      const words = await search(byWords(query), node);
      const round = isComplete(words) && (await search(candidates(query), node));
      const last = round && isComplete(round) && (await search(exact(query, idsOf(found(round))), node));
      if (!last || !isComplete(last)) {
        counts.refused += 1;
        return;
      }
      expect(found(words)).toEqual(expected.get(query)!.words);
      expect(idsOf(found(last))).toEqual(expected.get(query)!.meaning);
      counts.right += 1;
    };
    let over = false;
    const others = cluster.nodes.filter(({ name }) => name !== lost.name);
    const searching = others.map(async (node) => {
      while (!over) await askOnce(node);
    });
    try {
      await work();
    } finally {
      over = true;
      await Promise.all(searching);
    }
    return counts;
  };

  const untilAnswered = async (counted: () => Promise<Reply>): Promise<void> => {
    await until('a node is gone from the cluster', async () => (await counted()).body.number_of_nodes === 2);
    await cluster.untilGreen();
  };

  const other = async (): Promise<TestNode> => {
    const manager = await cluster.manager();
    return cluster.nodes.find(({ name }) => name !== manager.name)!;
  };

  const survives = async (lost: TestNode, lose: () => void | Promise<void>, back: () => void) => {
    const [asked] = cluster.nodes.filter(({ name }) => name !== lost.name);
    const health = () => cluster.ask('GET', '_cluster/health', undefined, asked);
    const counts = await whileSearching(lost, async () => {
      await lose();
      await untilAnswered(health);
      back();
      await until('the node is back', async () => {
        const { status, body } = await health();
        return status === 200 && body.number_of_nodes === 3;
      });
      await cluster.untilGreen();
    });
    process.stderr.write(`${lost.name} lost: ${counts.right} right answers, ${counts.refused} refusals\n`);
    expect(counts.right).toBeGreaterThan(0);
  };

  itOnOwnNodes('gives no wrong or partial answer when a node is killed', async () => {
    const lost = await other();
    await survives(
      lost,
      () => cluster.kill(lost),
      () => cluster.start(lost)
    );
  });

  itOnOwnNodes('gives none when the elected manager is killed', async () => {
    const lost = await cluster.manager();
    await survives(
      lost,
      () => cluster.kill(lost),
      () => cluster.start(lost)
    );
    expect((await cluster.manager()).name).not.toBe(lost.name);
  });

  itOnOwnNodes('gives none when a node freezes', async () => {
    const lost = await other();
    await survives(
      lost,
      () => cluster.freeze(lost),
      () => cluster.thaw(lost)
    );
  });
});
