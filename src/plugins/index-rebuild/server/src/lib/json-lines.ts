import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** Appends JSON values to a file, one per line. */
export type LineWriter = {
  write(value: unknown): Promise<void>;
  /** Hands buffered lines to the operating system, so that they survive this process. */
  flush(): Promise<void>;
  /** Flushes to the device. */
  close(): Promise<void>;
};

const FLUSH_AT = 1 << 18;

/** Node's readline also ends a line at U+2028 and U+2029, which JSON leaves as they are. */
const LINE_SEPARATORS = /[\u2028\u2029]/g;

const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(LINE_SEPARATORS, (character) =>
    character === '\u2028' ? '\\u2028' : '\\u2029'
  )}\n`;

/** Writes one JSON value per line, buffered into larger writes. */
export const openLineWriter = async (path: string): Promise<LineWriter> => {
  const file = await open(path, 'w');
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    // Unlike `write`, which may stop short on a disk that is nearly full.
    if (text) await file.appendFile(text);
  };
  return {
    async write(value) {
      pending += jsonLine(value);
      if (pending.length >= FLUSH_AT) await flush();
    },
    flush,
    async close() {
      await flush();
      await file.sync();
      await file.close();
    },
  };
};

/** Reads one JSON value per line. */
export async function* readJsonLines<T>(path: string): AsyncGenerator<T> {
  const input = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line) yield JSON.parse(line) as T;
    }
  } finally {
    input.destroy();
  }
}

/** Like `readJsonLines`, but stops at the first line that a crash cut short or damaged. */
export async function* readSoundJsonLines<T>(path: string): AsyncGenerator<T> {
  try {
    yield* readJsonLines<T>(path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
