import { generationCorrupt, recordNotIndexed } from '../../../domain/errors';
import { isInLocale, recordOf } from '../../../domain/record';
import { chunksOf } from '../../../lib/chunks';
import type { IndexedRecord } from '../../../ports/generation-writer';
import type { Cluster } from '../cluster/cluster';
import { ClusterFailure, type Described } from '../cluster/failure';
import { hitsIn, MAX_ROWS, ridOf, ROW, rowOf, searchAll } from './requests';

/* Records as the cluster holds them. */

type Index = { cluster: Cluster; index: string };

/** Locales of a document. */
const MAX_LOCALES = 1_000;

/** The vector of a record as a whole, of a document in this locale if it has locales. */
export const vectorOf = async (
  { cluster, index }: Index,
  { documentId, locale }: { documentId: string; locale: string | null },
  away: object | null,
  signal: AbortSignal
): Promise<Float32Array> => {
  const filter = [{ term: { document: documentId } }, { term: { kind: 'whole' } }, ...(away ? [away] : [])];
  const body = { ...ROW, size: MAX_LOCALES, _source: ['vector'], query: { bool: { filter } } };
  const [answer] = await searchAll(cluster, index, [body], signal);
  const found = hitsIn(answer).find((hit) => isInLocale(recordOf(ridOf(hit)), locale));
  if (!found) throw recordNotIndexed();
  return Float32Array.from(found._source.vector ?? []);
};

export type HeldRecord = Pick<IndexedRecord, 'passages' | 'vectors'> & {
  fingerprint: string;
  textHash: string | null;
};

/** What the generation has of a record; undefined when it does not have it. @throws ClusterFailure */
export const heldRecord = async (
  { cluster, index }: Index,
  rid: string,
  signal?: AbortSignal
): Promise<HeldRecord | undefined> => {
  const fields = ['passage', 'vector', 'fingerprint', 'textHash'];
  const body = { ...ROW, size: MAX_ROWS, _source: fields, query: { term: { rid } } };
  const [answer] = await searchAll(cluster, index, [body], signal);
  const rows = hitsIn(answer).sort((a, b) => rowOf(a) - rowOf(b));
  if (rows.length === 0) return undefined;
  const words = rows[rows.length - 1]._source;
  const vectors = rows.map(({ _source }) => _source).filter(({ vector }) => vector !== undefined);
  if (words.fingerprint === undefined) throw generationCorrupt(index, `it lacks the words of ${rid}`);
  return {
    ...{ fingerprint: words.fingerprint, textHash: words.textHash ?? null },
    passages: vectors.slice(1).map(({ passage }) => passage ?? ''),
    vectors: Float32Array.from(vectors.flatMap(({ vector }) => vector ?? [])),
  };
};

type Place = { rid: string; row: number };

/** The answer has a status for all rows together, and none for one that was not read. */
const notRead = ({ type, reason = 'a row was not read' }: Described): ClusterFailure =>
  new ClusterFailure(type === 'security_exception' ? 'denied' : 'partial', reason);

/** Passages by the ids of their rows. @throws ClusterFailure */
export const passagesAt = async (
  { cluster, index }: Index,
  places: readonly Place[],
  signal?: AbortSignal
): Promise<Map<string, string>> => {
  if (places.length === 0) return new Map();
  type Docs = { docs: { _id: string; error?: Described; _source?: { passage?: string } }[] };
  const { docs } = await cluster.ask<Docs>({
    method: 'POST',
    path: `/${index}/_mget`,
    body: {
      docs: places.map(({ rid, row }) => ({ _id: `${rid}#${row}`, routing: rid, _source: ['passage'] })),
    },
    preferring: (preference) => ({ query: { preference } }),
    signal,
  });
  const failed = docs.find(({ error }) => error !== undefined)?.error;
  if (failed) throw notRead(failed);
  return new Map(docs.map(({ _id, _source }) => [_id, _source?.passage ?? '']));
};

/** The texts by field of some records, by their keys. @throws ClusterFailure */
export const fieldsOf = async (
  { cluster, index }: Index,
  rids: readonly string[],
  signal?: AbortSignal
): Promise<Map<string, Record<string, string>>> => {
  if (rids.length === 0) return new Map();
  const bodies = chunksOf(rids, MAX_ROWS).map((part) => {
    const filter = [{ terms: { rid: part } }, { term: { kind: 'words' } }];
    return { ...ROW, size: part.length, _source: ['fields'], query: { bool: { filter } } };
  });
  const answers = await searchAll(cluster, index, bodies, signal);
  return new Map(answers.flatMap(hitsIn).map((hit) => [ridOf(hit), hit._source.fields ?? {}]));
};
