import {
  modelHash,
  type ModelDescription,
} from '../../src/plugins/index-rebuild/server/src/adapters/onnx/model-files';
import { pool } from '../../src/plugins/index-rebuild/server/src/adapters/onnx/pooling';

describe('the vector of a text', () => {
  /** Two texts, the second of which is padded; two dimensions. */
  const batch = { ids: new BigInt64Array(4), mask: BigInt64Array.of(1n, 1n, 1n, 0n), width: 2 };
  const hidden = Float32Array.of(3, 0, 0, 3, 0, 5, 99, 99);
  const half = Math.SQRT1_2;

  it('is the mean of its tokens, without the padding', () => {
    const rows = pool(hidden, batch, { pooling: 'mean', dimensions: 2 });
    [half, half, 0, 1].forEach((value, at) => expect(rows[at]).toBeCloseTo(value));
  });

  it('is its first token’s', () => {
    expect([...pool(hidden, batch, { pooling: 'cls', dimensions: 2 })]).toEqual([1, 0, 0, 1]);
  });

  it('is what the model gives, scaled to length 1', () => {
    const given = Float32Array.of(0, 2, -4, 0);
    expect([...pool(given, batch, { pooling: 'none', dimensions: 2 })]).toEqual([0, 1, -1, 0]);
  });
});

describe('the hash of a model', () => {
  const model: ModelDescription = {
    ...{ id: 'm', dimensions: 384, maxTokens: 256, pooling: 'mean', file: 'model.onnx' },
    prefixes: { query: '', passage: '' },
    languages: ['en'],
    sha256: {
      'model.onnx': 'e5035a27bf4aede639a00fc6aa4231ab871710610ac80fd60ff35ce73c03800a',
      'tokenizer.json': '07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904',
      'tokenizer_config.json': 'e10bb633ba0d7f69ed342ae7de607f36b39ce53b455fbda69c71700bf57e6f66',
    },
  };
  const hash = modelHash(model);

  it('is for the default model what it was in every version, so that indexes stay valid', () => {
    expect(hash).toBe('00a81b984df3be71a0cc8036c1623ffe38a717fba6c4f7fe7c9fcce4c3475527');
  });

  it.each<[string, Partial<ModelDescription>]>([
    ['pooling', { pooling: 'cls' }],
    ['limit', { maxTokens: 512 }],
    ['output', { output: 'last_hidden_state' }],
    ['prefix of queries', { prefixes: { query: 'query: ', passage: '' } }],
    ['prefix of passages', { prefixes: { query: '', passage: 'passage: ' } }],
    ['files', { sha256: { ...model.sha256, 'tokenizer.json': '0' } }],
  ])('differs with its %s', (_, change) => {
    expect(modelHash({ ...model, ...change })).not.toBe(hash);
  });

  it('does not differ with what decides no vector', () => {
    expect(modelHash({ ...model, id: 'renamed', languages: null })).toBe(hash);
  });
});
