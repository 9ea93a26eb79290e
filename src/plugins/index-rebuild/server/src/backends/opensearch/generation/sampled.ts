import { sha256 } from '../../../domain/index-spec';
import { recordKey } from '../../../domain/record';
import type { IndexedRecord } from '../../../ports/generation-writer';

/** Records that stand for all of them: mean and deviation of scores by meaning are estimated from these. */
const SIZE = 256;

export type SampledRecord = { rid: string; vectors: Float32Array };

/**
 * The records whose keys have the lowest hashes, whatever the order in which they come: as good as a random
 * choice, and the same one every time.
 */
export const createSample = () => {
  const kept = new Map<string, SampledRecord>();
  let highest = '';
  const dropHighest = (): void => {
    kept.delete(highest);
    highest = [...kept.keys()].reduce((one, other) => (one > other ? one : other));
  };
  return {
    offer(record: IndexedRecord): void {
      const rid = recordKey(record);
      const hash = sha256(rid);
      if (kept.size === SIZE && hash > highest) return;
      kept.set(hash, { rid, vectors: record.vectors.slice() });
      if (hash > highest) highest = hash;
      if (kept.size > SIZE) dropHighest();
    },
    records: (): SampledRecord[] => [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
};
