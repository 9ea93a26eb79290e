import { z } from 'zod';

import { isoTimeSchema, sourceSchema } from './common';

const place = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** Columns, one entry for each record that the caller may read. Other lists name a record by its place in them. */
export const mapPointsSchema = z.object({
  documentId: z.array(z.string()),
  /** Places in `sources` and in `locales`. */
  source: z.array(place),
  locale: z.array(place),
  /** Display names; empty where a record has none. */
  name: z.array(z.string()),
  x: z.array(share),
  y: z.array(share),
  /** Places in `tags`. */
  tags: z.array(z.array(place)),
});

/** The map of the live generation. */
export const readyMapSchema = z.object({
  state: z.literal('ready'),
  generation: z.string(),
  computedAt: isoTimeSchema,
  /** Records of the generation, how many of them were placed, and how many of those the caller may not read. */
  records: z.number().int().nonnegative(),
  placed: z.number().int().nonnegative(),
  hidden: z.number().int().nonnegative(),
  sources: z.array(sourceSchema),
  locales: z.array(z.string().nullable()),
  /** As of the index version, the most frequent first. */
  tags: z.array(z.string()),
  points: mapPointsSchema,
  /** Records that differ from what is published. */
  drift: z.array(z.object({ point: place, kind: z.enum(['changed', 'removed']) })),
  /** Up to three records for each point, the nearest first. */
  nearest: z.array(z.array(place)),
  /** Pairs of records that are nearly the same, the most similar first. */
  duplicates: z.array(z.object({ first: place, second: place, cosine: z.number() })),
});

/**
 * GET /index-rebuild/map → 200 with the map, or without an index; 202 while it is computed, which the first
 * request starts.
 */
export const mapSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('empty') }),
  z.object({ state: z.literal('computing'), progress: share }),
  readyMapSchema,
]);
export const mapResponseSchema = z.object({ data: mapSchema });

/** GET /index-rebuild/map/query?q: where a query belongs on the map. */
export const mapQuerySchema = z.strictObject({ q: z.string() });
export const mapPlaceSchema = z.object({
  generation: z.string(),
  /** Null when nothing is about the query. */
  position: z.object({ x: share, y: share }).nullable(),
  /** The nearest records on the map that the caller may read, the nearest first. */
  hits: z.array(
    z.object({ uid: z.string(), documentId: z.string(), locale: z.string().nullable(), score: z.number() })
  ),
});
export const mapPlaceResponseSchema = z.object({ data: mapPlaceSchema });

export type MapPoints = z.infer<typeof mapPointsSchema>;
export type ReadyMap = z.infer<typeof readyMapSchema>;
export type IndexMap = z.infer<typeof mapSchema>;
export type MapResponse = z.infer<typeof mapResponseSchema>;
export type MapPlace = z.infer<typeof mapPlaceSchema>;
export type MapPlaceResponse = z.infer<typeof mapPlaceResponseSchema>;
