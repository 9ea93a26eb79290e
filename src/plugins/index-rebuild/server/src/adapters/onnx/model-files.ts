import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { modelUnusable, type IndexRebuildError } from '../../domain/errors';
import type { EmbedderInfo } from '../../ports/embedder';
import { checksumOf } from '../../lib/checksum';

export const DESCRIPTION_FILE = 'model.json';

/** How the vectors of a text's tokens become one; `none` if the model gives one vector per text. */
export const poolingSchema = z.enum(['mean', 'cls', 'none']);

export type Pooling = z.infer<typeof poolingSchema>;

/** What comes before a text, as the model was trained. */
export const prefixesSchema = z.strictObject({
  query: z.string().default(''),
  passage: z.string().default(''),
});

/** Codes such as "en"; null if nobody has said. */
export const languagesSchema = z.array(z.string().min(1)).min(1).nullable();

/** model.json, which says how to use the model's weights. `setup` writes it. */
const modelSchema = z.object({
  id: z.string().min(1),
  dimensions: z.number().int().positive(),
  /** Longer texts are cut. */
  maxTokens: z.number().int().min(2),
  pooling: poolingSchema,
  /** The weights, relative to the folder. */
  file: z.string().min(1).default('model.onnx'),
  /** Which of the model's outputs is used; the first one if left out. */
  output: z.string().min(1).optional(),
  prefixes: prefixesSchema.prefault({}),
  languages: languagesSchema.default(null),
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
  const text = await readFile(path.join(modelDir, DESCRIPTION_FILE), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      throw unavailable(modelDir, readFailure(error));
    }
  );
  try {
    return modelSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unavailable(modelDir, `its ${DESCRIPTION_FILE} is not valid (${(error as Error).message})`);
  }
};

/**
 * The settings that decide a vector besides the files. Only what differs from the first model that the
 * plugin had is part of the hash, so that indexes built with that model stay valid.
 */
const decidingSettings = ({ pooling, maxTokens, output, prefixes }: ModelDescription): string[] => [
  ...(pooling === 'mean' ? [] : [`pooling:${pooling}`]),
  ...(maxTokens === 256 ? [] : [`maxTokens:${maxTokens}`]),
  ...(output === undefined ? [] : [`output:${output}`]),
  ...(prefixes.query === '' ? [] : [`query:${prefixes.query}`]),
  ...(prefixes.passage === '' ? [] : [`passage:${prefixes.passage}`]),
];

/** Hash of all that decides a vector: weights, tokenizer and how they are used. */
export const modelHash = (model: ModelDescription): string => {
  const files = Object.entries(model.sha256)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([file, hash]) => `${file}:${hash}`);
  return createHash('sha256')
    .update([...files, ...decidingSettings(model)].join('\n'))
    .digest('hex');
};

export const embedderInfo = (model: ModelDescription): EmbedderInfo => ({
  model: model.id,
  modelHash: modelHash(model),
  dimensions: model.dimensions,
  languages: model.languages,
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
