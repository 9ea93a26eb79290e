export type EmbedderInfo = { model: string; modelHash: string; dimensions: number };

/** The model that lies on this machine's disk. The path is absolute. */
export type LocalEmbedder = { kind: 'local'; modelDir: string };

/** A provider that speaks the OpenAI HTTP protocol. */
export type ProviderEndpoint = {
  /** Without a slash at its end, such as `https://api.example.com/v1`. */
  baseUrl: string;
  model: string;
  /** Name of the environment variable that holds the key; null for a provider that asks for none. */
  apiKeyEnv: string | null;
  /** For one try, its whole answer included. */
  timeoutMs: number;
  /** Tries after the first. */
  retries: number;
  /** Requests under way at a time. */
  maxConcurrent: number;
  /** Texts are cut after so many characters; null for never. */
  maxCharacters: number | null;
};

export type ProviderEmbedder = ProviderEndpoint & {
  kind: 'openai-compatible';
  dimensions: number;
  /** Whether the provider is asked for `dimensions` or gives them by itself. */
  sendDimensions: boolean;
  /** Texts a request. */
  batchSize: number;
};

/** Which embedder to open. Crosses process borders, so it names the key's variable and not the key. */
export type EmbedderChoice = LocalEmbedder | ProviderEmbedder;

/** Turns texts into unit vectors. */
export interface Embedder {
  readonly info: EmbedderInfo;
  /**
   * @returns Row-major unit vectors, `texts.length × dimensions`.
   * @throws EMBEDDING_FAILED because of one of the texts, EMBEDDER_UNAVAILABLE whatever they are.
   */
  embed(texts: readonly string[]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Embeds batches side by side; `width` batches keep it busy. */
export interface EmbedderPool extends Embedder {
  readonly width: number;
  readonly batchSize: number;
}
