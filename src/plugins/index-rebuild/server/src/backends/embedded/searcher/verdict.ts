import type { Bounds, FilterValue, RecordFilter } from '../../../domain/filter';
import { EMPTY, type Values } from './values';

/** What a filter says of a record; null when a field that it compares is empty. */
type Verdict = (record: number) => boolean | null;

const negated = (verdict: boolean | null): boolean | null => (verdict === null ? null : !verdict);

/** `decisive` settles it: false for `and`, true for `or`. Otherwise one unknown leaves it open. */
const combined =
  (verdicts: readonly Verdict[], decisive: boolean): Verdict =>
  (record) => {
    let isOpen = false;
    for (const verdict of verdicts) {
      const said = verdict(record);
      if (said === decisive) return decisive;
      if (said === null) isOpen = true;
    }
    return isOpen ? null : !decisive;
  };

const isWithin = (value: FilterValue, { above, from, below, to }: Bounds): boolean =>
  (above === undefined || value > above) &&
  (from === undefined || value >= from) &&
  (below === undefined || value < below) &&
  (to === undefined || value <= to);

/** Decides once for each different value, so that a record costs one look. */
const byValue = (values: Values, field: string, accepts: (value: FilterValue) => boolean): Verdict => {
  const column = values.columns.get(field);
  if (!column) return () => null;
  const accepted = Uint8Array.from(column.values, (value) => Number(accepts(value)));
  const isAccepted = (code: number): boolean => accepted[code] === 1;
  return (record) => {
    const held = column.held[record];
    if (held === EMPTY) return null;
    return typeof held === 'number' ? isAccepted(held) : held.some(isAccepted);
  };
};

const verdictOf = (filter: RecordFilter, values: Values): Verdict => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return combined(
        filter.of.map((one) => verdictOf(one, values)),
        filter.kind === 'or'
      );
    case 'not': {
      const inner = verdictOf(filter.of, values);
      return (record) => negated(inner(record));
    }
    case 'in': {
      const wanted = new Set(filter.values);
      return byValue(values, filter.field, (value) => wanted.has(value));
    }
    case 'range':
      return byValue(values, filter.field, (value) => isWithin(value, filter.bounds));
    case 'empty': {
      const held = values.columns.get(filter.field)?.held;
      return (record) => held === undefined || held[record] === EMPTY;
    }
  }
};

/** Whether records pass a filter, and are still published as far as is known. */
export const passing = (filter: RecordFilter, values: Values): ((record: number) => boolean) => {
  const verdict = verdictOf(filter, values);
  return (record) => verdict(record) === true && !values.isGone(record);
};
