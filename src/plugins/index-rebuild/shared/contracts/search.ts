import { z } from 'zod';

import type { DriftLevel } from './drift';

/** How records are ranked: by meaning and words together, by meaning alone, by words alone. */
export const SEARCH_MODES = ['hybrid', 'semantic', 'lexical'] as const;

export type SearchMode = (typeof SEARCH_MODES)[number];

const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((text) => text === 'true');

const count = (least: number) => z.coerce.number().int().min(least).optional();

/** `pagination[page]` and `[pageSize]`, or `[start]` and `[limit]`, as everywhere in Strapi. */
export const searchPaginationSchema = z
  .strictObject({ page: count(1), pageSize: count(1), start: count(0), limit: count(1), withCount: z.unknown() })
  .partial()
  .refine(
    ({ page, pageSize, start, limit }) =>
      (page === undefined && pageSize === undefined) || (start === undefined && limit === undefined),
    'use page and pageSize, or start and limit, and not both'
  );

/** Query of GET /api/search and, without `q` and `mode`, of GET /api/search/similar/:documentId. */
export const searchQuerySchema = z.object({
  mode: z.enum(SEARCH_MODES).default('hybrid'),
  /** Short for `pagination[limit]`. */
  limit: count(1),
  pagination: searchPaginationSchema.optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,35}$/, 'a language code such as "en"')
    .optional(),
  /** Adds the passage that fits best to each record. */
  highlight: flag,
  /** Adds the parts of the score to each record, for those who may see them. */
  explain: flag,
});

export type SearchQuery = z.infer<typeof searchQuerySchema>;

export type SearchMeta = {
  /** The generation that the whole answer comes from. */
  generation: string;
  mode: SearchMode;
  /** How far what is published has moved on since; null until it is known. */
  drift: DriftLevel | null;
  /** Milliseconds on the server. */
  took: number;
  pagination: {
    page: number;
    pageSize: number;
    pageCount: number;
    /** How many records can be paged through. */
    total: number;
    /** Whether there are more than can be paged through. */
    capped: boolean;
  };
};
