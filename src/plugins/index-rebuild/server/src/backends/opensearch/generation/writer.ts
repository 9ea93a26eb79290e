import { specHash, type IndexSpec } from '../../../domain/index-spec';
import { isUnitVector } from '../../../domain/vectors';
import type { GenerationWriter, IndexedRecord } from '../../../ports/generation-writer';
import type { Cluster } from '../cluster/cluster';
import { recallOf, surroundingsOf } from './compare';
import { addRecords, createIndex, namesOf, refreshIndex, sealIndex } from './generation-index';
import { SUGGESTIONS, VOCABULARY, writeCompanion, type Companion } from './companions';
import { groupOf } from './rows';
import { createSample } from './sampled';
import { writeSealed, type SealedFacts } from './sealed';
import { openStagedTexts } from './staged-texts';
import { createVocabularyTally } from './vocabulary';

export type WriterOptions = {
  cluster: Cluster;
  /** Of everything that this installation has in the cluster. */
  prefix: string;
  shards: number;
  /** Copies of each shard, besides the first. */
  replicas: number;
  /** Local, for texts that are needed until the end of the build. */
  directory: string;
};

const sizeOf = async (cluster: Cluster, index: string): Promise<number> => {
  type Stats = { _all: { total: { store: { size_in_bytes: number } } } };
  const answer = await cluster.ask<Stats>({ method: 'GET', path: `/${index}/_stats/store` });
  return answer._all.total.store.size_in_bytes;
};

/** What has been written so far. */
const createTally = (dimensions: number) => {
  const tally = { records: 0, rows: 0, invalidRow: null as number | null };
  const groups = new Map<string, SealedFacts['groups'][number]>();
  return {
    tally,
    groups: (): SealedFacts['groups'] => [...groups.values()],
    count({ uid, locale, vectors }: IndexedRecord): void {
      const key = groupOf(uid, locale);
      const group = groups.get(key) ?? { uid, locale, records: 0 };
      group.records += 1;
      groups.set(key, group);
      const rows = vectors.length / dimensions;
      for (let row = 0; row < rows; row += 1) {
        const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
        if (!isUnitVector(vector)) tally.invalidRow ??= tally.rows + row;
      }
      tally.records += 1;
      tally.rows += rows;
    },
  };
};

/** Writes one generation into an index of its own. @throws ClusterFailure if there is one of that name. */
export const openGenerationWriter = async (
  { cluster, prefix, shards, replicas, directory }: WriterOptions,
  generation: string,
  spec: IndexSpec
): Promise<GenerationWriter> => {
  const names = namesOf(prefix, generation);
  const around = { cluster, index: names.index, dimensions: spec.dimensions };
  const closing = new AbortController();
  const sample = createSample();
  const { tally, groups, count } = createTally(spec.dimensions);
  const vocabulary = createVocabularyTally();
  const files: Record<string, Companion> = {};
  let found = 0;
  await createIndex(cluster, names, spec, { shards });
  const texts = await openStagedTexts(directory);

  const writeFile = async (name: string, bytes: Uint8Array): Promise<void> => {
    files[name] = await writeCompanion(cluster, names.writeAlias, { name, bytes }, closing.signal);
  };

  const chunks = (): number => Object.values(files).reduce((sum, file) => sum + file.chunks, 0);

  return {
    async add(records) {
      await addRecords(cluster, names, spec, records, closing.signal);
      await texts.add(records);
      for (const record of records) {
        count(record);
        sample.offer(record);
        vocabulary.add(record);
      }
    },

    async build(report, signal) {
      report(0, 3);
      await writeFile(VOCABULARY, vocabulary.serialise());
      report(1, 3);
      await writeFile(SUGGESTIONS, await texts.suggestions(spec, signal));
      await texts.remove();
      report(2, 3);
      signal.throwIfAborted();
      found = await refreshIndex(cluster, names);
      report(3, 3);
    },

    async sample(signal) {
      const { recall, lost } = await recallOf(around, sample.records(), signal);
      // A row with words belongs to each record, and the files have some.
      const indexed = found - tally.records - chunks();
      return { written: tally.rows, indexed, invalidRow: tally.invalidRow, lostRow: lost, recall };
    },

    async surroundings(queries, signal) {
      const records = sample.records();
      const surroundings = [];
      for (let from = 0; from < queries.length; from += spec.dimensions) {
        const query = queries.slice(from, from + spec.dimensions);
        surroundings.push(await surroundingsOf(around, query, records, signal));
      }
      return surroundings;
    },

    async seal({ run, createdAt, failed, cutOff }) {
      const { signal } = closing;
      const { records, rows } = tally;
      const expected = records + rows + chunks();
      const { uuid } = await sealIndex(cluster, names, { expected, replicas, signal });
      const bytes = await sizeOf(cluster, names.index);
      await writeSealed(cluster, names, {
        ...{
          version: 1,
          generation,
          run,
          createdAt,
          failed,
          cutOff,
          uuid,
          records,
          rows,
          bytes,
          spec,
          files,
        },
        specHash: specHash(spec),
        groups: groups(),
        sample: sample.records().map(({ rid }) => rid),
      });
      return { bytes };
    },

    async close() {
      closing.abort(new Error('The writer is closed.'));
      await texts.remove();
    },
  };
};
