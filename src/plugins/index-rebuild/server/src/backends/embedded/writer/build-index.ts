import { rm, writeFile } from 'node:fs/promises';

import { MIN_RECALL } from '../../../domain/guards';
import { FILES, type RecordTexts, type StagedEntry } from '../../../domain/manifest';
import { readJsonLines } from '../../../lib/json-lines';
import type { IndexBuilder, VectorEngine } from '../vector-engine';
import type { VectorReader } from '../files/vectors';
import type { LexicalDocument, LexicalEngine } from '../lexical/lexical-index';
import { recallOf, sampleNeighbours } from './recall';

/** Rows read and added at a time: bounded memory, and progress that moves. */
const ROWS_AT_ONCE = 1024;

/** Records added to the lexical index at a time. */
const RECORDS_AT_ONCE = 256;

/** Rows on which the search effort is chosen. */
const EFFORT_SAMPLE = 128;

type Report = (done: number, total: number | null) => void;

/** A written index: its engine, and its search effort, which is null when it is exact. */
export type BuiltIndex = { engine: VectorEngine; effort: number | null };

export type IndexEngines = {
  /** The engine for this many rows. */
  engineFor(rows: number, dimensions: number): VectorEngine;
  /** An exact engine without a file, for when an approximate one finds too little. */
  exact: VectorEngine;
};

/** Words of every record, in the order of the records, so that an id is a record's position. */
export const buildLexicalIndex = async (
  pathOf: (file: string) => string,
  entries: readonly Pick<StagedEntry, 'uid'>[],
  lexical: LexicalEngine,
  signal: AbortSignal
): Promise<void> => {
  const builder = lexical.create();
  let id = 0;
  let documents: LexicalDocument[] = [];
  for await (const { name, fields, locale = null } of readJsonLines<RecordTexts>(pathOf(FILES.passages))) {
    documents.push({ id, uid: entries[id].uid, name, fields, locale });
    id += 1;
    if (documents.length < RECORDS_AT_ONCE) continue;
    signal.throwIfAborted();
    builder.add(documents);
    documents = [];
  }
  builder.add(documents);
  await writeFile(pathOf(FILES.lexical), builder.serialise(), { flush: true });
};

const writeIndex = async (
  index: IndexBuilder,
  vectors: VectorReader,
  path: string,
  report: Report,
  signal: AbortSignal
): Promise<void> => {
  report(0, vectors.rows);
  for (let row = 0; row < vectors.rows; row += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(ROWS_AT_ONCE, vectors.rows - row);
    index.add(await vectors.read(row, count));
    report(row + count, vectors.rows);
  }
  index.save(path);
};

/** The least effort that finds enough of the true neighbours; null when none does. */
export const chooseEffort = async (
  engine: VectorEngine,
  vectors: VectorReader,
  path: string,
  signal: AbortSignal
): Promise<number | null> => {
  const { sample } = await sampleNeighbours(vectors, EFFORT_SAMPLE, signal);
  for (const effort of engine.effort?.steps ?? []) {
    await engine.effort?.set(path, effort);
    const index = await engine.load({ path, vectors });
    if ((await recallOf(index, sample, engine.accuracy)) >= MIN_RECALL) return effort;
  }
  return null;
};

/** Exact, or approximate if that is allowed and good enough for these vectors. */
export const buildVectorIndex = async (
  vectors: VectorReader,
  path: string,
  { engineFor, exact }: IndexEngines,
  report: Report,
  signal: AbortSignal
): Promise<BuiltIndex> => {
  const engine = engineFor(vectors.rows, vectors.dimensions);
  if (!engine.create) {
    report(vectors.rows, vectors.rows);
    return { engine, effort: null };
  }
  await writeIndex(engine.create(vectors.dimensions), vectors, path, report, signal);
  if (!engine.effort) return { engine, effort: null };
  const effort = await chooseEffort(engine, vectors, path, signal);
  if (effort !== null) return { engine, effort };
  await rm(path, { force: true });
  return { engine: exact, effort: null };
};
