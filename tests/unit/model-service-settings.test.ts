import { serviceTaggerSchema } from '../../src/plugins/index-rebuild/server/src/config/model-service';
import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';

const service = (change: object = {}): object => ({
  kind: 'openai-compatible',
  baseUrl: 'https://api.example.com/v1/',
  model: 'words',
  dimensions: 64,
  ...change,
});

const problems = (embedder: unknown): string[] =>
  (settingsSchema.safeParse({ embedder }).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('settings of the embedder', () => {
  it.each([undefined, {}, { modelDir: 'models/mine' }, { kind: 'local', modelDir: 'models/mine' }])('%j is the local model', (embedder) => {
    const { embedder: read } = settingsSchema.parse({ embedder });
    expect(read).toMatchObject({ kind: 'local', modelDir: embedder?.modelDir ?? '.cache/models/all-MiniLM-L6-v2-int8' });
  });

  it('of a service have defaults for all but address, model and width', () => {
    expect(settingsSchema.parse({ embedder: service() }).embedder).toEqual({
      ...{ kind: 'openai-compatible', baseUrl: 'https://api.example.com/v1', model: 'words', dimensions: 64 },
      ...{ apiKeyEnv: null, batchSize: 32, timeoutMs: 30_000, retries: 4, maxConcurrent: 4 },
      ...{ maxCharacters: null, sendDimensions: false },
    });
  });

  it.each<[string, unknown, string]>([
    ['a kind that does not exist', { kind: 'magic' }, 'embedder.kind: this is "local" or'],
    ['a service without an address', { ...service(), baseUrl: undefined }, 'embedder.baseUrl: '],
    ['a service without a model', service({ model: '' }), 'embedder.model: '],
    ['a service without a width', service({ dimensions: undefined }), 'embedder.dimensions: '],
    ['a key of the other kind', service({ modelDir: 'models/mine' }), 'modelDir'],
    ['an empty batch', service({ batchSize: 0 }), 'embedder.batchSize: '],
    ...['ftp://example.com', 'api.example.com/v1', 'https://me:secret@example.com/v1', 'https://example.com/v1?key=secret'].map(
      (baseUrl): [string, unknown, string] => [`the address ${baseUrl}`, service({ baseUrl }), 'embedder.baseUrl: this is no address']
    ),
    ['the key itself', service({ apiKeyEnv: 'sk-secret' }), 'embedder.apiKeyEnv: this is to name an environment variable'],
    ['something else', 'openai', 'embedder: '],
  ])('refuse %s and name the setting', (_, embedder, says) => {
    const told = problems(embedder);
    expect(told.join('\n')).toContain(says);
    expect(told.join('\n')).not.toContain('secret');
  });
});

describe('settings of a tagging service', () => {
  it('have defaults for all but address and model', () => {
    const { kind, baseUrl, model } = service() as Record<string, unknown>;
    expect(serviceTaggerSchema.parse({ kind, baseUrl, model })).toMatchObject({
      maxTags: 8, answerFormat: 'json_object', temperature: 0, retries: 4, apiKeyEnv: null,
    });
  });
});
