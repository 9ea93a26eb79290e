/** S3's own limits: a part has at least 5 MiB, and a file at most 10,000 of them. */
const PART_BYTES = 8 << 20;
const MAX_PARTS = 9_000;

/** Bytes in a part of a file of this size. */
export const partBytes = (bytes: number): number => Math.max(PART_BYTES, Math.ceil(bytes / MAX_PARTS));

/** Pieces joined into parts of a size, the last one smaller. Nothing is a part as well. */
export async function* partsOf(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let part = Buffer.allocUnsafe(size);
  let filled = 0;
  let isFirst = true;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      // A full part is handed on when there is more, so that the last one is never empty.
      if (filled === size) {
        yield part;
        part = Buffer.allocUnsafe(size);
        filled = 0;
        isFirst = false;
      }
      const taken = piece.subarray(at, at + size - filled);
      part.set(taken, filled);
      filled += taken.length;
      at += taken.length;
    }
  }
  if (filled > 0 || isFirst) yield part.subarray(0, filled);
}
