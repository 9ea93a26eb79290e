import {
  generationCorrupt,
  artifactStoreUnavailable,
} from '../../src/plugins/index-rebuild/server/src/domain/errors';
import {
  createErasure,
  type ErasurePorts,
} from '../../src/plugins/index-rebuild/server/src/services/erasure';

const LEASE = { holder: 'h', token: 3, name: 'default' };

/** Two complete generations, of which reading the earlier one fails. */
const setUp = (failure: Error, { live = [] as string[] } = {}) => {
  const removed: string[] = [];
  const catalogRow = { holder: null, token: 3, liveGeneration: '2-b', held: true };
  const ports = {
    backend: {
      list: async () => ['1-a', '2-b'].map((id) => ({ id, complete: true })),
      remove: async (id: string) => void removed.push(id),
      forgetKeptVectors: async () => {},
      async readEntries(id: string, onEntry: (entry: { documentId: string }) => void) {
        if (id === '1-a') throw failure;
        for (const documentId of live) onEntry({ documentId });
      },
    },
    catalog: {
      acquire: async () => LEASE,
      renew: async () => true,
      release: async () => true,
      read: async () => ({ ...catalogRow, holder: LEASE.holder }),
      isHeldBy: async () => true,
    },
    timings: { leaseMs: 30_000, renewMs: 10_000, abortMs: 24_000 },
    generations: { all: async () => [], remove: async () => {}, find: async () => null },
    runs: { forgetDocument: async () => 0, removeExpired: async () => {} },
    records: { published: async () => [] },
    settings: { sources: [] },
    log: { warn() {}, info() {}, error() {}, debug() {} },
  } as unknown as ErasurePorts;
  return { erasure: createErasure(ports), removed };
};

describe('erasure', () => {
  it('removes nothing when a generation is out of reach', async () => {
    const { erasure, removed } = setUp(artifactStoreUnavailable('s3', 'no answer'));
    await expect(erasure.erase('doc')).rejects.toMatchObject({ code: 'ARTIFACT_STORE_UNAVAILABLE' });
    expect(removed).toEqual([]);
  });

  it('removes nothing as long as the live generation holds the record, which a rollback may have brought back', async () => {
    const { erasure, removed } = setUp(generationCorrupt('1-a', 'damaged'), { live: ['doc'] });
    await expect(erasure.erase('doc')).resolves.toBeNull();
    expect(removed).toEqual([]);
  });

  it('removes a damaged one, of which nobody knows what it holds', async () => {
    const { erasure, removed } = setUp(generationCorrupt('1-a', 'damaged'));
    await expect(erasure.erase('doc')).resolves.toMatchObject({ removed: ['1-a'] });
    expect(removed).toEqual(['1-a']);
  });
});
