import { open } from 'node:fs/promises';

import { readChunks, writeChunks } from './chunks';

/** A file of float32 rows, all `dimensions` wide. */
export interface VectorWriter {
  append(rows: Float32Array): Promise<void>;
  close(): Promise<void>;
}

export interface VectorReader {
  readonly rows: number;
  readonly dimensions: number;
  /** @returns `count` rows from `first` on, row-major. */
  read(first: number, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

const bytesOf = (rows: Float32Array): Uint8Array =>
  new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);

/** The numbers in a whole file of rows. @param bytes Of a buffer of their own. */
export const vectorsIn = (bytes: Uint8Array): Float32Array =>
  new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.byteLength / BYTES));

/** Appends little-endian float32 rows, the layout of memory on every platform Node supports. */
export const openVectorWriter = async (path: string): Promise<VectorWriter> => {
  const file = await open(path, 'w');
  return {
    append: (rows) => writeChunks(file, bytesOf(rows)),
    async close() {
      await file.sync();
      await file.close();
    },
  };
};

export const openVectorReader = async (path: string, dimensions: number): Promise<VectorReader> => {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    dimensions,
    rows: Math.floor(size / (dimensions * BYTES)),
    async read(first, count) {
      const rows = new Float32Array(count * dimensions);
      const bytes = bytesOf(rows);
      const read = await readChunks(file, bytes, first * dimensions * BYTES);
      if (read !== bytes.length) throw new Error(`${path} ends before row ${first + count}.`);
      return rows;
    },
    close: () => file.close(),
  };
};
