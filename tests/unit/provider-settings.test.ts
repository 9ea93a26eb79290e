import { providerTaggerSchema } from '../../src/plugins/index-rebuild/server/src/config/provider';
import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';

const provider = (change: object = {}): object => ({
  kind: 'openai-compatible',
  baseUrl: 'https://api.example.com/v1/',
  model: 'words',
  dimensions: 64,
  ...change,
});

const problems = (embedder: unknown): string[] =>
  (settingsSchema.safeParse({ embedder }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`
  );

describe('settings of the embedder', () => {
  it.each([undefined, {}, { modelDir: 'models/mine' }, { kind: 'local', modelDir: 'models/mine' }])(
    '%j is the local model',
    (embedder) => {
      const { embedder: read } = settingsSchema.parse({ embedder });
      expect(read).toMatchObject({
        kind: 'local',
        modelDir: embedder?.modelDir ?? '.index-rebuild/models/all-MiniLM-L6-v2-int8',
      });
    }
  );

  it('of a provider have defaults for everything but address, model and dimensions', () => {
    expect(settingsSchema.parse({ embedder: provider() }).embedder).toEqual({
      ...{ kind: 'openai-compatible', baseUrl: 'https://api.example.com/v1', model: 'words', dimensions: 64 },
      ...{ apiKeyEnv: null, batchSize: 32, timeoutMs: 30_000, retries: 4, maxConcurrent: 4 },
      ...{ maxCharacters: null, sendDimensions: false },
    });
  });

  it.each<[string, unknown, string]>([
    ['a kind that does not exist', { kind: 'magic' }, 'embedder.kind: this must be "local" or'],
    ['a provider without an address', { ...provider(), baseUrl: undefined }, 'embedder.baseUrl: '],
    ['a provider without a model', provider({ model: '' }), 'embedder.model: '],
    ['a provider without a width', provider({ dimensions: undefined }), 'embedder.dimensions: '],
    ['a key of the other kind', provider({ modelDir: 'models/mine' }), 'modelDir'],
    ['an empty batch', provider({ batchSize: 0 }), 'embedder.batchSize: '],
    ...[
      'ftp://example.com',
      'api.example.com/v1',
      'https://me:secret@example.com/v1',
      'https://example.com/v1?key=secret',
    ].map((baseUrl): [string, unknown, string] => [
      `the address ${baseUrl}`,
      provider({ baseUrl }),
      'embedder.baseUrl: this is not an address',
    ]),
    [
      'the key itself',
      provider({ apiKeyEnv: 'sk-secret' }),
      'embedder.apiKeyEnv: this must be the name of an environment variable',
    ],
    ['something else', 'openai', 'embedder: '],
  ])('refuse %s and name the setting', (_, embedder, says) => {
    const told = problems(embedder);
    expect(told.join('\n')).toContain(says);
    expect(told.join('\n')).not.toContain('secret');
  });
});

describe('settings of a tagging provider', () => {
  it('have defaults for everything but address and model', () => {
    const { kind, baseUrl, model } = provider() as Record<string, unknown>;
    expect(providerTaggerSchema.parse({ kind, baseUrl, model })).toMatchObject({
      maxTags: 8,
      answerFormat: 'json_object',
      temperature: 0,
      retries: 4,
      apiKeyEnv: null,
    });
  });
});
