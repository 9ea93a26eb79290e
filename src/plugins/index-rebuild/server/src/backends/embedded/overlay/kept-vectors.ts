import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const SUFFIX = '.f32';
/** A file that a process has not finished, with the process' number. */
const UNFINISHED = /\.f32\.\d+$/;
/** No file takes so long to be written: its process has ended. */
const ABANDONED_MS = 3_600_000;
const HASH_BYTES = 32;

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A SHA-256, then the numbers as they are in memory. */
const encode = (vectors: Float32Array): Uint8Array => {
  const bytes = new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength);
  return Buffer.concat([hashOf(bytes), bytes]);
};

/** Null when the bytes are damaged. */
const decode = (file: Buffer): Float32Array | null => {
  const bytes = Uint8Array.from(file.subarray(HASH_BYTES));
  if (!hashOf(bytes).equals(file.subarray(0, HASH_BYTES))) return null;
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / Float32Array.BYTES_PER_ELEMENT));
};

/** Vectors of the overlay's records by fingerprint, one file each, so that no text is embedded twice. */
export interface KeptVectors {
  /** Fingerprints of what is kept. */
  list(): Promise<string[]>;
  /** @returns Row-major unit vectors, and when they were kept; null when they are not known or damaged. */
  find(fingerprint: string): Promise<{ vectors: Float32Array; at: Date } | null>;
  /** Keeps them, whatever other processes keep at the same time. @throws the file system's error. */
  keep(fingerprint: string, vectors: Float32Array): Promise<void>;
  /** Removes the oldest, beyond so many, and what was never finished. @throws the file system's error. */
  prune(max: number): Promise<void>;
}

export const openKeptVectors = (directory: string): KeptVectors => {
  const fileOf = (fingerprint: string): string => path.join(directory, `${fingerprint}${SUFFIX}`);
  const names = async (isWanted: (name: string) => boolean): Promise<string[]> =>
    (await readdir(directory).catch(() => [])).filter(isWanted);

  /** When files were written; those that cannot be asked count as the newest. */
  const timesOf = async (isWanted: (name: string) => boolean) =>
    Promise.all(
      (await names(isWanted)).map(async (name) => {
        const file = path.join(directory, name);
        const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
        return { file, mtimeMs };
      })
    );

  return {
    list: async () =>
      (await names((name) => name.endsWith(SUFFIX))).map((name) => name.slice(0, -SUFFIX.length)),

    async find(fingerprint) {
      try {
        const file = fileOf(fingerprint);
        const [bytes, { mtime }] = await Promise.all([readFile(file), stat(file)]);
        const vectors = decode(bytes);
        return vectors && { vectors, at: mtime };
      } catch {
        return null;
      }
    },

    async keep(fingerprint, vectors) {
      await mkdir(directory, { recursive: true });
      const unfinished = `${fileOf(fingerprint)}.${process.pid}`;
      try {
        await writeFile(unfinished, encode(vectors));
        await rename(unfinished, fileOf(fingerprint));
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {});
        throw error;
      }
    },

    async prune(max) {
      const unfinished = await timesOf((name) => UNFINISHED.test(name));
      const abandoned = unfinished.filter(({ mtimeMs }) => max === 0 || Date.now() - mtimeMs > ABANDONED_MS);
      const kept = await timesOf((name) => name.endsWith(SUFFIX));
      const oldest = kept.sort((a, b) => a.mtimeMs - b.mtimeMs).slice(0, Math.max(0, kept.length - max));
      await Promise.all([...abandoned, ...oldest].map(({ file }) => rm(file, { force: true })));
    },
  };
};
