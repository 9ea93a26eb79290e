import type { Within } from '../../../ports/searcher';
import type { Cluster } from '../cluster/cluster';
import { ClusterFailure } from '../cluster/failure';
import { filterQuery } from './filters';
import type { ValuePath } from '../generation/mapping';
import { groupOf } from '../generation/rows';
import { wordsQuery } from './words';

/*
 * What a search asks of the cluster, in two rounds. The first finds records: the nearest rows by the
 * graph, and those with the query's words, with the spread of their scores. The second compares the query
 * with every row of the records found, exactly.
 */

/** Neighbours that the graph looks for: more of them is more recall. */
const NEIGHBOURS = 500;

/** Rows that an index sends back at most. */
const MAX_ROWS = 10_000;

export type Spread = { count: number; sum: number; squares: number; highest: number };

export type FirstRound = {
  /** Records by the graph, the nearest first. */
  near: string[];
  /** The best records by words, with their scores. */
  worded: Map<string, number>;
  /** Of the scores by words over all records, whatever is filtered. */
  spread: Spread;
};

/** Cosines of a record with a query: of the whole, and of each passage by its number. */
export type RowCosines = { whole: number; passages: { row: number; cosine: number; text: string }[] };

type Hit = { _id: string; _score: number; _source: { rid: string; passage?: string } };

type Answer = {
  error?: { type?: string; reason?: string };
  timed_out: boolean;
  _shards: { total: number; successful: number; failed: number };
  hits: { hits: Hit[] };
  aggregations?: { spread: { count: number; sum: number; sum_of_squares: number; max: number | null } };
};

/** An answer that lacks a shard is none. @throws ClusterFailure */
const whole = (answer: Answer): Answer => {
  if (answer.error) throw new ClusterFailure('partial', answer.error.reason ?? 'a search failed');
  const { total, successful, failed } = answer._shards;
  if (!answer.timed_out && failed === 0 && successful === total) return answer;
  throw new ClusterFailure('partial', `${successful} of ${total} shards answered`);
};

const COMPLETE = { allow_partial_search_results: false, search_type: 'dfs_query_then_fetch' } as const;

const searchAll = async (
  cluster: Cluster,
  index: string,
  bodies: readonly object[],
  signal?: AbortSignal
): Promise<Answer[]> => {
  const lines = bodies.flatMap((body) => [{ index, ...COMPLETE }, body]);
  const { responses } = await cluster.ask<{ responses: Answer[] }>({
    method: 'POST',
    path: '/_msearch',
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    signal,
  });
  return responses.map(whole);
};

const inGroup = (uid: string, locale: string | undefined): object =>
  locale === undefined ? { prefix: { group: `${uid}:` } } : { term: { group: groupOf(uid, locale) } };

/** The rows of the records that a request allows; null when it allows all. */
export const withinQuery = (within: readonly Within[] | undefined, pathOf: ValuePath): object | null => {
  if (within === undefined) return null;
  const parts = within.map(({ uid, locale, only, filter }) => ({
    bool: {
      filter: [
        inGroup(uid, locale),
        ...(only === undefined ? [] : [{ terms: { document: only } }]),
        ...(filter === undefined ? [] : [filterQuery(filter, pathOf)]),
      ],
    },
  }));
  return parts.length === 0 ? { match_none: {} } : { bool: { should: parts, minimum_should_match: 1 } };
};

const byMeaning = (vector: Float32Array, allowed: object | null, size: number): object => ({
  size,
  _source: ['rid'],
  query: {
    knn: { vector: { vector: Array.from(vector), k: NEIGHBOURS, ...(allowed && { filter: allowed }) } },
  },
  collapse: { field: 'rid' },
});

/** The spread is that of all records with the words: what a filter leaves out does not change a score. */
const byWords = (query: object | null, allowed: object | null, size: number): object => ({
  size,
  _source: ['rid'],
  query: query ?? { match_none: {} },
  sort: ['_score', { rid: 'asc' }],
  track_scores: true,
  ...(allowed && { post_filter: allowed }),
  aggs: { spread: { extended_stats: { script: '_score' } } },
});

const spreadOf = ({ aggregations }: Answer): Spread => {
  const { count = 0, sum = 0, sum_of_squares: squares = 0, max = 0 } = aggregations?.spread ?? {};
  return { count, sum, squares, highest: max ?? 0 };
};

export type FirstRequest = {
  vector: Float32Array | null;
  text: string;
  languages: readonly string[];
  within?: readonly Within[];
  /** Maximum number of records of each kind. */
  size: number;
};

/** The records that may be on a page. @throws ClusterFailure */
export const firstRound = async (
  cluster: Cluster,
  index: string,
  { vector, text, languages, within, size }: FirstRequest,
  pathOf: ValuePath,
  signal?: AbortSignal
): Promise<FirstRound> => {
  const allowed = withinQuery(within, pathOf);
  const bodies = [
    byWords(wordsQuery(text, languages), allowed, size),
    ...(vector ? [byMeaning(vector, allowed, size)] : []),
  ];
  const [words, near] = await searchAll(cluster, index, bodies, signal);
  return {
    near: (near?.hits.hits ?? []).map(({ _source }) => _source.rid),
    worded: new Map(words.hits.hits.map(({ _source, _score }) => [_source.rid, _score])),
    spread: spreadOf(words),
  };
};

/** Scores are not negative: those of the graph and of the script are halfway between the cosine and 1. */
const cosineOf = ({ _score }: Hit): number => 2 * _score - 1;

/** The rows of a query, each scored by its cosine. */
const scored = (vector: Float32Array, query: object): object => ({
  script_score: {
    query,
    script: {
      lang: 'knn',
      source: 'knn_score',
      params: { field: 'vector', query_value: Array.from(vector), space_type: 'cosinesimil' },
    },
  },
});

const exactly = (vector: Float32Array, rids: readonly string[]): object => ({
  size: MAX_ROWS,
  _source: ['rid', 'passage'],
  query: scored(vector, { bool: { filter: [{ terms: { rid: rids } }, { exists: { field: 'vector' } }] } }),
});

/** The number that is the end of a row's id; 0 is the whole record. */
const rowOf = (id: string): number => Number(id.slice(id.lastIndexOf('#') + 1));

/** Records whose rows are asked for together: so few that all of their rows are in the answer. */
const RECORDS_AT_ONCE = 200;

const hitsOf = ({ hits: { hits } }: Answer): Hit[] => {
  if (hits.length < MAX_ROWS) return hits;
  throw new ClusterFailure('request', `${RECORDS_AT_ONCE} records have more than ${MAX_ROWS} rows`);
};

/** The cosines of these records, exactly, by the keys of the records. @throws ClusterFailure */
export const secondRound = async (
  cluster: Cluster,
  index: string,
  { vector, rids }: { vector: Float32Array; rids: readonly string[] },
  signal?: AbortSignal
): Promise<Map<string, RowCosines>> => {
  const found = new Map<string, RowCosines>();
  if (rids.length === 0) return found;
  const parts = Array.from({ length: Math.ceil(rids.length / RECORDS_AT_ONCE) }, (_, part) =>
    rids.slice(part * RECORDS_AT_ONCE, (part + 1) * RECORDS_AT_ONCE)
  );
  const answers = await searchAll(
    cluster,
    index,
    parts.map((part) => exactly(vector, part)),
    signal
  );
  for (const hit of answers.flatMap(hitsOf)) {
    const { _id, _source } = hit;
    const of = found.get(_source.rid) ?? { whole: 0, passages: [] };
    const row = rowOf(_id);
    if (row === 0) of.whole = cosineOf(hit);
    else of.passages.push({ row, cosine: cosineOf(hit), text: _source.passage ?? '' });
    found.set(_source.rid, of);
  }
  return found;
};

/**
 * The cosines of the rows nearest to a vector, best first: those that the graph finds, and those that there
 * are. For tests of the graph, since the latter compares with every row. @throws ClusterFailure
 */
export const nearestRows = async (
  cluster: Cluster,
  index: string,
  { vector, count }: { vector: Float32Array; count: number },
  signal?: AbortSignal
): Promise<{ graph: number[]; exact: number[] }> => {
  const numbers = Array.from(vector);
  const knn = { vector: { vector: numbers, k: NEIGHBOURS } };
  const [graph, exact] = await searchAll(
    cluster,
    index,
    [
      { size: count, _source: false, query: { knn } },
      { size: count, _source: false, query: scored(vector, { exists: { field: 'vector' } }) },
    ],
    signal
  );
  return {
    graph: graph.hits.hits.map(cosineOf),
    exact: exact.hits.hits.map(cosineOf),
  };
};
