import { createHash } from 'node:crypto';

import type { FileEntry } from '../../domain/manifest';

/**
 * Hands pieces on, and compares all of them with a file's size and SHA-256.
 *
 * @param onDiffers Called when they differ; what has come by then has been handed on. @throws what it throws.
 */
export async function* matching(
  pieces: AsyncIterable<Uint8Array>,
  expected: FileEntry,
  onDiffers: () => never
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > expected.bytes) onDiffers();
    hash.update(piece);
    yield piece;
  }
  if (bytes !== expected.bytes || hash.digest('hex') !== expected.sha256) onDiffers();
}
