import path from 'node:path';

import { FILES, type Manifest } from '../../../domain/manifest';
import { engineOfKind } from '../engines';
import { openVectorReader } from '../files/vectors';
import type { Step } from '../files/verified-files';
import { createScan, type Scan } from '../scan/scan';
import type { LookAround } from './candidates';
import type { Corpus } from './corpus';
import { createGraphView } from './graph-view';
import { createScanView } from './scan-view';

/** Rows that a scan is given before other work has its turn. */
const ROWS_AT_ONCE = 4_096;

const scanOf = async ({ firstRow, vectors, dimensions }: Corpus, step: Step): Promise<Scan> => {
  const scan = createScan(firstRow, dimensions);
  for (let from = 0; from < vectors.length; from += ROWS_AT_ONCE * dimensions) {
    scan.add(vectors.subarray(from, from + ROWS_AT_ONCE * dimensions));
    await step();
  }
  return scan;
};

/** How a generation is searched by meaning. @param directory That of a verified generation. */
export const openLookAround = async (
  directory: string,
  { engine: { kind }, spec }: Manifest,
  corpus: Corpus,
  step: Step
): Promise<LookAround> => {
  const engine = engineOfKind(kind);
  if (!engine.create) return createScanView(corpus, await scanOf(corpus, step));
  const vectors = await openVectorReader(path.join(directory, FILES.vectors), spec.dimensions);
  try {
    return createGraphView(corpus, await engine.load({ path: path.join(directory, FILES.index), vectors }));
  } finally {
    await vectors.close();
  }
};
