export type Scalar = string | number | boolean | null;

/** What a field gives a record: nothing structured, so that it is small between processes. */
export type FieldValue = Scalar | Scalar[];

/** Values by field; a field that is empty may be left out. */
export type FieldValues = Record<string, FieldValue>;
