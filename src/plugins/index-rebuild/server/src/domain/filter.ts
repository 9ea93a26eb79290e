import type { Scalar } from './field-value';

/** A value that a record can be filtered by: what a field holds when it is not empty. */
export type FilterValue = Exclude<Scalar, null>;

/** Bounds of a range; numbers are compared with numbers, texts (dates as ISO 8601) with texts. */
export type Bounds = { above?: FilterValue; from?: FilterValue; below?: FilterValue; to?: FilterValue };

/**
 * A filter on a record's own fields, as the searcher evaluates it. It decides as SQL does, with three
 * values: a comparison with an empty field is neither true nor false, and neither is its negation.
 */
export type RecordFilter =
  | { kind: 'and' | 'or'; of: readonly RecordFilter[] }
  | { kind: 'not'; of: RecordFilter }
  | { kind: 'in'; field: string; values: readonly FilterValue[] }
  | { kind: 'range'; field: string; bounds: Bounds }
  | { kind: 'empty'; field: string };
