import { z } from 'zod';

import { SEARCH_STATES } from '../constants';
import { errorSchema, isoTimeSchema, paginationSchema, sourceSchema } from './common';

/** How a record differs from the live generation: missing there, different there, or only there. */
export const DRIFT_KINDS = ['added', 'changed', 'removed'] as const;

/**
 * Why: `text` and `filterable` are edits, `index spec` and `model` a changed configuration. `unindexable`
 * is published, but no longer has a valid text: a rebuild would leave it out.
 */
export const DRIFT_CAUSES = [
  'published',
  'text',
  'filterable',
  'spec',
  'model',
  'deleted',
  'unpublished',
  'unindexable',
] as const;

export const DRIFT_LEVELS = ['none', 'notice', 'warning'] as const;

/**
 * Why search does not find a record as it is now: `pending` takes a few seconds, `limit` means that the
 * overlay is full, `spec` that the index is configured differently by now, `embedder` that it cannot be used
 * and is tried again, `refused` that it did not accept the record's text.
 */
export const OVERLAY_WAITS = ['pending', 'limit', 'spec', 'embedder', 'refused'] as const;

const count = z.number().int().nonnegative();

/** Whether search finds a record as it is now although the live generation has it differently or not at all. */
export const overlayStateSchema = z.object({
  /** Null when it is not found as it is. */
  searchableSince: isoTimeSchema.nullable(),
  /** Null when it is found, is removed, or the overlay is turned off. */
  waitsFor: z.enum(OVERLAY_WAITS).nullable(),
});

/** How far the published records and the live generation differ. */
export const driftSchema = z.object({
  added: count,
  changed: count,
  removed: count,
  /** Of the live generation's records: 0.1 is every tenth. Can be above 1. */
  share: z.number().nonnegative(),
  level: z.enum(DRIFT_LEVELS),
  /** When the oldest difference was noticed; null when there is none. */
  since: isoTimeSchema.nullable(),
  /** How many of those added and changed are searchable already. */
  searchable: count,
});

/** One record that differs. Its content type, `documentId` and `locale` make the path to it in the Content Manager. */
export const driftItemSchema = sourceSchema.extend({
  documentId: z.string(),
  locale: z.string().nullable(),
  /** Display name; null when it is no longer known or the caller may not read the record. */
  name: z.string().nullable(),
  kind: z.enum(DRIFT_KINDS),
  cause: z.enum(DRIFT_CAUSES),
  since: isoTimeSchema,
  ...overlayStateSchema.shape,
});

export const driftDetailsSchema = driftSchema.extend({
  /** What is compared with. */
  generation: z.string(),
  /** When every record was last compared. */
  checkedAt: isoTimeSchema.nullable(),
  /** What a rebuild now would embed; seconds are null before the first rebuild that embedded anything. */
  estimate: z.object({ records: count, seconds: z.number().nonnegative().nullable() }),
});

/** GET /index-rebuild/drift?page&pageSize&kind, oldest difference first. */
export const listDriftQuerySchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
  kind: z.enum(DRIFT_KINDS).optional(),
});
export const listDriftResponseSchema = z.object({
  data: z.array(driftItemSchema),
  meta: z.object({ pagination: paginationSchema, drift: driftDetailsSchema.nullable() }),
});

/** POST /index-rebuild/drift/check → 200 when every record has been compared. */
export const checkDriftResponseSchema = z.object({ data: driftDetailsSchema.nullable() });

/**
 * What the live generation holds of one record: `indexed` as published, `changed` and `added`
 * not yet, `removed` still holds it although search hides it, `unindexable` nothing and never will,
 * `draft` nothing, since it is not published. `none`: there is no live generation.
 */
export const RECORD_STATES = [
  'none',
  'indexed',
  'changed',
  'added',
  'removed',
  'unindexable',
  'draft',
] as const;

/** GET /index-rebuild/drift/records/:documentId?uid&locale; `uid` names the content type. */
export const recordStateQuerySchema = z.object({
  uid: z.string().max(300),
  locale: z.string().max(35).optional(),
});
export const recordStateSchema = z.object({
  state: z.enum(RECORD_STATES),
  /** The same as the lists show it. */
  inSearch: z.enum(SEARCH_STATES),
  cause: z.enum(DRIFT_CAUSES).nullable(),
  since: isoTimeSchema.nullable(),
  /** Why it cannot be indexed. */
  problem: errorSchema.nullable(),
  ...overlayStateSchema.shape,
});
/** Null for a content type that is not a source. */
export const recordStateResponseSchema = z.object({ data: recordStateSchema.nullable() });

/** Documents whose states one request asks for: the longest page that the Content Manager shows. */
const MAX_LISTED = 1_000;

/**
 * POST /index-rebuild/drift/states: the states of a page of records of one content type and locale, which is
 * null for a content type without locales.
 */
export const listStatesRequestSchema = z.strictObject({
  uid: z.string().max(300),
  locale: z.string().max(35).nullable().default(null),
  documentIds: z.array(z.string().max(255)).max(MAX_LISTED),
});
/**
 * `changed` is published otherwise than it is in the live generation, or beside it; `waiting` is published and
 * neither in it nor beside it; `not-indexed` is published and cannot be in it.
 */
export const listedStateSchema = z.object({
  documentId: z.string(),
  state: z.enum(SEARCH_STATES),
  /** Why it cannot be indexed. */
  problem: errorSchema.nullable(),
  ...overlayStateSchema.shape,
});
/** Empty for a content type that is not a source. */
export const listStatesResponseSchema = z.object({ data: z.array(listedStateSchema) });

export type DriftKind = (typeof DRIFT_KINDS)[number];
export type DriftCause = (typeof DRIFT_CAUSES)[number];
export type DriftLevel = (typeof DRIFT_LEVELS)[number];
export type OverlayWait = (typeof OVERLAY_WAITS)[number];
export type OverlayState = z.infer<typeof overlayStateSchema>;
export type Drift = z.infer<typeof driftSchema>;
export type DriftItem = z.infer<typeof driftItemSchema>;
export type DriftDetails = z.infer<typeof driftDetailsSchema>;
export type ListDriftQuery = z.infer<typeof listDriftQuerySchema>;
export type ListDriftResponse = z.infer<typeof listDriftResponseSchema>;
export type CheckDriftResponse = z.infer<typeof checkDriftResponseSchema>;
export type ListStatesRequest = z.infer<typeof listStatesRequestSchema>;
export type ListedState = z.infer<typeof listedStateSchema>;
export type ListStatesResponse = z.infer<typeof listStatesResponseSchema>;
export type RecordState = z.infer<typeof recordStateSchema>;
export type RecordStateResponse = z.infer<typeof recordStateResponseSchema>;
