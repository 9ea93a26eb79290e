import { momentsOf, semanticScore } from '../../../domain/ranking';
import { bestOf } from '../best-of';
import { MAX_QUERIES } from '../scan/layout';
import { candidatesFor, type RoughCosines, type Scan } from '../scan/scan';
import { batched } from './batched';
import type { CandidateQuery, Candidates, LookAround, View } from './candidates';
import type { Corpus } from './corpus';
import type { Searched } from './searched';

type Scored = { whole: Float32Array; passage: Float32Array; semantic: Float64Array };

/** Scores the allowed records roughly; those of the hits that come out best are the candidates. */
const candidatesAmong = (
  { whole, passage, semantic }: Scored,
  among: Int32Array,
  { words: { lexical, name }, score, isHit, k }: CandidateQuery
): Candidates => {
  const hits = new Int32Array(among.length);
  const scores = new Float64Array(among.length);
  let count = 0;
  for (let place = 0; place < among.length; place += 1) {
    const record = among[place];
    const worded = lexical.byRecord[record];
    const match = name.size === 0 ? 0 : (name.get(record) ?? 0);
    if (isHit !== null && !isHit(semantic[record], worded, match)) continue;
    hits[count] = record;
    scores[count] = score(whole[record], passage[record], worded, match);
    count += 1;
  }
  const found = hits.subarray(0, count);
  const best = bestOf(scores.subarray(0, count), found, candidatesFor(k));
  return { hits: found, records: best.map((place) => found[place]) };
};

const joined = (one: Float32Array, other: Float32Array): Float32Array => {
  const both = new Float32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};

const highestAmong = (scores: Float64Array, records: Int32Array): number => {
  let highest = -Infinity;
  for (const record of records) highest = Math.max(highest, scores[record]);
  return highest;
};

const viewOf = (
  query: Float32Array,
  own: RoughCosines,
  every: Int32Array,
  { compareAdded, allowed }: Searched
): View => {
  const added = compareAdded?.(query);
  const whole = added ? joined(own.whole, added.whole) : own.whole;
  const passage = added ? joined(own.passage, added.passage) : own.passage;
  const semantic = new Float64Array(whole.length);
  for (let at = 0; at < whole.length; at += 1) semantic[at] = semanticScore(whole[at], passage[at]);
  const findable = allowed(undefined)?.records ?? every;
  return {
    moments: momentsOf(semantic.subarray(0, every.length), every.length),
    nearest: highestAmong(semantic, findable),
    candidates: async (asked) =>
      candidatesAmong({ whole, passage, semantic }, asked.allowed?.records ?? findable, asked),
  };
};

/** Compares a query with every record, roughly, whatever the request allows: what is near must not depend on that. */
export const createScanView = ({ records }: Corpus, scan: Scan): LookAround => {
  const every = Int32Array.from(records.keys());
  const compare = batched(MAX_QUERIES, async (queries: Float32Array[]) => scan.compare(queries, every));
  return async (query, deadline) => {
    const own = await compare(query, deadline);
    return (searched) => viewOf(query, own, every, searched);
  };
};
