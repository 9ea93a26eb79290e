import { z } from 'zod';

import { FORMER_FORMS } from './former-fingerprint';

/** The version of the files' layout; manifest-versions.ts reads earlier ones, and newer ones are refused. */
export const MANIFEST_VERSION = 3;

export const FILES = {
  manifest: 'manifest.json',
  index: 'index.faiss',
  vectors: 'vectors.f32',
  passages: 'passages.jsonl',
  lexical: 'lexical.bin',
  /** `FieldValues` of each record, a line each, in their order; generations of earlier versions lack it. */
  values: 'values.jsonl',
  /** Generations of earlier versions lack it. */
  suggestions: 'suggestions.bin',
  /** Exists only during the build: the records whose vectors are written. */
  stagedRecords: 'records.jsonl',
  /** The map, computed when it is first opened: not part of the generation, and not in its manifest. */
  projection: 'projection.json',
} as const;

export const fileSchema = z.object({
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const recordSchema = z.object({
  uid: z.string(),
  documentId: z.string(),
  locale: z.string().nullable(),
  fingerprint: z.string(),
  /** Hash of the text alone; manifests of earlier versions lack it. */
  textHash: z.string().optional(),
  /** How many rows of the index belong to this record; rows follow the order of the records. */
  rows: z.number().int().positive(),
  /** Start of the SHA-256 of the record's vectors. */
  checksum: z.string(),
});

/** A record whose vectors are written: a line of `FILES.stagedRecords`. */
export const stagedEntrySchema = recordSchema;
export type StagedEntry = z.infer<typeof recordSchema>;

/** What finding a record's vectors takes, in partial builds of every version. */
export const cachedEntrySchema = recordSchema.pick({ fingerprint: true, rows: true, checksum: true });
export type CachedEntry = z.infer<typeof cachedEntrySchema>;

/** A record's texts: a line of `FILES.passages`, in the order of the records. */
export type RecordTexts = {
  /** Display name; empty when it has none. */
  name: string;
  /** Its passages, without the whole record, in the order of their rows. */
  passages: string[];
  fields: Record<string, string>;
  /** Left out for a content type without locales. */
  locale?: string;
  /** Its tags. */
  tags?: string[];
};

const sourceSpecSchema = z.object({
  uid: z.string(),
  template: z.string(),
  displayName: z.string(),
  filterable: z.array(z.string()).readonly(),
  passages: z
    .object({
      field: z.string(),
      context: z.string(),
      maxPerRecord: z.number().int(),
      minLength: z.number().int(),
    })
    .nullable(),
});

const indexSpecSchema = z.object({
  sources: z.array(sourceSpecSchema).min(1).readonly(),
  model: z.string(),
  modelHash: z.string(),
  dimensions: z.number().int().positive(),
});

/** What a generation holds. Written last: a directory without it is not a generation. */
export const manifestSchema = z.object({
  version: z.literal(MANIFEST_VERSION),
  generation: z.string(),
  run: z.string(),
  createdAt: z.string(),
  spec: indexSpecSchema,
  specHash: z.string(),
  /** How its fingerprints were made; only in a manifest of an earlier version, once it has been read. */
  formerForm: z.enum(FORMER_FORMS).optional(),
  engine: z.object({
    name: z.string(),
    kind: z.string(),
    /** Search effort; null for an exact index. */
    effort: z.number().int().nullable(),
  }),
  /** From which score on a record is about a query; manifests of earlier versions lack it. */
  cutOff: z
    .object({ near: z.number(), usual: z.number(), reached: z.number(), background: z.number() })
    .nullable()
    .optional(),
  counts: z.object({
    records: z.number().int().positive(),
    rows: z.number().int().positive(),
    failed: z.number().int().nonnegative(),
  }),
  files: z.record(z.string(), fileSchema),
  records: z.array(recordSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestRecord = StagedEntry;
export type FileEntry = z.infer<typeof fileSchema>;
