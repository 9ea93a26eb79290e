import { z } from 'zod';

import { fileSchema, type FileEntry } from './manifest';

/**
 * The file of a stored generation that is written last and removed first: without it, a generation is not
 * there. It says what every other file has to be.
 */
export const SEAL = 'seal.json';

/** Above this size it is not one. */
export const MAX_SEAL_BYTES = 1 << 20;

/** A file's name and no path. */
const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

const sealSchema = z.object({
  generation: z.string(),
  /** In the order in which they are fetched: the manifest is the last one. */
  files: z.record(nameSchema, fileSchema),
  summary: z.unknown(),
});

export type Seal = z.infer<typeof sealSchema>;

export const sealText = (seal: Seal): string => JSON.stringify(seal);

/** @returns Null when it is not the seal of this generation. */
export const readSeal = (text: string, generation: string): Seal | null => {
  try {
    const seal = sealSchema.parse(JSON.parse(text));
    return seal.generation === generation ? seal : null;
  } catch {
    return null;
  }
};

export const bytesIn = (files: Readonly<Record<string, FileEntry>>): number =>
  Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
