import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runCli } from '../support/cli';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const DEFAULT_MODEL = path.resolve(__dirname, '../../.index-rebuild/models/all-MiniLM-L6-v2-int8');

/** The weights of the default model, in a folder that wants the first token and prefixes. */
const writeModel = (folder: string): void => {
  const pooling = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false };
  const prompts = { query: 'query: ', passage: 'passage: ' };
  mkdirSync(path.join(folder, '1_Pooling'), { recursive: true });
  writeFileSync(path.join(folder, '1_Pooling/config.json'), JSON.stringify(pooling));
  writeFileSync(path.join(folder, 'config_sentence_transformers.json'), JSON.stringify({ prompts }));
  for (const name of ['tokenizer.json', 'tokenizer_config.json', 'model.onnx']) {
    cpSync(path.join(DEFAULT_MODEL, name), path.join(folder, name));
  }
};

describe('an application with a model of its own', () => {
  const folder = temporaryFolder();
  const modelDir = path.join(folder, 'own-model');
  const env = { INDEX_REBUILD_MODEL_DIR: modelDir };
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(12));
  });
  afterAll(() => app.remove());

  it('is told what to do until the model has been prepared', async () => {
    writeModel(modelDir);
    const { status, error } = await app.rebuild();
    expect(status).toBe('failed');
    expect(error).toMatchObject({ code: 'EMBEDDER_UNAVAILABLE', message: expect.stringContaining('setup') });
  });

  it('embeds, serves and finds with it', async () => {
    const { code } = await runCli(['setup', '--model', modelDir], { env: {} });
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(path.join(modelDir, 'model.json'), 'utf8'))).toMatchObject({
      pooling: 'cls',
      prefixes: { query: 'query: ', passage: 'passage: ' },
    });
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    const { status, body } = await app.search('reefs in the ocean', '&mode=semantic');
    expect(status).toBe(200);
    expect(body.data[0].title).toBe('Marine biologist');
  });

  it('answers when FAISS cannot be loaded, and says so before it embeds anything', async () => {
    await app.stop();
    const setupDir = path.join(folder, 'setup');
    mkdirSync(path.join(setupDir, 'faiss'), { recursive: true });
    writeFileSync(path.join(setupDir, 'faiss/faiss-node.node'), 'no library');
    app = await TestApp.start({ folder, env: { ...env, INDEX_REBUILD_SETUP_DIR: setupDir } });
    const code = 'FAISS_UNAVAILABLE';
    await until('an answer', async () => (await app.search('coral reefs')).status === 200);
    await app.createExperts(sampleExperts(1));
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'failed', error: { code } });
    expect(run.records).toMatchObject({ embedded: 0 });
  });
});
