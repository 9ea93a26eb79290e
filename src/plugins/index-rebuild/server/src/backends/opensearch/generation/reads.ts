import { generationCorrupt, hasCode } from '../../../domain/errors';
import { halvesOf } from '../../../domain/halves';
import { recordOf } from '../../../domain/record';
import type { GenerationEntry, GenerationSummary, StoredGeneration } from '../../../ports/search-backend';
import type { Cluster } from '../cluster/cluster';
import { ClusterFailure, isKind } from '../cluster/failure';
import { hitsIn, MAX_ROWS, ridOf, ROW, rowOf, searchAll, type Hit } from '../searcher/requests';
import { namesOf, verifyIndex } from './generation-index';
import type { SampledRecord } from './sampled';
import { readSealed, rowsOfAll, sealedIn, type SealedFacts } from './sealed';

/* What is read of generations besides searching them. A cluster that is away makes none of them missing. */

const PAGE = 5_000;

type Described = {
  mappings: { _meta?: { sealed?: unknown } };
  settings: { index: { creation_date: string } };
};

/** Every generation of an installation, complete or not. @throws ClusterFailure */
export const listGenerations = async (cluster: Cluster, prefix: string): Promise<StoredGeneration[]> => {
  const indexes = await cluster.ask<Record<string, Described>>({ method: 'GET', path: `/${prefix}-*` });
  return Object.entries(indexes).map(([index, { mappings, settings }]) => ({
    id: index.slice(prefix.length + 1),
    complete: sealedIn({ mappings }) !== null,
    changedAt: new Date(Number(settings.index.creation_date)),
  }));
};

/** Of each of two tries: somebody waits for the list of versions. */
const LOOK_MS = 3_000;

/** Whether a generation is there, complete. @throws ClusterFailure when the cluster does not say. */
export const isSealed = async (
  cluster: Cluster,
  prefix: string,
  generation: string,
  isLast = false
): Promise<boolean> => {
  const hasty: Cluster = {
    ask: (request) => cluster.ask({ ...request, timeoutMs: LOOK_MS }),
    close: cluster.close,
  };
  try {
    await readSealed(hasty, generation, namesOf(prefix, generation));
    return true;
  } catch (error) {
    if (hasCode(error, 'GENERATION_MISSING')) return false;
    // A node may stand still: another one is asked.
    if (isKind(error, 'unreachable') && !isLast) return isSealed(cluster, prefix, generation, true);
    throw error;
  }
};

/** @throws GENERATION_MISSING or ClusterFailure */
export const readSummary = async (
  cluster: Cluster,
  prefix: string,
  generation: string
): Promise<GenerationSummary> => {
  const facts = await readSealed(cluster, generation, namesOf(prefix, generation));
  const { run, createdAt, records, rows, spec, specHash, bytes } = facts;
  return { run, createdAt: new Date(createdAt), records, rows, spec, specHash, bytes };
};

type Entry = { rid: string; fingerprint: string; textHash: string };

const entryOf = (hit: Hit): Entry => {
  const { fingerprint = '', textHash = '' } = hit._source;
  return { rid: ridOf(hit), fingerprint, textHash };
};

const pageAfter = async (cluster: Cluster, index: string, after: string | null): Promise<Entry[]> => {
  const body = {
    ...{ ...ROW, size: PAGE, _source: ['fingerprint', 'textHash'] },
    query: { term: { kind: 'words' } },
    sort: [{ rid: 'asc' }],
    ...(after !== null && { search_after: [after] }),
  };
  const [page] = await searchAll(cluster, index, [body]);
  return hitsIn(page).map(entryOf);
};

/** Reads what an index says of each record, page by page, in the order of the keys. @throws ClusterFailure */
const eachEntry = async (
  cluster: Cluster,
  index: string,
  onEntry: (entry: Entry) => void,
  step: () => Promise<void> = async () => {}
): Promise<void> => {
  let after: string | null = null;
  for (;;) {
    const page: Entry[] = await pageAfter(cluster, index, after);
    page.forEach(onEntry);
    if (page.length < PAGE) return;
    after = page[page.length - 1].rid;
    await step();
  }
};

/** Reads what a complete generation holds, in the order of the keys. @throws as `readSummary`. */
export const readEntries = async (
  cluster: Cluster,
  prefix: string,
  generation: string,
  onEntry: (entry: GenerationEntry) => void
) => {
  const names = namesOf(prefix, generation);
  const { spec, specHash } = await readSealed(cluster, generation, names);
  await eachEntry(cluster, names.index, ({ rid, fingerprint, textHash }) =>
    onEntry({ ...recordOf(rid), fingerprint, textHash })
  );
  return { spec, specHash };
};

/** Reads which fingerprint belongs to which record, of a partial build as well. @throws ClusterFailure */
export const fingerprintsIn = async (
  cluster: Cluster,
  index: string,
  onRecord: (fingerprint: string, rid: string) => void
): Promise<void> => {
  // What a builder wrote before it died may not be searchable yet.
  await cluster.ask({ method: 'POST', path: `/${index}/_refresh` });
  await eachEntry(cluster, index, ({ fingerprint, rid }) => onRecord(fingerprint, rid));
};

/** The keys of all records, ascending. @param step Awaited between two pages. @throws ClusterFailure */
export const keysIn = async (
  cluster: Cluster,
  index: string,
  step: () => Promise<void>
): Promise<string[]> => {
  const keys: string[] = [];
  await eachEntry(cluster, index, ({ rid }) => keys.push(rid), step);
  return keys;
};

/**
 * Makes sure that the index is the one that was sealed. @returns What is recorded of it.
 * @throws GENERATION_MISSING, GENERATION_CORRUPT or ClusterFailure
 */
export const verifyGeneration = async (
  cluster: Cluster,
  prefix: string,
  generation: string
): Promise<SealedFacts> => {
  const names = namesOf(prefix, generation);
  const facts = await readSealed(cluster, generation, names);
  try {
    await verifyIndex(cluster, names, { uuid: facts.uuid, rows: rowsOfAll(facts) });
  } catch (error) {
    const isOther = error instanceof ClusterFailure && ['missing', 'request'].includes(error.kind);
    throw isOther ? generationCorrupt(generation, 'its index is not the one that was sealed') : error;
  }
  return facts;
};

/** Records whose vectors are read together: mostly so few that all of their rows are in an answer. */
const RECORDS_AT_ONCE = 100;

/** Their rows with vectors; when an answer is full, it may lack some, and the records are asked for in halves. */
const vectorRows = async (cluster: Cluster, index: string, rids: readonly string[]): Promise<Hit[]> => {
  const filter = [{ terms: { rid: rids } }, { exists: { field: 'vector' } }];
  const body = { ...ROW, size: MAX_ROWS, _source: ['vector'], query: { bool: { filter } } };
  const hits = hitsIn((await searchAll(cluster, index, [body]))[0]);
  if (hits.length < MAX_ROWS) return hits;
  if (rids.length === 1) throw new ClusterFailure('request', `a record has more than ${MAX_ROWS} rows`);
  const [one, other] = halvesOf(rids);
  return [...(await vectorRows(cluster, index, one)), ...(await vectorRows(cluster, index, other))];
};

/**
 * The vectors of records by their keys, as they were written: row-major, the whole first. A record that is
 * not there is left out. @throws ClusterFailure
 */
export const readVectors = async (
  cluster: Cluster,
  index: string,
  rids: readonly string[]
): Promise<Map<string, Float32Array>> => {
  const rows = new Map<string, Hit[]>();
  for (let from = 0; from < rids.length; from += RECORDS_AT_ONCE) {
    for (const hit of await vectorRows(cluster, index, rids.slice(from, from + RECORDS_AT_ONCE))) {
      const rid = ridOf(hit);
      rows.set(rid, [...(rows.get(rid) ?? []), hit]);
    }
  }
  return new Map(
    [...rows].map(([rid, hits]) => [
      rid,
      Float32Array.from(
        hits.sort((a, b) => rowOf(a) - rowOf(b)).flatMap(({ _source }) => _source.vector ?? [])
      ),
    ])
  );
};

/** The records that stand for all of a generation's. @throws GENERATION_CORRUPT or ClusterFailure */
export const readSample = async (
  cluster: Cluster,
  index: string,
  { generation, sample }: Pick<SealedFacts, 'generation' | 'sample'>
): Promise<SampledRecord[]> => {
  const vectors = await readVectors(cluster, index, sample);
  if (vectors.size < sample.length)
    throw generationCorrupt(generation, 'its index lacks records that were sampled');
  return sample.map((rid) => ({ rid, vectors: vectors.get(rid)! }));
};
