import { copyFileSync, readFileSync } from 'node:fs';

import { loadFaiss } from '../../src/plugins/index-rebuild/server/src/backends/embedded/faiss/binding';
import { hnswEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/faiss/hnsw';
import { openVectorReader } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/vectors';
import type {
  IndexBuilder,
  SearchEffort,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/vector-engine';
import { useTemporaryFolder } from './support/temporary-folder';

const DIMENSIONS = 24;
const ROWS = 3_000;
const QUERIES = 40;
const K = 10;

/** Unit vectors that are the same in every run. */
const vectors = (rows: number, seed: number): Float32Array => {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const all = Float32Array.from({ length: rows * DIMENSIONS }, random);
  for (let row = 0; row < rows; row += 1) {
    const one = all.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    const length = Math.hypot(...one);
    one.forEach((value, at) => {
      one[at] = value / length;
    });
  }
  return all;
};

const rows = vectors(ROWS, 1);
const queries = vectors(QUERIES, 2);

/** The true neighbours of each query, by comparing it with every row. */
const truth = Array.from({ length: QUERIES }, (_, query) => {
  const score = (row: number): number => {
    let sum = 0;
    for (let at = 0; at < DIMENSIONS; at += 1)
      sum += rows[row * DIMENSIONS + at] * queries[query * DIMENSIONS + at];
    return sum;
  };
  const scored = Array.from({ length: ROWS }, (_unused, row) => ({ row, score: score(row) }));
  return new Set(
    scored
      .sort((a, b) => b.score - a.score)
      .slice(0, K)
      .map(({ row }) => row)
  );
});

const create = hnswEngine.create as (dimensions: number) => IndexBuilder;

const recallAt = async (path: string): Promise<number> => {
  const vectors = await openVectorReader(path, DIMENSIONS);
  const index = await hnswEngine.load({ path, vectors });
  await vectors.close();
  const hits = await index.search(queries, K);
  const found = hits.map(({ rows: found }, query) => found.filter((row) => truth[query].has(row)).length);
  return found.reduce((sum, count) => sum + count, 0) / (QUERIES * K);
};

describe('the search effort of an HNSW file', () => {
  const inFolder = useTemporaryFolder();
  let original: string;
  const { set } = hnswEngine.effort as SearchEffort;

  beforeEach(() => {
    original = inFolder('original.faiss');
    const index = create(DIMENSIONS);
    index.add(rows);
    index.save(original);
  });

  const withEffort = async (effort: number): Promise<string> => {
    const file = inFolder(`effort-${effort}.faiss`);
    copyFileSync(original, file);
    await set(file, effort);
    return file;
  };

  it('is read by FAISS: the higher it is, the more true neighbours are found', async () => {
    const least = await recallAt(await withEffort(1));
    const some = await recallAt(await withEffort(16));
    const most = await recallAt(await withEffort(512));
    expect(least).toBeLessThan(some);
    expect(some).toBeLessThan(most);
    expect(most).toBeGreaterThan(0.99);
    // 16 is what FAISS writes by itself.
    expect(some).toBe(await recallAt(original));
  });

  it('replaces the four bytes of the default, and nothing else changes', async () => {
    const before = readFileSync(original);
    const after = readFileSync(await withEffort(0x01020304));
    expect(after.length).toBe(before.length);
    const changed = [...before.keys()].filter((at) => before[at] !== after[at]);
    const [at] = changed;
    expect(changed).toEqual([at, at + 1, at + 2, at + 3]);
    expect([before.readInt32LE(at - 4), before.readInt32LE(at)]).toEqual([40, 16]);
    expect(after.readInt32LE(at)).toBe(0x01020304);
  });

  it('is not written into a file of another layout', async () => {
    const file = inFolder('flat.faiss');
    const index = new (loadFaiss().IndexFlatIP)(DIMENSIONS);
    index.add([...rows]);
    index.write(file);
    const before = readFileSync(file);
    await expect(set(file, 64)).rejects.toThrow();
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
