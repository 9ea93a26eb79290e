/** Rows of earlier versions, whose records had no content type. Every method may be repeated, by several processes at once. */
export interface EarlierRows {
  /** Whether there are any. */
  exist(): Promise<boolean>;
  /** Gives them the content type that they belong to. */
  setType(uid: string): Promise<void>;
  /** Writes a generation's hash of the index spec as it is computed now. */
  setSpecHash(generation: string, specHash: string): Promise<void>;
}
