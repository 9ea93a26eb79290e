/** The folder that holds the generations, each in a directory of its own. */
export interface GenerationFolder {
  /** Names of the directories that are there, complete or not. */
  names(): Promise<string[]>;
  has(name: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Removes one file of a directory. */
  removeFile(name: string, file: string): Promise<void>;
  /** Bytes that a user of this machine may still write there. */
  freeBytes(): Promise<number>;
}
