import { existsSync } from 'node:fs';
import path from 'node:path';

import type { ModelDescription, Pooling } from '../../adapters/onnx/model-files';
import { pool } from '../../adapters/onnx/pooling';
import { openSession, runSession } from '../../adapters/onnx/session';
import { openTokens, TOKENIZER_FILES } from '../../adapters/onnx/tokens';
import { setupFailed } from '../../domain/errors';
import { checksumOf } from '../../lib/checksum';
import { readFolder, type FolderFacts } from './standard-files';

/** Of different lengths, so that all but one are padded. */
const TEXTS = [
  'Harbour',
  'The tax office checks invoices.',
  'She studies how glaciers melt, and why the sea rises.',
];
/** How close a vector is to itself when the text is padded; 8-bit activations depend on the batch. */
const MIN_SAME = 0.95;

const OUTPUTS = ['sentence_embedding', 'last_hidden_state', 'token_embeddings'];

type Session = Awaited<ReturnType<typeof openSession>>;
type Use = { output: string; pooling: Pooling; dimensions: number };

const fail = (why: string) => setupFailed(`The model does not work: ${why}`);

/** @throws SETUP_FAILED with what onnxruntime or the tokenizer said. */
const orFail = async <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: Error) => {
    throw fail(error.message);
  });

const outputOf = ({ output }: FolderFacts, { outputNames }: Session): string =>
  output ?? OUTPUTS.find((name) => outputNames.includes(name)) ?? outputNames[0];

/** How an output of this shape becomes vectors: three dimensions are tokens, two are texts. */
const useOf = ({ pooling, hasDense }: FolderFacts, output: string, shape: readonly number[]): Use => {
  const dimensions = shape[shape.length - 1];
  if (shape.length === 2) return { output, pooling: 'none', dimensions };
  if (shape.length !== 3) throw fail(`its output "${output}" has ${shape.length} dimensions, not 2 or 3.`);
  if (hasDense) {
    throw fail(
      `a Dense layer belongs to it, which its output "${output}" comes before. Export it with its sentence_embedding as an output.`
    );
  }
  if (pooling === undefined || pooling === 'none') {
    throw fail(
      'nothing says how its token vectors are pooled. Put { "pooling": "mean" } or { "pooling": "cls" } into its model.json.'
    );
  }
  return { output, pooling, dimensions };
};

const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, at) => sum + value * right[at], 0);

/** @throws SETUP_FAILED unless the vectors are numbers, differ, and do not depend on padding. */
const checkVectors = (together: Float32Array[], alone: Float32Array[]): void => {
  if (together.some((vector) => !vector.every(Number.isFinite))) throw fail('its vectors are not numbers.');
  if (dot(together[0], together[2]) > 0.9999) throw fail('different texts have the same vector.');
  together.forEach((vector, at) => {
    const same = dot(vector, alone[at]);
    if (same >= MIN_SAME) return;
    throw fail(`a text's vector changes with the other texts of its batch (similarity ${same.toFixed(2)}).`);
  });
};

const tryOut = async (modelDir: string, facts: FolderFacts): Promise<Use> => {
  const session = await orFail(openSession(path.join(modelDir, facts.file), 1));
  try {
    const { tokenize } = await orFail(openTokens(modelDir));
    const output = outputOf(facts, session);
    const embed = async (texts: readonly string[]) => {
      const batch = tokenize(texts, facts.maxTokens);
      const { numbers, shape } = await orFail(runSession(session, batch, output));
      const use = useOf(facts, output, shape);
      const rows = pool(numbers, batch, use);
      const { dimensions } = use;
      return { use, vectors: texts.map((_, at) => rows.slice(at * dimensions, (at + 1) * dimensions)) };
    };
    const { use, vectors } = await embed(TEXTS);
    const alone: Float32Array[] = [];
    for (const text of TEXTS) alone.push(...(await embed([text])).vectors);
    checkVectors(vectors, alone);
    return use;
  } finally {
    await session.release();
  }
};

/** Weights above 2 GB, and those of some exporters, are in a file beside the model. */
const filesOf = (modelDir: string, file: string): string[] => [
  file,
  ...[`${file}_data`, `${file}.data`].filter((name) => existsSync(path.join(modelDir, name))),
  ...TOKENIZER_FILES,
];

/**
 * Reads what a model's folder says of it, runs it on a few texts, and takes its files' checksums.
 *
 * @throws SETUP_FAILED saying what is wrong with the folder.
 */
export const inspectModel = async (modelDir: string): Promise<ModelDescription> => {
  const facts = await readFolder(modelDir);
  const { id, file, maxTokens, prefixes, languages } = facts;
  const { output, pooling, dimensions } = await tryOut(modelDir, facts);
  const sha256: Record<string, string> = {};
  for (const name of filesOf(modelDir, file)) {
    sha256[name] = (await checksumOf(path.join(modelDir, name))).sha256;
  }
  return { id, dimensions, maxTokens, pooling, file, output, prefixes, languages, sha256 };
};
