export type Scalar = string | number | boolean | null;

/** What a field gives a record: nothing structured, so that it is small between processes. */
export type FieldValue = Scalar | Scalar[];
