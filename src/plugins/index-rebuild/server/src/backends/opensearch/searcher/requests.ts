import type { Cluster } from '../cluster/cluster';
import { ClusterFailure, kindOf } from '../cluster/failure';

/* Several searches in one request, each of which is answered completely or not at all. */

/** What a request may ask for of a row; each kind of row has some of it. */
type RowSource = {
  vector?: number[];
  passage?: string;
  fingerprint?: string;
  textHash?: string;
  fields?: Record<string, string>;
  name?: string;
  tags?: string[];
};

export type Hit = {
  _score: number;
  fields: { rid: [string]; row: [number]; name?: [string] };
  _source: RowSource;
};

type Bucket = { key: string | number; key_as_string?: string; doc_count: number };

type Aggregation = {
  count?: number;
  sum?: number;
  sum_of_squares?: number;
  max?: number | null;
  doc_count?: number;
  buckets?: Bucket[];
};

export type Answer = {
  error?: { type?: string; reason?: string };
  status?: number;
  timed_out: boolean;
  _shards: { total: number; successful: number; failed: number };
  hits: { total?: { value: number }; hits?: Hit[] };
  aggregations?: Record<string, Aggregation>;
};

/** What is read of answers: thousands of hits have the name of their index otherwise. */
const READ = [
  ...['error', 'status', 'timed_out', '_shards', 'aggregations', 'hits.total'].map(
    (one) => `responses.${one}`
  ),
  ...['_score', 'fields', '_source'].map((one) => `responses.hits.hits.${one}`),
].join(',');

/**
 * A search. Scores by words need to know how frequent a word is on all shards, which is asked for first. Without
 * `isByWords` this is left out: a search by the graph would do all of its work twice.
 */
export type Body = Readonly<Record<string, unknown>> & { readonly isByWords?: true };

const COMPLETE = { allow_partial_search_results: false };
const BY_WORDS = { search_type: 'dfs_query_then_fetch' } as const;

/** An answer that lacks a shard is none. @throws ClusterFailure */
const whole = (answer: Answer): Answer => {
  const { error, status = 0 } = answer;
  if (error) throw new ClusterFailure(kindOf(status, error), error.reason ?? 'a search failed');
  const { total, successful, failed } = answer._shards;
  if (!answer.timed_out && failed === 0 && successful === total) return answer;
  throw new ClusterFailure('partial', `${successful} of ${total} shards answered`);
};

const linesOf = (header: object, bodies: readonly Body[]): string =>
  bodies
    .flatMap(({ isByWords, ...body }) => [{ ...header, ...(isByWords && BY_WORDS) }, body])
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

/** @throws ClusterFailure */
export const searchAll = async (
  cluster: Cluster,
  index: string,
  bodies: readonly Body[],
  signal?: AbortSignal
): Promise<Answer[]> => {
  if (bodies.length === 0) return [];
  const header = { index, ...COMPLETE };
  const { responses } = await cluster.ask<{ responses: Answer[] }>({
    method: 'POST',
    path: '/_msearch',
    query: { filter_path: READ },
    body: linesOf(header, bodies),
    preferring: (preference) => ({ body: linesOf({ ...header, preference }, bodies) }),
    signal,
  });
  return responses.map(whole);
};

/** Searches by name, those that are null left out. @throws ClusterFailure */
export const searchEach = async <Name extends string>(
  cluster: Cluster,
  index: string,
  bodies: Readonly<Record<Name, Body | null>>,
  signal?: AbortSignal
): Promise<Partial<Record<Name, Answer>>> => {
  const asked = (Object.keys(bodies) as Name[]).filter((name) => bodies[name] !== null);
  const answers = await searchAll(
    cluster,
    index,
    asked.map((name) => bodies[name] as Body),
    signal
  );
  return Object.fromEntries(asked.map((name, at) => [name, answers[at]])) as Partial<Record<Name, Answer>>;
};

/** Without hits, an answer has no list of them. */
export const hitsIn = (answer: Answer | undefined): Hit[] => answer?.hits.hits ?? [];

/** Rows that an index sends back at most, and neighbours that its graph looks for at most. */
export const MAX_ROWS = 10_000;

/** What every search reads of a row. */
export const ROW = { docvalue_fields: ['rid', 'row'] };

/**
 * The same, and nothing else. A row's id is stored with its source, in blocks that have to be decompressed: with
 * it, 1,400 rows took 124 ms instead of 10 (docs/opensearch.md).
 */
export const ROW_ONLY = { ...ROW, _source: false, stored_fields: '_none_' };

/** The key of the record that a row belongs to. */
export const ridOf = ({ fields: { rid } }: Pick<Hit, 'fields'>): string => rid[0];

/** The number of a row in its record; 0 is the whole. */
export const rowOf = ({ fields: { row } }: Pick<Hit, 'fields'>): number => row[0];
