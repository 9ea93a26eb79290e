import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  ElementType,
  tensor,
  writeModel,
  type OnnxNode,
  type OnnxValue,
} from '../../src/plugins/index-rebuild/server/src/setup/model/onnx-format';

/** The pad token is not the first one, as in models of RoBERTa's kin. */
const SPECIAL = ['[CLS]', '[PAD]', '[SEP]', '[UNK]'];
const WORDS = ['harbour', 'the', 'tax', 'office', 'checks', 'invoices', 'she', 'studies', 'glaciers', 'sea'];
const VOCABULARY = [...SPECIAL, ...WORDS, 'find', ':', '.'];
export const DIMENSIONS = 8;

const INT64 = 7;

const value = (name: string, elementType: number, dims: (string | number)[]): OnnxValue => ({
  name,
  type: {
    tensor_type: {
      elem_type: elementType,
      shape: {
        dim: dims.map((dim) => (typeof dim === 'number' ? { dim_value: dim } : { dim_param: dim })),
      },
    },
  },
});

/** A vector for each word, without a random number. */
const table = (): Float32Array =>
  Float32Array.from({ length: VOCABULARY.length * DIMENSIONS }, (_, at) => Math.sin(at * at + 1));

const lookUp = (output: string): OnnxNode => ({
  ...{ op_type: 'Gather', name: 'look-up', input: ['table', 'input_ids'], output: [output] },
});

const TOKENS = ['batch', 'width', DIMENSIONS];
const TEXTS = ['batch', DIMENSIONS];

/** The mean over all tokens, padding included: what a careless export does. */
const CARELESS: OnnxNode[] = [
  lookUp('tokens'),
  {
    ...{ op_type: 'ReduceMean', name: 'mean', input: ['tokens'], output: ['sentence_embedding'] },
    attribute: [
      { name: 'axes', ints: [1], type: 7 },
      { name: 'keepdims', i: 0, type: 2 },
    ],
  },
];

/** `tokens`: a vector for each token; `careless`: one for each text that depends on its padding. */
type Kind = 'tokens' | 'careless';

const weights = (kind: Kind): Uint8Array =>
  writeModel({
    ir_version: 8,
    opset_import: [{ domain: '', version: 17 }],
    graph: {
      name: 'tiny',
      node: kind === 'tokens' ? [lookUp('last_hidden_state')] : CARELESS,
      initializer: [tensor('table', ElementType.FLOAT, [VOCABULARY.length, DIMENSIONS], table())],
      // Without token_type_ids, as models of RoBERTa's kin.
      input: ['input_ids', 'attention_mask'].map((name) => value(name, INT64, ['batch', 'width'])),
      output: [
        kind === 'tokens'
          ? value('last_hidden_state', ElementType.FLOAT, TOKENS)
          : value('sentence_embedding', ElementType.FLOAT, TEXTS),
      ],
    },
  });

const idOf = (token: string): number => VOCABULARY.indexOf(token);

const special = (token: string) => ({
  ...{ id: idOf(token), content: token, special: true },
  ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
});

const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: SPECIAL.map(special),
  normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true, strip_accents: null },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: Object.fromEntries(
      ['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [idOf(token)], tokens: [token] }])
    ),
  },
  decoder: null,
  model: {
    ...{ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##' },
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(VOCABULARY.map((token, at) => [token, at])),
  },
};

/** A sentence-transformers folder with a real ONNX model of a few bytes. */
export const writeTinyModel = (folder: string, kind: Kind, files: Record<string, object> = {}): void => {
  const all: Record<string, object> = {
    'tokenizer.json': TOKENIZER,
    'tokenizer_config.json': { pad_token: '[PAD]', model_max_length: 32 },
    'modules.json': [{ idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' }],
    '1_Pooling/config.json': { pooling_mode_mean_tokens: true },
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), JSON.stringify(content));
  }
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  writeFileSync(path.join(folder, 'onnx/model.onnx'), weights(kind));
};
