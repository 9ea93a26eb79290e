import { halvesOf } from '../../../domain/halves';
import { chunksOf } from '../../../lib/chunks';
import { ClusterFailure } from '../cluster/failure';
import type { Cluster } from '../cluster/cluster';
import {
  hitsIn,
  MAX_ROWS,
  ridOf,
  ROW_ONLY,
  rowOf,
  searchAll,
  searchEach,
  type Answer,
  type Body,
  type Hit,
} from './requests';

/*
 * What a search asks of the cluster, in two rounds. The first finds records: the nearest rows by the
 * graph, and those with the query's words, with the spread of their scores. The second compares the query
 * with every row of the records found, exactly, and scores all of them by words.
 */

/** Neighbours that the graph looks for when nobody says otherwise: more of them is more recall. */
export const NEIGHBOURS = 500;
/** Rows looked for to find a record: a record has several, and they are often near to each other. */
const ROWS_PER_RECORD = 4;

/** Records that a filter passes, up to which each one is compared with the query and the page is exact. */
export const COMPARE_ALL = 1_000;

/** Records that tell how near anything is, whatever is filtered. */
const NEAREST = 10;

/** How the scores by words lie over all records. */
export type Spread = { count: number; sum: number; squares: number; highest: number };

export type FirstRequest = {
  vector: Float32Array | null;
  /** `wordsQuery`; null without words. */
  words: object | null;
  /** The rows of the records that may be found; null for all. */
  allowed?: object | null;
  /** The same, whatever is filtered: from these comes how near anything is. Left out where it is `allowed`. */
  findable?: object | null;
  /** Records to find of each kind; `MAX_ROWS` at most are found. */
  size: number;
  /** Whether to count the records that may be found, and name them if they are few. */
  counts?: boolean;
  /** Other searches, whose answers are in `others`. */
  others?: Readonly<Record<string, Body | null>>;
  neighbours?: number;
};

export type FirstRound = {
  /** Records by the graph, the nearest first. */
  near: string[];
  /** The nearest whatever is filtered. */
  nearest: string[];
  /** The best records by words, with their scores, and how many there are. */
  worded: Map<string, number>;
  wordedTotal: number;
  /** Of the scores by words over all records, whatever is filtered. */
  spread: Spread;
  /** How many records may be found; null when they were not counted. */
  allowedTotal: number | null;
  /** Their keys; null when they are many. */
  everyAllowed: string[] | null;
  others: Partial<Record<string, Answer>>;
};

const byMeaning = (
  vector: Float32Array,
  allowed: object | null,
  { size, neighbours }: { size: number; neighbours: number }
): Body => ({
  size,
  ...ROW_ONLY,
  query: {
    knn: { vector: { vector: Array.from(vector), k: neighbours, ...(allowed && { filter: allowed }) } },
  },
  collapse: { field: 'rid' },
});

/** The spread is that of all records with the words: what a filter leaves out does not change a score. */
const byWords = (query: object, allowed: object | null, size: number): Body => ({
  isByWords: true,
  size,
  ...ROW_ONLY,
  query,
  sort: ['_score', { rid: 'asc' }],
  track_scores: true,
  track_total_hits: true,
  ...(allowed && { post_filter: allowed }),
  aggs: { spread: { extended_stats: { script: '_score' } } },
});

const WORDS_ROWS = { term: { kind: 'words' } };

const counted = (allowed: object | null): Body => ({
  // Without a filter there are too many to name.
  size: allowed === null ? 0 : COMPARE_ALL,
  ...ROW_ONLY,
  track_total_hits: true,
  query: { bool: { filter: [WORDS_ROWS, ...(allowed ? [allowed] : [])] } },
});

const spreadOf = (answer: Answer | undefined): Spread => {
  const { count = 0, sum = 0, sum_of_squares: squares = 0, max = 0 } = answer?.aggregations?.spread ?? {};
  return { count, sum, squares, highest: max ?? 0 };
};

const ridsIn = (answer: Answer | undefined): string[] => hitsIn(answer).map(ridOf);

/** The records that may be on a page. @throws ClusterFailure */
export const firstRound = async (
  cluster: Cluster,
  index: string,
  { vector, words, allowed = null, findable, size, counts = false, others = {}, neighbours }: FirstRequest,
  signal?: AbortSignal
): Promise<FirstRound> => {
  const rows = Math.min(MAX_ROWS, neighbours ?? Math.max(NEIGHBOURS, ROWS_PER_RECORD * size));
  const near = { size: NEAREST, neighbours: NEIGHBOURS };
  const most = Math.min(MAX_ROWS, size);
  const own = {
    'by words': words && byWords(words, allowed, most),
    'by meaning': vector && byMeaning(vector, allowed, { size: most, neighbours: rows }),
    nearest: vector && findable !== undefined ? byMeaning(vector, findable, near) : null,
    allowed: counts ? counted(allowed) : null,
  };
  const answers: Partial<Record<string, Answer>> = await searchEach(
    cluster,
    index,
    { ...others, ...own },
    signal
  );
  const worded = answers['by words'];
  const total = answers.allowed?.hits.total?.value ?? null;
  return {
    near: ridsIn(answers['by meaning']),
    nearest: ridsIn(answers[own.nearest ? 'nearest' : 'by meaning']).slice(0, NEAREST),
    worded: new Map(hitsIn(worded).map((hit) => [ridOf(hit), hit._score])),
    wordedTotal: worded?.hits.total?.value ?? 0,
    spread: spreadOf(worded),
    allowedTotal: total,
    everyAllowed: allowed && total !== null && total <= COMPARE_ALL ? ridsIn(answers.allowed) : null,
    others: answers,
  };
};

/** Cosines of a record with a query: of the whole, and of each passage by its number. */
export type RowCosines = { whole: number; passages: { row: number; cosine: number }[] };

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

const exactly = (vector: Float32Array, rids: readonly string[]): Body => ({
  size: MAX_ROWS,
  ...ROW_ONLY,
  query: scored(vector, { bool: { filter: [{ terms: { rid: rids } }, { exists: { field: 'vector' } }] } }),
});

/** Records whose rows are asked for together: mostly so few that all of their rows are in the answer. */
const RECORDS_AT_ONCE = 200;

const wordsAmong = (query: object, rids: readonly string[]): Body => ({
  isByWords: true,
  size: rids.length,
  ...ROW_ONLY,
  query: { bool: { must: [query], filter: [{ terms: { rid: rids } }] } },
});

type Index = { cluster: Cluster; index: string };

/** All rows of some records; an answer that is full may lack some, so its records are asked for in halves. */
const rowsOf = async (
  { cluster, index }: Index,
  vector: Float32Array,
  rids: readonly string[],
  answer: Answer,
  signal?: AbortSignal
): Promise<Hit[]> => {
  const hits = hitsIn(answer);
  if (hits.length < MAX_ROWS) return hits;
  if (rids.length === 1) throw new ClusterFailure('request', `a record has more than ${MAX_ROWS} rows`);
  const halves = halvesOf(rids);
  const bodies = halves.map((half) => exactly(vector, half));
  const answers = await searchAll(cluster, index, bodies, signal);
  const rows = answers.map((one, at) => rowsOf({ cluster, index }, vector, halves[at], one, signal));
  return (await Promise.all(rows)).flat();
};

export type SecondRequest = {
  vector: Float32Array | null;
  /** As in the first round; null when all scores by words are known. */
  words?: object | null;
  rids: readonly string[];
};

export type SecondRound = { cosines: Map<string, RowCosines>; worded: Map<string, number> };

const addRow = (cosines: Map<string, RowCosines>, hit: Hit): void => {
  const rid = ridOf(hit);
  const of = cosines.get(rid) ?? { whole: 0, passages: [] };
  const row = rowOf(hit);
  if (row === 0) of.whole = cosineOf(hit);
  else of.passages.push({ row, cosine: cosineOf(hit) });
  cosines.set(rid, of);
};

/** What is known of these records, exactly, by their keys. @throws ClusterFailure */
export const secondRound = async (
  cluster: Cluster,
  index: string,
  { vector, words = null, rids }: SecondRequest,
  signal?: AbortSignal
): Promise<SecondRound> => {
  const parts = vector ? chunksOf(rids, RECORDS_AT_ONCE) : [];
  const bodies = parts.map((part) => exactly(vector as Float32Array, part));
  if (words) bodies.push(...chunksOf(rids, MAX_ROWS).map((part) => wordsAmong(words, part)));
  const answers = await searchAll(cluster, index, bodies, signal);
  const cosines = new Map<string, RowCosines>();
  for (const [at, part] of parts.entries()) {
    const hits = await rowsOf({ cluster, index }, vector as Float32Array, part, answers[at], signal);
    for (const hit of hits) addRow(cosines, hit);
  }
  const worded = answers.slice(parts.length).flatMap(hitsIn);
  return { cosines, worded: new Map(worded.map((hit) => [ridOf(hit), hit._score])) };
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
  const knn = { vector: { vector: Array.from(vector), k: NEIGHBOURS } };
  const [graph, exact] = await searchAll(
    cluster,
    index,
    [
      { size: count, ...ROW_ONLY, query: { knn } },
      { size: count, ...ROW_ONLY, query: scored(vector, { exists: { field: 'vector' } }) },
    ],
    signal
  );
  return { graph: hitsIn(graph).map(cosineOf), exact: hitsIn(exact).map(cosineOf) };
};
