import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

import { specHash, type IndexSpec } from '../../../domain/index-spec';
import { FILES, MANIFEST_VERSION, type Manifest, type ManifestRecord } from '../../../domain/manifest';
import { checksumOf } from '../../../lib/checksum';
import { readJsonLines } from '../../../lib/json-lines';
import { syncDirectory } from '../../../lib/sync-directory';
import type { GenerationWriter, IndexSample, SealFacts } from '../../../ports/generation-writer';
import { writeManifest } from '../files/manifest-file';
import { openVectorReader, type VectorReader } from '../files/vectors';
import type { LexicalEngine } from '../lexical/lexical-index';
import { buildSuggestions } from '../suggestions/build';
import { buildLexicalIndex, buildVectorIndex, type BuiltIndex, type IndexEngines } from './build-index';
import { surroundingsOf } from './surroundings';
import { createRecordFiles } from './record-files';
import { lostRowOf, recallOf, sampleNeighbours } from './recall';

/** Sample size for checking the new index; small when its search is exact. */
const SAMPLE = { exact: 8, approximate: 128 };

const SEALED = [FILES.vectors, FILES.passages, FILES.lexical, FILES.values, FILES.suggestions];

export type WriterEngines = IndexEngines & { lexical: LexicalEngine };

const flushed = async (file: string): Promise<Manifest['files'][string]> => {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return checksumOf(file);
};

const entriesIn = async (file: string): Promise<ManifestRecord[]> => {
  const entries: ManifestRecord[] = [];
  for await (const entry of readJsonLines<ManifestRecord>(file)) entries.push(entry);
  return entries;
};

/** A new, empty directory; fails when it exists already. */
const createDirectory = async (directory: string): Promise<void> => {
  await mkdir(path.dirname(directory), { recursive: true });
  await mkdir(directory);
  await syncDirectory(path.dirname(directory));
};

/** Compares the index, loaded from its file, with exact search over a sample of the vectors. */
const sampleOf = async (
  { engine }: BuiltIndex,
  file: string,
  vectors: VectorReader,
  signal: AbortSignal
): Promise<IndexSample> => {
  const index = await engine.load({ path: file, vectors });
  const size = engine.effort ? SAMPLE.approximate : SAMPLE.exact;
  const { sample, invalidRow } = await sampleNeighbours(vectors, size, signal);
  return {
    written: vectors.rows,
    indexed: index.size,
    invalidRow,
    lostRow: await lostRowOf(index, sample, engine.accuracy),
    recall: await recallOf(index, sample, engine.accuracy),
  };
};

/** Writes a generation into a directory of its own; the manifest comes last. */
export const openGenerationWriter = async (
  directory: string,
  spec: IndexSpec,
  { lexical, ...engines }: WriterEngines
): Promise<GenerationWriter> => {
  await createDirectory(directory);
  const pathOf = (file: string): string => path.join(directory, file);
  const records = createRecordFiles(pathOf, spec.dimensions);
  let built: BuiltIndex | null = null;
  let staged: Promise<ManifestRecord[]> | null = null;

  const builtIndex = (): BuiltIndex => {
    if (built) return built;
    throw new Error('The index must be built first.');
  };

  /** What was written: read once, after the last record was added. */
  const entriesWritten = (): Promise<ManifestRecord[]> => (staged ??= entriesIn(pathOf(FILES.stagedRecords)));

  const withVectors = async <T>(work: (vectors: VectorReader) => Promise<T>): Promise<T> => {
    const vectors = await openVectorReader(pathOf(FILES.vectors), spec.dimensions);
    try {
      return await work(vectors);
    } finally {
      await vectors.close();
    }
  };

  const manifestOf = async ({ run, createdAt, failed, cutOff }: SealFacts): Promise<Manifest> => {
    const { engine, effort } = builtIndex();
    const files: Manifest['files'] = {};
    for (const file of [...(engine.create ? [FILES.index] : []), ...SEALED])
      files[file] = await flushed(pathOf(file));
    const entries = await entriesWritten();
    const rows = entries.reduce((sum, entry) => sum + entry.rows, 0);
    return {
      version: MANIFEST_VERSION,
      generation: path.basename(directory),
      ...{ run, createdAt, spec },
      specHash: specHash(spec),
      engine: { name: engine.name, kind: engine.kind, effort },
      cutOff,
      counts: { records: entries.length, rows, failed },
      files,
      records: entries,
    };
  };

  return {
    add: (added) => records.add(added),

    async build(report, signal) {
      await records.close();
      built = await withVectors((vectors) =>
        buildVectorIndex(vectors, pathOf(FILES.index), engines, report, signal)
      );
      await buildLexicalIndex(pathOf, await entriesWritten(), lexical, signal);
      await buildSuggestions(pathOf, spec, signal);
    },

    sample: (signal) =>
      withVectors((vectors) => sampleOf(builtIndex(), pathOf(FILES.index), vectors, signal)),

    async surroundings(queries, signal) {
      const firstRow = [0];
      for (const { rows } of await entriesWritten()) {
        firstRow.push(firstRow[firstRow.length - 1] + rows);
      }
      return withVectors((vectors) => surroundingsOf(vectors, Int32Array.from(firstRow), queries, signal));
    },

    async seal(facts) {
      const manifest = await manifestOf(facts);
      await writeManifest(directory, manifest);
      await rm(pathOf(FILES.stagedRecords), { force: true });
      return { bytes: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0) };
    },

    close: () => records.close(),
  };
};
