import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Size and SHA-256 of a file, read once as a stream. @param step Awaited after each piece. */
export const checksumOf = async (
  path: string,
  step: () => Promise<void> = async () => {}
): Promise<{ bytes: number; sha256: string }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks) {
      bytes += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
      await step();
    }
  });
  return { bytes, sha256: hash.digest('hex') };
};
