import { momentsOf, semanticScore, type Moments, type SemanticScore } from '../../../domain/ranking';
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
  { words: { lexical, ranked, name }, score, isHit, k }: CandidateQuery
): Candidates => {
  const hits = new Int32Array(among.length);
  const scores = new Float64Array(among.length);
  let count = 0;
  for (let place = 0; place < among.length; place += 1) {
    const record = among[place];
    const match = name.size === 0 ? 0 : (name.get(record) ?? 0);
    if (isHit !== null && !isHit(semantic[record], lexical.byRecord[record], match)) continue;
    hits[count] = record;
    scores[count] = score(whole[record], passage[record], ranked.byRecord[record], match, record);
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

/** How the generation's records lie around a query, as they are ranked by. */
const momentsAmong = ({ whole, passage, semantic }: Scored, count: number, by: SemanticScore): Moments => {
  if (by === semanticScore) return momentsOf(semantic.subarray(0, count), count);
  const scores = new Float64Array(count);
  for (let record = 0; record < count; record += 1)
    scores[record] = by(whole[record], passage[record], record);
  return momentsOf(scores, count);
};

const viewOf = (
  query: Float32Array,
  own: RoughCosines,
  every: Int32Array,
  { compareAdded, allowed }: Searched,
  by: SemanticScore
): View => {
  const added = compareAdded?.(query);
  const whole = added ? joined(own.whole, added.whole) : own.whole;
  const passage = added ? joined(own.passage, added.passage) : own.passage;
  const semantic = new Float64Array(whole.length);
  for (let at = 0; at < whole.length; at += 1) semantic[at] = semanticScore(whole[at], passage[at]);
  const findable = allowed(undefined)?.records ?? every;
  return {
    moments: momentsAmong({ whole, passage, semantic }, every.length, by),
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
    return (searched, by) => viewOf(query, own, every, searched, by);
  };
};
