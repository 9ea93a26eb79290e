import { z } from 'zod';

import { modelDirIn, setupDirOf } from '../domain/setup-folder';

const isPlainAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash
  );
};

const baseUrlSchema = z
  .string()
  .refine(
    isPlainAddress,
    'this is not an address such as "https://api.example.com/v1": http or https, without a user, a query or a key'
  )
  .transform((url) => url.replace(/\/+$/, ''));

/** The name of a variable; a key itself has other characters and is refused without being quoted. */
const apiKeyEnvSchema = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]*$/,
    'this must be the name of an environment variable, such as "EMBEDDINGS_API_KEY", not the key itself'
  )
  .nullable()
  .default(null);

/** What every provider that speaks the OpenAI HTTP protocol needs. */
const endpointFields = {
  kind: z.literal('openai-compatible'),
  baseUrl: baseUrlSchema,
  model: z.string().min(1),
  apiKeyEnv: apiKeyEnvSchema,
  /** For one try, including the whole response. */
  timeoutMs: z.number().int().min(50).max(600_000).default(30_000),
  /** Tries after the first. */
  retries: z.number().int().min(0).max(20).default(4),
  /** Concurrent requests. */
  maxConcurrent: z.number().int().min(1).max(64).default(4),
  /** Texts are cut after this many characters, for models that refuse long ones. */
  maxCharacters: z.number().int().min(100).nullable().default(null),
};

const localEmbedderSchema = z.strictObject({
  kind: z.literal('local'),
  /** The folder of a model that `setup` has prepared; relative to the application's root. */
  modelDir: z
    .string()
    .min(1)
    .default(() => modelDirIn(setupDirOf(process.env))),
});

const providerEmbedderSchema = z.strictObject({
  ...endpointFields,
  dimensions: z.number().int().min(1).max(16_384),
  /** For models that give vectors of more than one width. */
  sendDimensions: z.boolean().default(false),
  batchSize: z.number().int().min(1).max(2048).default(32),
});

/** Settings without `kind` mean `local`. */
const orLocal = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !('kind' in value) ? { kind: 'local', ...value } : value;

export const embedderSchema = z.preprocess(
  orLocal,
  z.discriminatedUnion('kind', [localEmbedderSchema, providerEmbedderSchema], {
    error: 'this must be "local" or "openai-compatible"',
  })
);

/** A provider's chat model as tagger. */
export const providerTaggerSchema = z.strictObject({
  ...endpointFields,
  /** Maximum number of tags per record. */
  maxTags: z.number().int().min(1).max(50).default(8),
  /** How the provider is asked for JSON: few providers understand all three. */
  answerFormat: z.enum(['json_object', 'json_schema', 'text']).default('json_object'),
  /** Null for models that do not let it be set. */
  temperature: z.number().min(0).max(2).nullable().default(0),
});
