import type { FieldValue, Scalar } from '../field-value';

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Numbers in an object mean little without their keys, so of objects only the texts count. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  // Databases keep keys in different orders.
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, inner]) => textsIn(inner));
};

const leavesOf = (value: unknown): Scalar[] => {
  if (isScalar(value)) return [value];
  return Array.isArray(value) ? value.flatMap(leavesOf) : textsIn(value);
};

/** A JSON value as plain values: a scalar as it is, a list flattened, an object by the texts in it. */
export const jsonValue = (value: unknown): FieldValue =>
  isScalar(value) || value === null || value === undefined ? (value ?? null) : leavesOf(value);
