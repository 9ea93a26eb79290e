import { z } from 'zod';

/** A content type that is indexed, and how its records become text; docs/sources.md explains it. */
export const sourceSchema = z.strictObject({
  uid: z.string().min(1),
  /** The field that names a record. */
  displayName: z.string().min(1).optional(),
  template: z.string().min(1).optional(),
  /** How a record's text is split into passages, each with a vector of its own; null for not at all. */
  passages: z
    .strictObject({
      field: z.string().min(1).optional(),
      context: z.string().default(''),
      maxPerRecord: z.number().int().min(0).max(200).default(24),
      minLength: z.number().int().min(1).max(1000).default(25),
    })
    .nullable()
    .prefault({}),
  filterable: z.array(z.string()).default([]),
  /** Whether a record with nothing but its display name is indexed. */
  nameOnly: z.boolean().default(true),
  /** The relation to the taxonomy that automatic tags are written to; null for no tags. */
  tagField: z.string().min(1).nullable().default(null),
});
