export type EmbedderInfo = {
  model: string;
  modelHash: string;
  dimensions: number;
  /** Codes of the languages that the model was trained for, such as "en"; null if nobody has said. */
  languages: readonly string[] | null;
};

/** Some models are trained with another prefix for what is searched for than for what is found. */
export type TextRole = 'query' | 'passage';

/** A model on this machine's disk. The path is absolute. */
export type LocalEmbedder = { kind: 'local'; modelDir: string };

/** A provider that speaks the OpenAI HTTP protocol. */
export type ProviderEndpoint = {
  /** Without a trailing slash, such as `https://api.example.com/v1`. */
  baseUrl: string;
  model: string;
  /** Name of the environment variable that holds the key; null for a provider that asks for none. */
  apiKeyEnv: string | null;
  /** For one try, including the whole response. */
  timeoutMs: number;
  /** Tries after the first. */
  retries: number;
  /** Concurrent requests. */
  maxConcurrent: number;
  /** Texts are cut after this many characters; null for never. */
  maxCharacters: number | null;
};

export type ProviderEmbedder = ProviderEndpoint & {
  kind: 'openai-compatible';
  dimensions: number;
  /** Whether the provider is asked for `dimensions` or has a fixed width. */
  sendDimensions: boolean;
  /** Texts per request. */
  batchSize: number;
};

/** Which embedder to open. Sent between processes, so it names the key's variable and not the key. */
export type EmbedderChoice = LocalEmbedder | ProviderEmbedder;

/** Turns texts into unit vectors. */
export interface Embedder {
  readonly info: EmbedderInfo;
  /**
   * @param role What the texts are; `passage` if left out.
   * @returns Row-major unit vectors, `texts.length × dimensions`.
   * @throws EMBEDDING_FAILED when a text is at fault, else EMBEDDER_UNAVAILABLE.
   */
  embed(texts: readonly string[], role?: TextRole): Promise<Float32Array>;
  /** Whether the model's own vocabulary has a word; left out where the vocabulary is not at hand. */
  knowsWord?(word: string): boolean;
  /** Whether it has the word or reads it in long parts; left out where the vocabulary is not at hand. */
  readsWord?(word: string): boolean;
  close(): Promise<void>;
}

/** Embeds batches side by side; `width` batches keep it busy. */
export interface EmbedderPool extends Embedder {
  readonly width: number;
  readonly batchSize: number;
  /** Starts what the first batch would start, since one is to be expected. Does not throw. */
  prepare(): void;
}
