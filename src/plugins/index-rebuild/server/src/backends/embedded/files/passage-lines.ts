import type { RecordTexts } from '../../../domain/manifest';
import type { Step } from './verified-files';

/** The passages of each record, as shown, in the order of their rows. An array of arrays is one. */
export interface Passages {
  readonly length: number;
  at(record: number): readonly string[] | undefined;
}

const NEWLINE = 10;
/** Lines between two steps. */
const LINES_AT_ONCE = 1024;

/** The texts of each record, in the order of the records. */
export interface TextLines {
  readonly length: number;
  at(record: number): RecordTexts | undefined;
}

/**
 * `FILES.passages` as it was written: a line is parsed when its record is shown, since a page shows few
 * of them and parsing all took as long as everything else that a searcher loads.
 */
export const readTexts = async (bytes: Uint8Array, step: Step): Promise<TextLines> => {
  const starts: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    starts.push(at);
    const end = bytes.indexOf(NEWLINE, at);
    at = end < 0 ? bytes.length : end + 1;
    if (starts.length % LINES_AT_ONCE === 0) await step();
  }
  const decoder = new TextDecoder();
  const lineOf = (record: number): string =>
    decoder.decode(bytes.subarray(starts[record], starts[record + 1] ?? bytes.length));
  return {
    length: starts.length,
    at: (record) => (record < starts.length ? (JSON.parse(lineOf(record)) as RecordTexts) : undefined),
  };
};

/** The passages alone. */
export const readPassages = async (bytes: Uint8Array, step: Step): Promise<Passages> => {
  const texts = await readTexts(bytes, step);
  return { length: texts.length, at: (record) => texts.at(record)?.passages };
};
