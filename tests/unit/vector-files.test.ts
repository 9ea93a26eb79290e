import { readFile, truncate, writeFile } from 'node:fs/promises';

import {
  openVectorReader,
  openVectorWriter,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/vectors';
import { useTemporaryFolder } from './support/temporary-folder';

const rows = (...values: number[]): Float32Array => Float32Array.from(values);

describe('a file of vectors', () => {
  const inFolder = useTemporaryFolder();

  const write = async (...parts: Float32Array[]): Promise<string> => {
    const file = inFolder('vectors');
    const writer = await openVectorWriter(file);
    for (const part of parts) await writer.append(part);
    await writer.close();
    return file;
  };

  const read = async (file: string, dimensions: number, first: number, count: number): Promise<number[]> => {
    const reader = await openVectorReader(file, dimensions);
    try {
      return [...(await reader.read(first, count))];
    } finally {
      await reader.close();
    }
  };

  const rowsOf = async (file: string, dimensions: number): Promise<number> => {
    const reader = await openVectorReader(file, dimensions);
    await reader.close();
    return reader.rows;
  };

  it.each<[string, number, number, number[]]>([
    ['all rows', 0, 3, [1, 2, 3, 4, 5, 6]],
    ['the first row', 0, 1, [1, 2]],
    ['rows in the middle and at the end', 1, 2, [3, 4, 5, 6]],
    ['no rows', 3, 0, []],
  ])('gives back %s', async (_, first, count, values) => {
    const file = await write(rows(1, 2), rows(3, 4, 5, 6));
    expect(await rowsOf(file, 2)).toBe(3);
    expect(await read(file, 2, first, count)).toEqual(values);
  });

  it('gives back numbers exactly, also those that no vector should have', async () => {
    const values = [0.1, -0, 1e-45, 3.4e38, NaN, Infinity, -Infinity].map(Math.fround);
    expect(await read(await write(rows(...values)), 7, 0, 1)).toEqual(values);
  });

  it('is little-endian float32 without a header, as FAISS and numpy read it', async () => {
    const bytes = await readFile(await write(rows(1, -2)));
    expect([...bytes]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it('takes a part of a larger array, and that part alone', async () => {
    const file = await write(rows(9, 9, 1, 2, 9, 9).subarray(2, 4));
    expect(await rowsOf(file, 2)).toBe(1);
    expect(await read(file, 2, 0, 1)).toEqual([1, 2]);
  });

  it('holds many rows', async () => {
    const [many, dimensions] = [5_000, 384];
    const written = Float32Array.from({ length: many * dimensions }, (_, index) => Math.sin(index));
    const file = await write(written.subarray(0, dimensions), written.subarray(dimensions));
    expect(await rowsOf(file, dimensions)).toBe(many);
    expect(await read(file, dimensions, 4_999, 1)).toEqual([...written.subarray(-dimensions)]);
  });

  it('may be empty', async () => {
    expect(await rowsOf(await write(), 4)).toBe(0);
  });

  it('counts whole rows only when it is cut short, and refuses the row that is not whole', async () => {
    const file = await write(rows(1, 2, 3, 4, 5, 6));
    await truncate(file, 20);
    expect(await rowsOf(file, 2)).toBe(2);
    expect(await read(file, 2, 1, 1)).toEqual([3, 4]);
    await expect(read(file, 2, 2, 1)).rejects.toThrow('ends before row 3');
  });

  it.each([
    [3, 1],
    [2, 2],
    [100, 1],
  ])('has no row beyond its end: row %d, count %d', async (first, count) => {
    await expect(read(await write(rows(1, 2, 3, 4, 5, 6)), 2, first, count)).rejects.toThrow(
      'ends before row'
    );
  });

  it('is written anew and not appended to', async () => {
    await writeFile(inFolder('vectors'), 'something old and longer');
    expect(await rowsOf(await write(rows(1, 2)), 2)).toBe(1);
  });

  it('is an error when it is not there', async () => {
    await expect(openVectorReader(inFolder('missing'), 2)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
