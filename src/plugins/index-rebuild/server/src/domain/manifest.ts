import { z } from 'zod';

/** The version of the files' layout; a reader refuses what it does not know. */
export const MANIFEST_VERSION = 2;

export const FILES = {
  manifest: 'manifest.json',
  index: 'index.faiss',
  vectors: 'vectors.f32',
  passages: 'passages.jsonl',
  lexical: 'lexical.bin',
  /** Exists only during the build: the records whose vectors are written. */
  stagedRecords: 'records.jsonl',
} as const;

const fileSchema = z.object({
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const recordSchema = z.object({
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

/** A record's texts: a line of `FILES.passages`, in the order of the records. */
export type RecordTexts = {
  /** Its passages, without the whole record, in the order of their rows. */
  passages: string[];
  fields: Record<string, string>;
};

const indexSpecSchema = z.object({
  source: z.string(),
  template: z.string(),
  displayName: z.string(),
  filterable: z.array(z.string()).readonly(),
  passages: z.object({
    field: z.string(),
    context: z.string(),
    maxPerRecord: z.number().int(),
    minLength: z.number().int(),
  }),
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
  engine: z.object({
    name: z.string(),
    kind: z.string(),
    /** Search effort; null for an exact index. */
    effort: z.number().int().nullable(),
  }),
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

/** The key of a record: one published document in one locale. */
export const recordKey = (documentId: string, locale: string | null): string =>
  `${documentId}:${locale ?? ''}`;
