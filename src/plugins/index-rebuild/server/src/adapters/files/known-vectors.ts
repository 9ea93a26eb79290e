import path from 'node:path';

import { FILES, type Manifest } from '../../domain/manifest';
import type { KnownVectors } from '../../ports/staging';
import { readManifest, verifyFiles } from './manifest-file';
import { openVectorReader } from './vectors';

const NOTHING_KNOWN: KnownVectors = { find: async () => null, close: async () => {} };

const rowsByFingerprint = ({ records }: Manifest): Map<string, number> => {
  const rows = new Map<string, number>();
  let row = 0;
  for (const record of records) {
    rows.set(record.fingerprint, row);
    row += record.passages;
  }
  return rows;
};

/**
 * The vectors of an earlier generation made by the same recipe. One that is missing, damaged or of
 * another recipe is simply not used: everything is embedded anew then.
 */
export const openKnownVectors = async (
  directory: string | null,
  recipeHash: string
): Promise<KnownVectors> => {
  if (directory === null) return NOTHING_KNOWN;
  try {
    const manifest = await readManifest(directory);
    if (manifest.recipeHash !== recipeHash) return NOTHING_KNOWN;
    await verifyFiles(directory, manifest);
    const rows = rowsByFingerprint(manifest);
    const file = path.join(directory, FILES.vectors);
    const vectors = await openVectorReader(file, manifest.recipe.dimensions);
    return {
      async find(fingerprint) {
        const row = rows.get(fingerprint);
        return row === undefined ? null : vectors.read(row, 1);
      },
      close: () => vectors.close(),
    };
  } catch {
    return NOTHING_KNOWN;
  }
};
