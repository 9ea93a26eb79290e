import { open, type FileHandle } from 'node:fs/promises';

import type { VectorEngine } from '../vector-engine';
import { builderFor, INNER_PRODUCT, loadFaiss, openIndex } from './binding';

/** Neighbours of each node. */
const NEIGHBOURS = 32;

/** FAISS's default, never changed here: the number before the search effort in the file. */
const EF_CONSTRUCTION = 40;

/** The header before the graph: type, dimensions, counts, whether it is trained, metric. */
const HEADER_BYTES = 37;
/** Sizes of the elements of the five lists before the numbers: probabilities, counts, levels, offsets, neighbours. */
const LIST_ELEMENTS = [8, 4, 4, 8, 4];

const int32At = async (file: FileHandle, at: number): Promise<number> => {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, at);
  return buffer.readInt32LE();
};

/**
 * Where FAISS' `write_HNSW` puts efSearch: after five lists, each its length in 8 bytes and its
 * elements, come entry point, highest level, efConstruction and efSearch, 4 bytes each.
 */
const effortAt = async (file: FileHandle): Promise<number> => {
  let at = HEADER_BYTES;
  for (const bytes of LIST_ELEMENTS) {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, at);
    at += 8 + Number(buffer.readBigUInt64LE()) * bytes;
  }
  const construction = await int32At(file, at + 8);
  if (construction === EF_CONSTRUCTION) return at + 12;
  throw new Error('The index file does not have the layout of a FAISS 1.7 HNSW index.');
};

/** The binding has no call for the search effort, but FAISS reads it from the file. */
const setEffort = async (path: string, effort: number): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(effort);
    await file.write(bytes, 0, bytes.length, await effortAt(file));
    await file.sync();
  } finally {
    await file.close();
  }
};

/** FAISS's graph of neighbours (Malkov and Yashunin 2018): approximate, and fast over very many rows. */
export const hnswEngine: VectorEngine = {
  name: 'faiss',
  kind: 'hnsw',
  // Sums in another order differ that much.
  accuracy: 1e-4,
  effort: { steps: [64, 128, 256, 512], set: setEffort },
  create(dimensions) {
    const { Index } = loadFaiss();
    return builderFor(Index.fromFactory(dimensions, `HNSW${NEIGHBOURS}`, INNER_PRODUCT));
  },
  load: async ({ path }) => openIndex(path),
};
