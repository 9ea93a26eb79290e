import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { readFolder } from '../../src/plugins/index-rebuild/server/src/setup/model/standard-files';
import { useTemporaryFolder } from './support/temporary-folder';

type Files = Record<string, string | object>;

const MODULES = [
  { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' },
  { idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
];
const MEAN = { pooling_mode_cls_token: false, pooling_mode_mean_tokens: true };

const TOKENIZER: Files = { 'tokenizer.json': {}, 'tokenizer_config.json': {} };
const BARE: Files = { ...TOKENIZER, 'model.onnx': '' };
const POOLING: Files = { 'modules.json': MODULES, '1_Pooling/config.json': MEAN };
const USUAL: Files = { ...BARE, ...POOLING };

describe('the folder of a sentence-transformers model', () => {
  const inFolder = useTemporaryFolder();

  const read = async (files: Files, name = 'some-model') => {
    const folder = inFolder(name);
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      await writeFile(path.join(folder, file), text);
    }
    return readFolder(folder);
  };

  it('says how the model is used', async () => {
    expect(await read(USUAL)).toEqual({
      ...{ id: 'some-model', file: 'model.onnx', output: undefined },
      ...{ maxTokens: 512, pooling: 'mean', hasDense: false },
      ...{ prefixes: { query: '', passage: '' }, languages: null },
    });
  });

  it.each([
    ['the first token', { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }, 'cls'],
    ['the mean, by name', { pooling_mode: 'mean' }, 'mean'],
    ['the first token, by name', { pooling_mode: 'cls' }, 'cls'],
  ])('may pool %s', async (_, config, pooling) => {
    expect(await read({ ...USUAL, '1_Pooling/config.json': config })).toMatchObject({ pooling });
  });

  it.each([
    [{ pooling_mode_max_tokens: true }, 'max_tokens'],
    [{ pooling_mode_lasttoken: true }, 'lasttoken'],
    [{ ...MEAN, pooling_mode_max_tokens: true }, 'mean_tokens and max_tokens'],
  ])('may not pool otherwise: %p', async (config, says) => {
    await expect(read({ ...USUAL, '1_Pooling/config.json': config })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining(says),
    });
  });

  it('may pool in a folder of another name', async () => {
    const modules = [MODULES[0], { ...MODULES[1], path: 'pool' }];
    const files = { ...BARE, 'modules.json': modules, 'pool/config.json': { pooling_mode: 'cls' } };
    expect(await read(files)).toMatchObject({ pooling: 'cls' });
  });

  it('tells that a layer follows the pooling', async () => {
    const dense = { idx: 2, name: '2', path: '2_Dense', type: 'sentence_transformers.models.Dense' };
    expect(await read({ ...USUAL, 'modules.json': [...MODULES, dense] })).toMatchObject({ hasDense: true });
  });

  it.each<[string, Files, number]>([
    ['its own limit', { 'sentence_bert_config.json': { max_seq_length: 128 } }, 128],
    ['that of its tokenizer', { 'tokenizer_config.json': { model_max_length: 256 } }, 256],
    ['no limit of its tokenizer', { 'tokenizer_config.json': { model_max_length: 1e30 } }, 512],
    [
      'no more than it has positions for',
      {
        'sentence_bert_config.json': { max_seq_length: 8192 },
        'config.json': { max_position_embeddings: 1024 },
      },
      1024,
    ],
    [
      'two less, if it keeps two positions for itself',
      {
        'sentence_bert_config.json': { max_seq_length: null },
        'config.json': { model_type: 'xlm-roberta', max_position_embeddings: 514 },
      },
      512,
    ],
  ])('reads as many tokens as %s says', async (_, files, maxTokens) => {
    expect(await read({ ...USUAL, ...files })).toMatchObject({ maxTokens });
  });

  it.each<[string, Files, string, { query: string; passage: string }]>([
    [
      'its prompts',
      { 'config_sentence_transformers.json': { prompts: { query: 'Q: ', document: 'D: ' } } },
      'some-model',
      { query: 'Q: ', passage: 'D: ' },
    ],
    [
      'the prompt of queries alone',
      { 'config_sentence_transformers.json': { prompts: { query: 'Find: ' } } },
      'some-model',
      { query: 'Find: ', passage: '' },
    ],
    ['its family', {}, 'multilingual-e5-small', { query: 'query: ', passage: 'passage: ' }],
    [
      'the family of what it was made from',
      { 'config.json': { _name_or_path: 'intfloat/e5-base-v2' }, 'config_sentence_transformers.json': {} },
      'mine',
      { query: 'query: ', passage: 'passage: ' },
    ],
    ['nothing', {}, 'note5-model', { query: '', passage: '' }],
  ])('takes its prefixes from %s', async (_, files, name, prefixes) => {
    expect(await read({ ...USUAL, ...files }, name)).toMatchObject({ prefixes });
  });

  it.each([
    ['language: en', ['en']],
    ['language:\n- en\n- de\nlicense: mit', ['en', 'de']],
    ['license: mit\nlanguage:\n  - "fr"\n  - nl', ['fr', 'nl']],
    ['language: [en, "pt"]', ['en', 'pt']],
    ['license: mit', null],
  ])('takes its languages from its card: %p', async (card, languages) => {
    const files = { ...USUAL, 'README.md': `---\n${card}\n---\n# Model\nlanguage: xx\n` };
    expect(await read(files)).toMatchObject({ languages });
  });

  it('may have its weights where exporters put them', async () => {
    expect(await read({ ...TOKENIZER, ...POOLING, 'onnx/model.onnx': '' })).toMatchObject({
      file: 'onnx/model.onnx',
    });
  });

  it('is overridden by a model.json', async () => {
    const said = {
      ...{ id: 'ours', pooling: 'cls', file: 'onnx/model_int8.onnx', maxTokens: 64 },
      ...{ prefixes: { query: 'q ' }, languages: ['sv'], output: 'hidden' },
    };
    expect(await read({ ...USUAL, 'model.json': said }, 'e5')).toEqual({
      ...said,
      prefixes: { query: 'q ', passage: '' },
      hasDense: false,
    });
  });

  it.each<[string, Files, string]>([
    ['without a tokenizer', { 'model.onnx': '', 'tokenizer_config.json': {} }, 'no tokenizer.json'],
    ['without weights', TOKENIZER, 'none of model.onnx'],
    ['with a damaged file', { ...USUAL, 'modules.json': '[{' }, 'modules.json is not as expected'],
  ])('is refused %s', async (_, files, says) => {
    await expect(read(files)).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining(says),
    });
  });
});
