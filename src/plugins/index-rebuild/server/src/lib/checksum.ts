import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Size and SHA-256 of a file, read once as a stream. @param onProgress Called after each piece. */
export const checksumOf = async (
  path: string,
  onProgress: () => void = () => {}
): Promise<{ bytes: number; sha256: string }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks) {
      bytes += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
      onProgress();
    }
  });
  return { bytes, sha256: hash.digest('hex') };
};
