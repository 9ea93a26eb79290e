import { z } from 'zod';

/** A point in time as ISO 8601 text, e.g. `2026-01-31T12:00:00.000Z`. */
export const isoTimeSchema = z.iso.datetime({ offset: true });

/** What went wrong: a code of the error registry (docs/errors.md) and a sentence that says what to do. */
export const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
});

/** A content type that is indexed. */
export const sourceSchema = z.object({
  uid: z.string(),
  /** Its display name. */
  label: z.string(),
  isSingleType: z.boolean(),
});

export const paginationSchema = z.object({
  page: z.number().int().positive(),
  pageSize: z.number().int().positive(),
  pageCount: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});

export type SourceInfo = z.infer<typeof sourceSchema>;
export type ErrorInfo = z.infer<typeof errorSchema>;
export type Pagination = z.infer<typeof paginationSchema>;
