import { open, type FileHandle } from 'node:fs/promises';

/** Node refuses reads of 2 GiB and more, and cuts such writes short. */
export const MAX_CHUNK_BYTES = 1 << 30;

/**
 * Fills `bytes` from the file, however long it is.
 *
 * @returns How many bytes were read; fewer when the file ends early.
 */
export const readChunks = async (
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
  chunk = MAX_CHUNK_BYTES
): Promise<number> => {
  let at = 0;
  while (at < bytes.length) {
    const length = Math.min(chunk, bytes.length - at);
    const { bytesRead } = await file.read(bytes, at, length, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
};

/** Appends all of `bytes`, however long they are. */
export const writeChunks = async (
  file: FileHandle,
  bytes: Uint8Array,
  chunk = MAX_CHUNK_BYTES
): Promise<void> => {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(chunk, bytes.length - at);
    at += (await file.write(bytes, at, length)).bytesWritten;
  }
};

/** A whole file; unlike `readFile`, even of 2 GiB and more. */
export const readWholeFile = async (path: string): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array((await file.stat()).size);
    const read = await readChunks(file, bytes, 0);
    if (read !== bytes.length) throw new Error(`${path} became shorter while it was being read.`);
    return bytes;
  } finally {
    await file.close();
  }
};
