import type { CompletedPart, _Object as StoredObject } from '@aws-sdk/client-s3';

import { artifactStoreUnavailable, IndexRebuildError } from '../../domain/errors';
import { isGenerationId } from '../../domain/generation';
import { assertInstallationId } from '../../domain/installation';
import { SEAL } from '../../domain/seal';
import type { RemoteFile, RemoteFiles } from '../../ports/remote-files';
import type { StoredGeneration } from '../../ports/search-backend';
import { createClient, loadSdk, type S3Place } from './client';
import { partBytes, partsOf } from './pieces';

/** As many as one request can delete. */
const DELETED_AT_ONCE = 1000;

type Failure = Error & { code?: string; $metadata?: { httpStatusCode?: number } };

/** Leaves out the message, which may name hosts and keys. */
const reasonOf = ({ code, name, $metadata }: Failure): string => {
  const status = $metadata?.httpStatusCode;
  const what = name === 'TimeoutError' ? `${name}, see timeouts.storeMs` : (code ?? name);
  return status === undefined ? what : `${what} (${status})`;
};

const unavailable = (error: unknown): never => {
  if (error instanceof IndexRebuildError) throw error;
  throw artifactStoreUnavailable('s3', reasonOf(error as Failure));
};

/** What the stream breaks with counts like what a request fails with, unless it was ended here. */
async function* guarded(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    signal.throwIfAborted();
    unavailable(error);
  }
}

/** Files as objects named `<prefix><installation>/generations/<generation>/<file>`. @throws when the SDK is missing. */
export const createS3Files = (place: S3Place, silenceMs: number): RemoteFiles => {
  const sdk = loadSdk();
  const client = createClient(sdk, place, silenceMs);
  const { bucket: Bucket } = place;
  let root: string | null = null;

  const folder = (): string => {
    if (root === null) throw new Error('The artifact store is used before it was opened.');
    return root;
  };
  const keyOf = ({ generation, file }: RemoteFile): string => `${folder()}${generation}/${file}`;

  async function* objectsIn(Prefix: string): AsyncGenerator<StoredObject> {
    let ContinuationToken: string | undefined;
    do {
      const page = await client
        .send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }))
        .catch(unavailable);
      yield* page.Contents ?? [];
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  const writeWhole = async (Key: string, Body: Buffer): Promise<void> => {
    await client.send(new sdk.PutObjectCommand({ Bucket, Key, Body })).catch(unavailable);
  };

  const writeParts = async (Key: string, parts: AsyncIterable<Buffer>): Promise<void> => {
    const { UploadId } = await client
      .send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }))
      .catch(unavailable);
    try {
      const Parts: CompletedPart[] = [];
      for await (const Body of parts) {
        const PartNumber = Parts.length + 1;
        const { ETag } = await client
          .send(new sdk.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
          .catch(unavailable);
        Parts.push({ ETag, PartNumber });
      }
      await client
        .send(new sdk.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
        .catch(unavailable);
    } catch (error) {
      // Where this fails as well, the bucket's own rule for incomplete uploads removes the parts.
      await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {});
      throw error;
    }
  };

  const removeKeys = async (keys: readonly string[]): Promise<void> => {
    for (let at = 0; at < keys.length; at += DELETED_AT_ONCE) {
      const Objects = keys.slice(at, at + DELETED_AT_ONCE).map((Key) => ({ Key }));
      const { Errors = [] } = await client
        .send(new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
        .catch(unavailable);
      if (Errors.length > 0) throw artifactStoreUnavailable('s3', Errors[0].Code ?? 'DeleteObjects');
    }
  };

  return {
    openAt(installation) {
      root = `${place.prefix}${assertInstallationId(installation)}/generations/`;
    },

    async list() {
      const found = new Map<string, StoredGeneration>();
      for await (const { Key = '', LastModified } of objectsIn(folder())) {
        const [id, file] = Key.slice(folder().length).split('/');
        if (!isGenerationId(id)) continue;
        const known = found.get(id);
        const changedAt = new Date(Math.max(known?.changedAt.getTime() ?? 0, LastModified?.getTime() ?? 0));
        found.set(id, { id, complete: known?.complete === true || file === SEAL, changedAt });
      }
      return [...found.values()];
    },

    async write(file, content, bytes) {
      const size = partBytes(bytes);
      const parts = partsOf(content, Math.min(size, Math.max(bytes, 1)));
      if (bytes > size) return writeParts(keyOf(file), parts);
      const whole: Buffer[] = [];
      for await (const part of parts) whole.push(part);
      return writeWhole(keyOf(file), Buffer.concat(whole));
    },

    async read(file, signal) {
      const answer = await client
        .send(new sdk.GetObjectCommand({ Bucket, Key: keyOf(file) }), { abortSignal: signal })
        .catch((error: Failure) => {
          signal.throwIfAborted();
          if (error.name === 'NoSuchKey') return null;
          return unavailable(error);
        });
      if (answer === null) return null;
      return guarded(answer.Body as unknown as AsyncIterable<Uint8Array>, signal);
    },

    async remove(generation) {
      const seal = keyOf({ generation, file: SEAL });
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: seal })).catch(unavailable);
      const keys: string[] = [];
      for await (const { Key } of objectsIn(`${folder()}${generation}/`)) if (Key) keys.push(Key);
      await removeKeys(keys);
    },
  };
};
