import { open, readFile, truncate, writeFile } from 'node:fs/promises';

import {
  openVectorReader,
  openVectorWriter,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/vectors';
import {
  readChunks,
  readWholeFile,
  writeChunks,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/chunks';
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

  it('gives back numbers exactly, even those that no vector should have', async () => {
    const values = [0.1, -0, 1e-45, 3.4e38, NaN, Infinity, -Infinity].map(Math.fround);
    expect(await read(await write(rows(...values)), 7, 0, 1)).toEqual(values);
  });

  it('is little-endian float32 without a header, as FAISS and numpy read it', async () => {
    const bytes = await readFile(await write(rows(1, -2)));
    expect([...bytes]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it('writes a part of a larger array and only that part', async () => {
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

  it('counts only whole rows when it is cut short, and refuses the incomplete one', async () => {
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

  it('is rewritten, not appended to', async () => {
    await writeFile(inFolder('vectors'), 'something old and longer');
    expect(await rowsOf(await write(rows(1, 2)), 2)).toBe(1);
  });

  it('is an error when it is missing', async () => {
    await expect(openVectorReader(inFolder('missing'), 2)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a file of more than 2 GiB, which Node does not read in one go', () => {
  const inFolder = useTemporaryFolder();
  const BYTES = 2 ** 31 + 4096;
  /** Moving so much memory takes seconds on a busy machine. */
  const TIMEOUT_MS = 120_000;

  it(
    'gives all its rows at once',
    async () => {
      // Sparse: only its last numbers take up space on disk.
      const file = await open(inFolder('sparse'), 'w');
      await file.write(new Uint8Array(rows(0.25, 0.75).buffer), 0, 8, BYTES - 8);
      await file.close();
      const reader = await openVectorReader(inFolder('sparse'), 1024);
      try {
        const all = await reader.read(0, reader.rows);
        expect(all.byteLength).toBe(BYTES);
        expect([...all.subarray(-3)]).toEqual([0, 0.25, 0.75]);
      } finally {
        await reader.close();
      }
    },
    TIMEOUT_MS
  );
});

describe('reading and writing in chunks', () => {
  const inFolder = useTemporaryFolder();
  const numbers = Uint8Array.from({ length: 10 }, (_, index) => index);

  it.each([1, 3, 5, 10, 11])('gives back every byte in its place with chunks of %d bytes', async (chunk) => {
    const file = await open(inFolder('bytes'), 'w+');
    try {
      const write = jest.spyOn(file, 'write');
      const read = jest.spyOn(file, 'read');
      await writeChunks(file, numbers, chunk);
      const back = new Uint8Array(8);
      expect(await readChunks(file, back, 2, chunk)).toBe(8);
      expect([...back]).toEqual([...numbers.subarray(2)]);
      for (const call of [...write.mock.calls, ...read.mock.calls])
        expect(call[2]).toBeLessThanOrEqual(chunk);
    } finally {
      await file.close();
    }
  });

  it('gives back a whole file', async () => {
    await writeFile(inFolder('bytes'), numbers);
    expect([...(await readWholeFile(inFolder('bytes')))]).toEqual([...numbers]);
  });

  it('says how much was read when the file ends early', async () => {
    await writeFile(inFolder('bytes'), numbers);
    const file = await open(inFolder('bytes'), 'r');
    expect(await readChunks(file, new Uint8Array(20), 4, 3)).toBe(6);
    await file.close();
  });
});
