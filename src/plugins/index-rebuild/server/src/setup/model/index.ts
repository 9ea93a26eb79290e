import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import {
  checkModelFiles,
  DESCRIPTION_FILE,
  readModelDescription,
  type ModelDescription,
} from '../../adapters/onnx/model-files';
import { setupFailed, SETUP_COMMAND } from '../../domain/errors';
import { DEFAULT_MODEL, modelDirIn } from '../../domain/setup-folder';
import type { SetupItem } from '../item';
import type { Commands } from '../run';
import { defaultModelProblem, prepareDefaultModel } from './default-model';
import { inspectModel } from './inspect';

const NAME = 'Embedding model';

const quoted = (text: string): string => (text === '' ? 'none' : `"${text}"`);

const describe = ({ id, dimensions, maxTokens, pooling, prefixes, languages }: ModelDescription): string =>
  [
    `${id}: ${dimensions} dimensions, ${maxTokens} tokens`,
    pooling === 'none' ? 'pooled by the model' : `${pooling} pooling`,
    `prefixes ${quoted(prefixes.query)} and ${quoted(prefixes.passage)}`,
    `languages ${languages?.join(', ') ?? 'unknown'}`,
  ].join(', ');

/** The model that the plugin uses unless the settings name another. */
export const defaultModelItem = (setupDir: string, commands: Commands): SetupItem => {
  const modelDir = modelDirIn(setupDir);
  return {
    name: NAME,
    async check() {
      const problem = await defaultModelProblem(modelDir);
      if (problem === null) return { ready: true, text: `${DEFAULT_MODEL} in ${modelDir}` };
      return { ready: false, text: `${problem}; run "${SETUP_COMMAND}"` };
    },
    prepare: () => prepareDefaultModel(setupDir, modelDir, commands),
  };
};

/** A folder with any sentence-transformers model in ONNX form; preparing it writes its model.json. */
export const ownModelItem = (modelDir: string): SetupItem => ({
  name: NAME,
  async check() {
    const missing = !existsSync(path.join(modelDir, DESCRIPTION_FILE));
    if (missing)
      return {
        ready: false,
        text: `it has no ${DESCRIPTION_FILE}; run "${SETUP_COMMAND} --model ${modelDir}"`,
      };
    try {
      const model = await readModelDescription(modelDir);
      await checkModelFiles(modelDir, model);
      return { ready: true, text: describe(model) };
    } catch (error) {
      return { ready: false, text: (error as Error).message };
    }
  },
  async prepare() {
    if (!existsSync(modelDir)) throw setupFailed(`There is no folder ${modelDir}.`);
    const model = await inspectModel(modelDir);
    await writeFile(path.join(modelDir, DESCRIPTION_FILE), `${JSON.stringify(model, null, 2)}\n`);
  },
});
