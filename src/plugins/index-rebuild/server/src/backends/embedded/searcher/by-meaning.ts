import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { FILES, type Manifest } from '../../../domain/manifest';
import { engineOfKind } from '../engines';
import { openVectorReader } from '../files/vectors';
import { createScan, type Scan } from '../scan/scan';
import type { LoadedIndex } from '../vector-engine';
import type { FindCandidates } from './candidates';
import type { Corpus } from './corpus';
import { addCosines, makeCosines } from './cosines';
import { createGraphCandidates } from './graph-candidates';
import { createScanCandidates } from './scan-candidates';
import type { Compare } from './score-moments';

/** How a generation is searched by meaning. */
export type ByMeaning = {
  findCandidates: FindCandidates;
  /** Compares a query with some records, exactly or roughly. */
  compare: Compare;
};

/** Rows that a scan is given before other work has its turn. */
const ROWS_AT_ONCE = 4_096;

const scanOf = async ({ firstRow, vectors, dimensions }: Corpus): Promise<Scan> => {
  const scan = createScan(firstRow, dimensions);
  for (let from = 0; from < vectors.length; from += ROWS_AT_ONCE * dimensions) {
    scan.add(vectors.subarray(from, from + ROWS_AT_ONCE * dimensions));
    await setImmediate();
  }
  return scan;
};

export const byScan = (corpus: Corpus, scan: Scan): ByMeaning => ({
  findCandidates: createScanCandidates(corpus, scan),
  compare: (query, records) => scan.compare([query], records)[0],
});

export const byGraph = (corpus: Corpus, index: LoadedIndex): ByMeaning => ({
  findCandidates: createGraphCandidates(corpus, index),
  compare(query, records) {
    const cosines = makeCosines(records.length);
    const doubles = Float64Array.from(query);
    records.forEach((record, place) => addCosines(cosines, place, corpus, doubles, record));
    return cosines;
  },
});

/** @param directory That of a verified generation. */
export const openByMeaning = async (
  directory: string,
  { engine: { kind }, spec }: Manifest,
  corpus: Corpus
): Promise<ByMeaning> => {
  const engine = engineOfKind(kind);
  if (!engine.create) return byScan(corpus, await scanOf(corpus));
  const vectors = await openVectorReader(path.join(directory, FILES.vectors), spec.dimensions);
  try {
    return byGraph(corpus, await engine.load({ path: path.join(directory, FILES.index), vectors }));
  } finally {
    await vectors.close();
  }
};
