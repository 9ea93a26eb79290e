import { cutOffFrom, meaninglessQueries, type CutOff } from '../domain/cut-off';
import { hasCode } from '../domain/errors';
import { halvesOf } from '../domain/halves';
import { canonicalJson, sha256 } from '../domain/index-spec';
import type { Embedder } from '../ports/embedder';
import type { BuildContext } from './build-context';

/** The vectors of those texts that are not refused, in parts; a refused batch is tried again in halves. */
const accepted = async (embedder: Embedder, texts: readonly string[]): Promise<Float32Array[]> => {
  try {
    return [await embedder.embed(texts, 'query')];
  } catch (error) {
    if (!hasCode(error, 'EMBEDDING_FAILED')) throw error;
    if (texts.length === 1) return [];
    const [first, second] = halvesOf(texts);
    return [...(await accepted(embedder, first)), ...(await accepted(embedder, second))];
  }
};

const joined = (parts: readonly Float32Array[]): Float32Array => {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/**
 * The vectors of queries that mean nothing, which every rebuild asks: those that an earlier one kept, as long
 * as the model is the same. @throws EMBEDDER_UNAVAILABLE
 */
const vectorsOf = async (
  queries: readonly string[],
  { ports: { embedder, vectorCache }, input: { spec } }: BuildContext
): Promise<Float32Array> => {
  const fingerprint = sha256(canonicalJson([spec.model, spec.modelHash, queries])).slice(0, 32);
  const known = await vectorCache.find(fingerprint);
  if (known && known.length > 0 && known.length % spec.dimensions === 0) return known;
  const parts: Float32Array[] = [];
  for (let from = 0; from < queries.length; from += embedder.batchSize) {
    parts.push(...(await accepted(embedder, queries.slice(from, from + embedder.batchSize))));
  }
  const found = joined(parts);
  await vectorCache.keep(fingerprint, found);
  return found;
};

/**
 * Where in this generation the line is between what is about a query and what is not. A run whose vectors
 * were all known may have no embedder; its generation then has no such line, and every record is a hit.
 */
export const calibrate = async (context: BuildContext, signal: AbortSignal): Promise<CutOff | null> => {
  try {
    const vectors = await vectorsOf(meaninglessQueries(), context);
    if (vectors.length === 0) return null;
    return cutOffFrom(await context.ports.writer.surroundings(vectors, signal));
  } catch (error) {
    if (hasCode(error, 'EMBEDDER_UNAVAILABLE')) return null;
    throw error;
  }
};
