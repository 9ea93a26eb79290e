import type { FieldFactor } from './lexical-index';
import { bytesOf, bytesOfLines, linesOf, numbersOf } from './sections';

/**
 * Which field each stem of the records is from. The stems of a field lie next to each other: a segment. Those
 * of all records follow each other as their stems do.
 */
export type FieldSegments = {
  /** The fields of all content types, by number. */
  fields: readonly { uid: string; field: string }[];
  /** Where each record begins in `starts` and `numbers`; one entry more than there are records. */
  first: Uint32Array;
  /** The position of each segment's first stem. */
  starts: Uint32Array;
  /** The number of each segment's field. */
  numbers: Uint32Array;
};

/** Neither a uid nor a field's path has a space. */
const nameOf = (uid: string, field: string): string => `${uid} ${field}`;

/** Collects the segments of records that are added one after the other. */
export const createSegmentsBuilder = () => {
  const known = new Map<string, number>();
  const first = [0];
  const starts: number[] = [];
  const numbers: number[] = [];
  return {
    /** @param start The position of the first of its stems. */
    addField(uid: string, field: string, start: number): void {
      const name = nameOf(uid, field);
      const number = known.get(name) ?? known.size;
      known.set(name, number);
      starts.push(start);
      numbers.push(number);
    },
    endRecord(): void {
      first.push(starts.length);
    },
    serialise: (): Uint8Array[] => [
      bytesOfLines([...known.keys()]),
      ...[first, starts, numbers].map((column) => bytesOf(Uint32Array.from(column))),
    ],
  };
};

/** @param sections What `serialise` gave; null for a file of an earlier version. */
export const loadSegments = (sections: readonly Uint8Array[]): FieldSegments | null => {
  if (sections.length < 4) return null;
  const [names, ...columns] = sections;
  // Copies: the file is not needed after this.
  const [first, starts, numbers] = columns.map((bytes) => numbersOf(bytes).slice());
  const fields = linesOf(names).map((line) => {
    const [uid, field] = line.split(' ');
    return { uid, field };
  });
  return { fields, first, starts, numbers };
};

/** By what the stem at a position of a record counts. */
export type FactorAt = (record: number, position: number) => number;

/** Null when every field counts once. */
export const factorsAt = (
  { fields, first, starts, numbers }: FieldSegments,
  factorOf: FieldFactor
): FactorAt | null => {
  const factors = fields.map(({ uid, field }) => factorOf(uid, field));
  if (factors.every((factor) => factor === 1)) return null;
  return (record, position) => {
    let at = first[record + 1] - 1;
    while (starts[at] > position) at -= 1;
    return factors[numbers[at]];
  };
};
