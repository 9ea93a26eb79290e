export type EmbedderInfo = { model: string; modelHash: string; dimensions: number };

/** Turns texts into unit vectors. */
export interface Embedder {
  readonly info: EmbedderInfo;
  /** @returns Row-major unit vectors, `texts.length × dimensions`. */
  embed(texts: readonly string[]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Embeds batches side by side on the worker pool; `width` batches keep it busy. */
export interface EmbedderPool extends Embedder {
  readonly width: number;
  readonly batchSize: number;
}
