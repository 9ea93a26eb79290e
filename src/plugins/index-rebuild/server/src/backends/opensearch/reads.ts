import { generationCorrupt } from '../../domain/errors';
import { recordOf } from '../../domain/record';
import type { GenerationEntry, GenerationSummary, StoredGeneration } from '../../ports/search-backend';
import type { Cluster } from './cluster';
import { ClusterFailure } from './failure';
import { namesOf, verifyIndex } from './generation-index';
import { readSealed, sealedIn } from './sealed';

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

type EntryHit = { _source: { rid: string; fingerprint: string; textHash: string }; sort: [string] };
type EntryPage = {
  timed_out: boolean;
  _shards: { total: number; successful: number };
  hits: { hits: EntryHit[] };
};

const pageAfter = async (cluster: Cluster, index: string, after: string | null): Promise<EntryHit[]> => {
  const page = await cluster.ask<EntryPage>({
    method: 'POST',
    path: `/${index}/_search`,
    query: { allow_partial_search_results: false },
    body: {
      size: PAGE,
      _source: ['rid', 'fingerprint', 'textHash'],
      query: { term: { kind: 'words' } },
      sort: [{ rid: 'asc' }],
      ...(after !== null && { search_after: [after] }),
    },
  });
  if (page.timed_out || page._shards.successful < page._shards.total)
    throw new ClusterFailure('partial', 'not every shard has told its records');
  return page.hits.hits;
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
  let after: string | null = null;
  for (;;) {
    const hits: EntryHit[] = await pageAfter(cluster, names.index, after);
    for (const { _source } of hits) {
      const { rid, fingerprint, textHash } = _source;
      onEntry({ ...recordOf(rid), fingerprint, textHash });
    }
    if (hits.length < PAGE) return { spec, specHash };
    after = hits[hits.length - 1].sort[0];
  }
};

/** Whether the index is the one that was sealed. @throws GENERATION_MISSING, GENERATION_CORRUPT or ClusterFailure */
export const verifyGeneration = async (
  cluster: Cluster,
  prefix: string,
  generation: string
): Promise<void> => {
  const names = namesOf(prefix, generation);
  const { uuid, records, rows } = await readSealed(cluster, generation, names);
  try {
    await verifyIndex(cluster, names, { uuid, rows: records + rows });
  } catch (error) {
    const isOther = error instanceof ClusterFailure && ['missing', 'request'].includes(error.kind);
    throw isOther ? generationCorrupt(generation, 'its index is not the one that was sealed') : error;
  }
};
