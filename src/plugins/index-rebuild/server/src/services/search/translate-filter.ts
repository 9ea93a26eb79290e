import type { Bounds, RecordFilter } from '../../domain/filter';
import { comparableOf, readBoolean, type Comparable } from './comparable';

const BOUNDS: Record<string, keyof Bounds> = { $gt: 'above', $gte: 'from', $lt: 'below', $lte: 'to' };

/** Thrown within this file for what only the database can decide. */
class Untranslatable extends Error {}

const required = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Untranslatable();
  return value;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Databases and Strapi treat empty groups and lists in ways of their own. */
const someOf = (value: unknown): unknown[] => {
  if (!Array.isArray(value) || value.length === 0) throw new Untranslatable();
  return value;
};

const partsOf = (value: unknown): [string, unknown][] => {
  if (!isObject(value) || Object.keys(value).length === 0) throw new Untranslatable();
  return Object.entries(value);
};

const all = (of: RecordFilter[]): RecordFilter => (of.length === 1 ? of[0] : { kind: 'and', of });

const not = (of: RecordFilter): RecordFilter => ({ kind: 'not', of });

/** The conditions that a field can be given. @throws Untranslatable for values that databases may read differently. */
const conditionsOn = (field: string, { read, equality, order }: Comparable) => ({
  among(values: readonly unknown[]): RecordFilter {
    if (!equality) throw new Untranslatable();
    return { kind: 'in', field, values: values.map((value) => required(read(value))) };
  },
  range(bounds: Partial<Record<keyof Bounds, unknown>>): RecordFilter {
    if (!order) throw new Untranslatable();
    const known = Object.entries(bounds).map(([bound, value]) => [bound, required(read(value))]);
    return { kind: 'range', field, bounds: Object.fromEntries(known) };
  },
  empty(isEmpty: boolean): RecordFilter {
    return isEmpty ? { kind: 'empty', field } : not({ kind: 'empty', field });
  },
});

type Conditions = ReturnType<typeof conditionsOn>;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? someOf(value) : [value]);

const betweenOf = (value: unknown): Pick<Record<keyof Bounds, unknown>, 'from' | 'to'> => {
  const [from, to, ...more] = someOf(value);
  if (more.length > 0) throw new Untranslatable();
  return { from, to };
};

/** One operator, such as `$gte` with `'10'`. */
const operation = (on: Conditions, operator: string, value: unknown): RecordFilter => {
  if (Object.hasOwn(BOUNDS, operator)) return on.range({ [BOUNDS[operator]]: value });
  switch (operator) {
    case '$eq':
      return on.among([value]);
    case '$ne':
      return not(on.among([value]));
    case '$in':
      return on.among(listOf(value));
    case '$notIn':
      return not(on.among(listOf(value)));
    case '$null':
      return on.empty(required(readBoolean(value)));
    case '$notNull':
      return on.empty(!required(readBoolean(value)));
    case '$between':
      return on.range(betweenOf(value));
    case '$not':
      return not(all(partsOf(value).map(([inner, operand]) => operation(on, inner, operand))));
    default:
      throw new Untranslatable();
  }
};

/** One field's condition: a value, several, or operators such as `{ $gte: '10', $lt: '20' }`. */
const conditionOf = (on: Conditions, asked: unknown): RecordFilter =>
  isObject(asked)
    ? all(partsOf(asked).map(([operator, value]) => operation(on, operator, value)))
    : on.among(listOf(asked));

/**
 * Strapi's filters as the searcher evaluates them; null when only the database can.
 *
 * @param typeOf The type of an attribute whose values the searcher has; undefined for every other.
 */
export const translateFilter = (
  filters: object,
  typeOf: (field: string) => string | undefined
): RecordFilter | null => {
  const translate = (asked: unknown): RecordFilter =>
    all(
      partsOf(asked).map(([key, value]): RecordFilter => {
        if (key === '$and' || key === '$or')
          return { kind: key === '$and' ? 'and' : 'or', of: someOf(value).map(translate) };
        if (key === '$not') return not(translate(value));
        return conditionOf(conditionsOn(key, required(comparableOf(typeOf(key)))), value);
      })
    );
  try {
    return translate(filters);
  } catch (error) {
    if (error instanceof Untranslatable) return null;
    throw error;
  }
};
