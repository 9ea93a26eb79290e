import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { generationCorrupt, generationNotStored } from '../../domain/errors';
import type { FileEntry } from '../../domain/manifest';
import { MAX_SEAL_BYTES, readSeal, SEAL, type Seal } from '../../domain/seal';
import type { RemoteFiles } from '../../ports/remote-files';
import { matching } from './matching';

/** Reads the seal of a generation in a store. @returns Null when the generation is not there. */
export const sealOf = async (
  remote: RemoteFiles,
  generation: string,
  signal: AbortSignal
): Promise<Seal | null> => {
  const pieces = await remote.read({ generation, file: SEAL }, signal);
  if (pieces === null) return null;
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MAX_SEAL_BYTES) break;
    read.push(piece);
  }
  const seal = readSeal(Buffer.concat(read).toString('utf8'), generation);
  if (seal) return seal;
  throw generationCorrupt(generation, `its ${SEAL} in the artifact store is not valid`);
};

/** @throws GENERATION_MISSING */
export const existingSeal = async (
  remote: RemoteFiles,
  generation: string,
  signal: AbortSignal
): Promise<Seal> => {
  const seal = await sealOf(remote, generation, signal);
  if (seal === null) throw generationNotStored(generation);
  return seal;
};

/** The pieces of a file in the store, which are compared with the seal as they come. */
export async function* storedPieces(
  remote: RemoteFiles,
  { generation }: Pick<Seal, 'generation'>,
  [file, expected]: readonly [string, FileEntry],
  signal: AbortSignal
): AsyncGenerator<Uint8Array> {
  const pieces = await remote.read({ generation, file }, signal);
  if (pieces === null) throw generationCorrupt(generation, `${file} is not in the artifact store`);
  yield* matching(pieces, expected, () => {
    throw generationCorrupt(generation, `${file} in the artifact store does not match its checksum`);
  });
}

/** Copies a file from the store into a directory, and flushes it. */
export const copyInto = async (
  directory: string,
  remote: RemoteFiles,
  seal: Seal,
  [file, expected]: readonly [string, FileEntry],
  signal: AbortSignal
): Promise<void> => {
  const handle = await open(path.join(directory, file), 'wx');
  try {
    await writeFile(handle, storedPieces(remote, seal, [file, expected], signal), { signal });
    await handle.sync();
  } finally {
    await handle.close();
  }
};
