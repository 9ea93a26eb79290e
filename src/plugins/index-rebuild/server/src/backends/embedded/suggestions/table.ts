import { SUGGESTION_KINDS, type SuggestionKind } from '../../../../../shared/contracts';
import { wordsOf } from '../../../domain/analyzer';
import { bytesOf, joinSections, numbersOf, splitSections } from '../lexical/sections';

/** A suggestion before it is written; `records` are places in the generation. */
export type Entry = { text: string; records: readonly number[] };

/** The suggestions of a generation, numbered: kind by kind, and of each kind the best first. */
export type SuggestionTable = {
  readonly texts: readonly string[];
  /** The number after the last of each kind, in the order of SUGGESTION_KINDS. */
  readonly ends: Uint32Array;
  /** Distinct words of all texts, folded, in the order of their code units. */
  readonly words: readonly string[];
  /** Numbers of the words of each suggestion, from `wordStarts[number]` to the next start. */
  readonly wordStarts: Uint32Array;
  readonly wordNumbers: Uint32Array;
  /** Likewise the records that have it. */
  readonly recordStarts: Uint32Array;
  readonly records: Uint32Array;
};

const lines = (texts: Iterable<string>): Uint8Array => new TextEncoder().encode([...texts].join('\n'));
const fromLines = (bytes: Uint8Array): string[] =>
  bytes.length === 0 ? [] : new TextDecoder().decode(bytes).split('\n');

/** Lists one after the other, with where each begins and the last one ends. */
const flattened = (lists: readonly (readonly number[])[]): { starts: Uint32Array; items: Uint32Array } => {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (starts[at + 1] = starts[at] + list.length));
  const items = new Uint32Array(starts[lists.length]);
  lists.forEach((list, at) => items.set(list, starts[at]));
  return { starts, items };
};

/** @param entries Of each kind, the best first. */
export const serialiseSuggestions = (
  entries: Readonly<Record<SuggestionKind, readonly Entry[]>>
): Uint8Array => {
  const kinds = SUGGESTION_KINDS.map((kind) => entries[kind]);
  const all = kinds.flat();
  const ends = kinds.map((_, at) => kinds.slice(0, at + 1).reduce((sum, { length }) => sum + length, 0));
  const words = all.map(({ text }) => wordsOf(text));
  const vocabulary = [...new Set(words.flat())].sort();
  const numbers = new Map(vocabulary.map((word, number) => [word, number]));
  const byWord = flattened(words.map((list) => list.map((word) => numbers.get(word) as number)));
  const byRecord = flattened(all.map(({ records }) => records));
  return joinSections([
    lines(all.map(({ text }) => text)),
    bytesOf(Uint32Array.from(ends)),
    lines(vocabulary),
    ...[byWord.starts, byWord.items, byRecord.starts, byRecord.items].map(bytesOf),
  ]);
};

export const loadSuggestions = (bytes: Uint8Array): SuggestionTable => {
  const [texts, ends, words, wordStarts, wordNumbers, recordStarts, records] = splitSections(bytes);
  return {
    ...{ texts: fromLines(texts), ends: numbersOf(ends), words: fromLines(words) },
    ...{ wordStarts: numbersOf(wordStarts), wordNumbers: numbersOf(wordNumbers) },
    ...{ recordStarts: numbersOf(recordStarts), records: numbersOf(records) },
  };
};

/** What a number of the table stands for. */
export const kindOf = ({ ends }: SuggestionTable, number: number): SuggestionKind =>
  SUGGESTION_KINDS[ends.findIndex((end) => number < end)];
