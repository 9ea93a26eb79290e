export type GenerationInfo = { records: number; recipeHash: string; model: string; bytes: number };

/** What the database knows of generations. The catalog's pointer, not this, says which one is live. */
export interface GenerationStore {
  create(name: string, run: string): Promise<void>;
  ready(name: string, info: GenerationInfo): Promise<void>;
  /** Marks it live and the one before it retired. */
  live(name: string): Promise<void>;
  discard(name: string): Promise<void>;
  /** Retired generations, the latest first. */
  retired(): Promise<string[]>;
}
