/** Appends JSON values to a file, one per line. */
export interface LineWriter {
  write(value: unknown): Promise<void>;
  /** Hands buffered lines to the operating system, so that they survive this process. */
  flush(): Promise<void>;
  /** Flushes to the device. */
  close(): Promise<void>;
}

/** Scratch files of one run, shared by its builder and the Strapi process. */
export interface Workspace {
  writeLines(file: string): Promise<LineWriter>;
  readLines<T>(file: string): AsyncIterable<T>;
  /** May be called again. */
  remove(file: string): Promise<void>;
}
