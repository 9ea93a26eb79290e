import { createHash } from 'node:crypto';

import { z } from 'zod';

import { generationCorrupt } from '../../../domain/errors';
import type { Cluster } from '../cluster/cluster';
import { isKind } from '../cluster/failure';
import { writeRows } from './bulk';
import type { Row } from './rows';

/*
 * Files that belong to a generation, in rows of its index: so they come and go with it, and every server has
 * them that reaches the cluster.
 */

/** The words of the records (vocabulary.ts), and suggestions with the keys of the records (staged-texts.ts). */
export const VOCABULARY = 'vocabulary';
export const SUGGESTIONS = 'suggestions';

const CHUNK_BYTES = 512 * 1024;
/** Chunks that are sent together. */
const CHUNKS_AT_ONCE = 8;

export const companionSchema = z.object({
  chunks: z.number().int().nonnegative(),
  sha256: z.string(),
});

export type Companion = z.infer<typeof companionSchema>;

const idOf = (name: string, chunk: number): string => `file#${name}#${chunk}`;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const chunkRow = (name: string, chunk: number, bytes: Uint8Array): Row => {
  const part = bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
  const id = idOf(name, chunk);
  return { id, routing: id, body: { kind: 'file', bytes: Buffer.from(part).toString('base64') } };
};

/** Writes a file. May be called again with the same bytes. @throws ClusterFailure */
export const writeCompanion = async (
  cluster: Cluster,
  alias: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
  signal: AbortSignal
): Promise<Companion> => {
  const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
  for (let from = 0; from < chunks; from += CHUNKS_AT_ONCE) {
    const count = Math.min(CHUNKS_AT_ONCE, chunks - from);
    const rows = Array.from({ length: count }, (_, at) => chunkRow(name, from + at, bytes));
    await writeRows(cluster, alias, rows, signal);
  }
  return { chunks, sha256: sha256(bytes) };
};

/** @throws GENERATION_CORRUPT when it is not what was written, or ClusterFailure. */
export const readCompanion = async (
  cluster: Cluster,
  { index, generation }: { index: string; generation: string },
  name: string,
  { chunks, sha256: expected }: Companion
): Promise<Uint8Array> => {
  const damaged = () => generationCorrupt(generation, `its ${name} is not what was written`);
  const parts: Buffer[] = [];
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const id = idOf(name, chunk);
    const path = `/${index}/_doc/${encodeURIComponent(id)}`;
    try {
      const { _source } = await cluster.ask<{ _source: { bytes: string } }>({
        ...{ method: 'GET', path, query: { routing: id } },
      });
      parts.push(Buffer.from(_source.bytes, 'base64'));
    } catch (error) {
      throw isKind(error, 'missing') ? damaged() : error;
    }
  }
  const bytes = Uint8Array.from(Buffer.concat(parts));
  if (sha256(bytes) !== expected) throw damaged();
  return bytes;
};
