import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { modelUnusable, type IndexRebuildError } from '../../domain/errors';
import type { EmbedderInfo } from '../../ports/embedder';
import { checksumOf } from '../../lib/checksum';

/** model.json, which says how to use the model's weights. */
const modelSchema = z.object({
  id: z.string(),
  dimensions: z.number().int().positive(),
  maxTokens: z.number().int().positive(),
  pooling: z.literal('mean'),
  normalize: z.literal(true),
  sha256: z.record(z.string(), z.string()),
});

export type ModelDescription = z.infer<typeof modelSchema>;

const unavailable = (modelDir: string, reason: string): IndexRebuildError =>
  modelUnusable(path.basename(modelDir), reason);

/** Leaves out the absolute path in the system's message, since the admin shows it. */
const readFailure = (error: NodeJS.ErrnoException): string =>
  error.code === 'ENOENT' ? 'a file is missing' : `a file cannot be read (${error.code})`;

/** @throws EMBEDDER_UNAVAILABLE when the model's description is missing or invalid. */
export const readModelDescription = async (modelDir: string): Promise<ModelDescription> => {
  const text = await readFile(path.join(modelDir, 'model.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      throw unavailable(modelDir, readFailure(error));
    }
  );
  try {
    return modelSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unavailable(modelDir, `its model.json is not valid (${(error as Error).message})`);
  }
};

/** Hash of the files that decide a vector: weights and tokenizer. */
export const modelHash = ({ sha256 }: ModelDescription): string =>
  createHash('sha256')
    .update(
      Object.entries(sha256)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([file, hash]) => `${file}:${hash}`)
        .join('\n')
    )
    .digest('hex');

export const embedderInfo = (model: ModelDescription): EmbedderInfo => ({
  model: model.id,
  modelHash: modelHash(model),
  dimensions: model.dimensions,
});

/** @throws EMBEDDER_UNAVAILABLE when a file is missing or its checksum differs. */
export const checkModelFiles = async (modelDir: string, model: ModelDescription): Promise<void> => {
  for (const [file, expected] of Object.entries(model.sha256)) {
    const { sha256 } = await checksumOf(path.join(modelDir, file)).catch((error: NodeJS.ErrnoException) => {
      throw unavailable(modelDir, readFailure(error));
    });
    if (sha256 !== expected) throw unavailable(modelDir, `${file} does not match its checksum`);
  }
};
