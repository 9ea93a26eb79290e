import type { FileEntry, Manifest } from '../domain/manifest';

export interface LineWriter {
  write(value: unknown): Promise<void>;
  /** Hands what is gathered to the operating system, so that it outlives this process. */
  flush(): Promise<void>;
  /** Flushes to the device. */
  close(): Promise<void>;
}

/** A file of float32 rows, all `dimensions` wide. */
export interface VectorWriter {
  append(rows: Float32Array): Promise<void>;
  close(): Promise<void>;
}

export interface VectorReader {
  readonly rows: number;
  /** `count` rows from `first` on, row-major. */
  read(first: number, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** The directory of the generation that is being built. */
export interface Staging {
  pathOf(file: string): string;
  writeLines(file: string): Promise<LineWriter>;
  writeBytes(file: string, bytes: Uint8Array): Promise<void>;
  readLines<T>(file: string): AsyncIterable<T>;
  writeVectors(file: string): Promise<VectorWriter>;
  readVectors(file: string, dimensions: number): Promise<VectorReader>;
  remove(file: string): Promise<void>;
  /** Flushes a file written by somebody else, then gives its size and checksum. */
  seal(file: string): Promise<FileEntry>;
  /** By temporary file and rename, after which the directory is a generation. */
  writeManifest(manifest: Manifest): Promise<void>;
}

/** Vectors of earlier work by fingerprint, so that unchanged text is not embedded twice. */
export interface VectorCache {
  find(fingerprint: string): Promise<Float32Array | null>;
  close(): Promise<void>;
}
