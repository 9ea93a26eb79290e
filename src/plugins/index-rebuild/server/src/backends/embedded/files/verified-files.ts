import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';

import { generationCorrupt } from '../../../domain/errors';
import type { Manifest } from '../../../domain/manifest';
import { readChunks } from './chunks';
import { reasonOf, verifyFile } from './manifest-file';

/** Small enough that a step between two pieces comes often: a millisecond's work. */
const PIECE_BYTES = 1 << 20;

/** Awaited between two pieces of work. */
export type Step = () => Promise<void>;

/** The files of a generation, none of which is used without its checksum. */
export interface VerifiedFiles {
  /** Reads a whole file and compares these very bytes with the manifest. @throws GENERATION_CORRUPT */
  read(name: string): Promise<Uint8Array>;
  /** Compares the files that were not read. @throws GENERATION_CORRUPT */
  verifyOthers(): Promise<void>;
}

/** Reads a file and its SHA-256 in one pass; what is longer than expected is not read. */
const readHashed = async (file: string, bytes: Uint8Array, step: Step): Promise<string | null> => {
  const handle = await open(file, 'r');
  try {
    if ((await handle.stat()).size !== bytes.length) return null;
    const hash = createHash('sha256');
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      if ((await readChunks(handle, piece, at)) !== piece.length) return null;
      hash.update(piece);
      await step();
    }
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
};

export const openVerified = (directory: string, manifest: Manifest, step: Step): VerifiedFiles => {
  const left = new Map(Object.entries(manifest.files));
  return {
    async read(name) {
      const expected = left.get(name);
      if (!expected) throw generationCorrupt(manifest.generation, `its manifest does not name ${name}`);
      left.delete(name);
      const bytes = new Uint8Array(expected.bytes);
      const found = await readHashed(path.join(directory, name), bytes, step).catch((error: Error) => {
        throw generationCorrupt(manifest.generation, `${name} cannot be read (${reasonOf(error)})`);
      });
      if (found !== expected.sha256)
        throw generationCorrupt(manifest.generation, `${name} does not match its checksum`);
      return bytes;
    },

    async verifyOthers() {
      for (const [name, expected] of left) await verifyFile(directory, manifest, name, expected, step);
      left.clear();
    },
  };
};
