import { z } from 'zod';

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
    'this is no address such as "https://api.example.com/v1": http or https, without a user, a query or a key in it'
  )
  .transform((url) => url.replace(/\/+$/, ''));

/** The name of a variable; a key itself has other characters and is refused without being quoted. */
const apiKeyEnvSchema = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]*$/,
    'this is to name an environment variable, such as "EMBEDDINGS_API_KEY", and not to be the key'
  )
  .nullable()
  .default(null);

/** What every provider that speaks the OpenAI HTTP protocol needs. */
const endpointFields = {
  kind: z.literal('openai-compatible'),
  baseUrl: baseUrlSchema,
  model: z.string().min(1),
  apiKeyEnv: apiKeyEnvSchema,
  /** For one try, its whole answer included. */
  timeoutMs: z.number().int().min(50).max(600_000).default(30_000),
  /** Tries after the first. */
  retries: z.number().int().min(0).max(20).default(4),
  /** Requests under way at a time. */
  maxConcurrent: z.number().int().min(1).max(64).default(4),
  /** Texts are cut after so many characters, for models that refuse long ones. */
  maxCharacters: z.number().int().min(100).nullable().default(null),
};

const localEmbedderSchema = z.strictObject({
  kind: z.literal('local'),
  /** A folder with model.onnx, tokenizer.json, tokenizer_config.json and model.json. */
  modelDir: z.string().min(1).default('.cache/models/all-MiniLM-L6-v2-int8'),
});

const providerEmbedderSchema = z.strictObject({
  ...endpointFields,
  dimensions: z.number().int().min(1).max(16_384),
  /** For models that give vectors of more than one width. */
  sendDimensions: z.boolean().default(false),
  batchSize: z.number().int().min(1).max(2048).default(32),
});

/** Settings without `kind` mean the local part. */
const orLocal = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !('kind' in value) ? { kind: 'local', ...value } : value;

export const embedderSchema = z.preprocess(
  orLocal,
  z.discriminatedUnion('kind', [localEmbedderSchema, providerEmbedderSchema], {
    error: 'this is "local" or "openai-compatible"',
  })
);

/** A tagger that is a chat model of a provider. */
export const providerTaggerSchema = z.strictObject({
  ...endpointFields,
  /** Most tags of a record. */
  maxTags: z.number().int().min(1).max(50).default(8),
  /** How the provider is asked for JSON: few understand all three. */
  answerFormat: z.enum(['json_object', 'json_schema', 'text']).default('json_object'),
  /** Null for models that let nobody choose it. */
  temperature: z.number().min(0).max(2).nullable().default(0),
});
