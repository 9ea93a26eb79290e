import { z } from 'zod';

/** A rule holds for a query that is just its phrase, or for every query that contains it. */
export const RULE_MATCHES = ['query', 'phrase'] as const;
export const RULE_EFFECTS = ['pin', 'hide'] as const;
/** `oneway`: only who searches the phrases also finds the synonyms. */
export const SYNONYM_DIRECTIONS = ['both', 'oneway'] as const;

/** How golden queries are answered by the generation before and by the new one. */
export const goldenReportSchema = z.object({
  queries: z.number().int().nonnegative(),
  /** How many had all their documents among the first hits before; null without a generation before. */
  passedBefore: z.number().int().nonnegative().nullable(),
  passed: z.number().int().nonnegative(),
  /** How many are answered worse than before. */
  droppedCount: z.number().int().nonnegative(),
  /** The first of those, with the documents that are missing. */
  dropped: z.array(
    z.object({
      query: z.string(),
      locale: z.string().nullable(),
      first: z.number().int().positive(),
      missing: z.array(z.object({ uid: z.string(), documentId: z.string() })),
    })
  ),
});

export type GoldenReport = z.infer<typeof goldenReportSchema>;

/** What people have decided about a query, for those who may see how scores come about. */
export const steeringSchema = z.object({
  /** How many documents were put first, and how many left out. */
  pinned: z.number().int().nonnegative(),
  hidden: z.number().int().nonnegative(),
  /** What was searched besides the query, because of synonyms. */
  alsoSearched: z.array(z.string()),
});
