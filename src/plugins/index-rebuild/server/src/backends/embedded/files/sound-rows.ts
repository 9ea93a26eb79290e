import type { CachedEntry } from '../../../domain/manifest';
import { isUnitVector, vectorChecksum } from '../../../domain/vectors';
import type { VectorReader } from './vectors';

const isSound = (rows: Float32Array, dimensions: number, checksum: string): boolean => {
  if (vectorChecksum(rows) !== checksum) return false;
  for (let at = 0; at < rows.length; at += dimensions) {
    if (!isUnitVector(rows.subarray(at, at + dimensions))) return false;
  }
  return true;
};

/** A record's vectors, which begin at `row`; null when they are damaged or cannot be read. */
export const soundRows = async (
  vectors: VectorReader,
  row: number,
  { rows: count, checksum }: Pick<CachedEntry, 'rows' | 'checksum'>
): Promise<Float32Array | null> => {
  const rows = await vectors.read(row, count).catch(() => null);
  return rows && isSound(rows, vectors.dimensions, checksum) ? rows : null;
};
