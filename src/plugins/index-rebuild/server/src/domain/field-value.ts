export type Scalar = string | number | boolean | null;

/** What a field gives a record: nothing structured, so that it is small between processes. */
export type FieldValue = Scalar | Scalar[];

/** The value at a path of field names; of lists on the way, the values of all their entries. */
export const valueAt = (value: unknown, path: readonly string[]): unknown => {
  if (path.length === 0 || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map((entry) => valueAt(entry, path));
  const [name, ...rest] = path;
  return valueAt((value as Record<string, unknown>)[name], rest);
};
