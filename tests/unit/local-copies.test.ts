import type { GenerationRow } from '../../src/plugins/index-rebuild/server/src/ports/generation-store';
import type {
  StoredGeneration,
  UploadHooks,
} from '../../src/plugins/index-rebuild/server/src/ports/search-backend';
import { createLocalCopies } from '../../src/plugins/index-rebuild/server/src/services/local-copies';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const aProcess = ({ isRemote = true, isElsewhere = true } = {}) => {
  const state = {
    now: 100 * DAY,
    local: [] as StoredGeneration[],
    rows: ['1-known0000000'],
    live: '2-live00000000' as string | null,
    served: '2-live00000000' as string | null,
    isUploaded: true,
    holder: null as string | null,
    taken: false,
    removed: [] as string[],
    maps: [] as string[],
    done: [] as string[],
    warnings: [] as string[],
  };
  const service = createLocalCopies({
    store: {
      isRemote,
      listLocal: async () => state.local,
      removeLocal: async (id) => {
        state.removed.push(id);
        state.local = state.local.filter((found) => found.id !== id);
      },
      removeMap: async (id) => void state.maps.push(id),
      removeLeftovers: async () => {},
    },
    backend: {
      isElsewhere,
      isUploaded: async () => state.isUploaded,
      verify: async (id) => void state.done.push(`verify ${id}`),
      async upload(id: string, { beforeVisible }: UploadHooks) {
        if (state.taken) state.holder = 'another';
        await beforeVisible();
        state.done.push(`upload ${id}`);
        state.isUploaded = true;
      },
    },
    catalog: {
      read: async () => ({
        held: state.holder !== null,
        holder: state.holder,
        token: 1,
        liveGeneration: state.live,
      }),
      async acquire(holder) {
        if (state.holder !== null) return null;
        state.holder = holder;
        return { holder, token: 1 };
      },
      renew: async () => true,
      async release() {
        state.holder = null;
      },
    },
    generations: { all: async () => state.rows.map((name) => ({ name }) as GenerationRow) },
    live: {
      get generation() {
        return state.served;
      },
    },
    timings: { leaseMs: 30_000, renewEveryMs: 10_000, abortAfterMs: 24_000 },
    clock: { now: () => new Date(state.now) },
    log: { info: () => {}, debug: () => {}, warn: (message) => void state.warnings.push(message) },
  });
  const copy = (id: string, complete = true, ageMs = 30 * DAY): void => {
    state.local.push({ id, complete, changedAt: new Date(state.now - ageMs) });
  };
  /** One look, to its end. */
  const look = async (afterMs = 0): Promise<void> => {
    state.now += afterMs;
    await service.tick();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, service, copy, look };
};

describe("a server's own copies", () => {
  it('are removed ten minutes after nobody needs them, however old they are', async () => {
    const { state, copy, look } = aProcess();
    copy('3-gone00000000');
    await look();
    await look(9 * MINUTE);
    expect(state.removed).toEqual([]);
    await look(MINUTE);
    expect(state.removed).toEqual(['3-gone00000000']);
  });

  it('stay when they are known, live or served', async () => {
    const { state, copy, look } = aProcess();
    state.served = '4-served000000';
    for (const id of ['1-known0000000', '2-live00000000', '4-served000000']) copy(id);
    await look();
    await look(DAY);
    expect(state.removed).toEqual([]);
  });

  it('wait anew when they were needed in between', async () => {
    const { state, copy, look } = aProcess();
    copy('3-gone00000000');
    await look();
    state.rows.push('3-gone00000000');
    await look(9 * MINUTE);
    state.rows.pop();
    await look(9 * MINUTE);
    await look(9 * MINUTE);
    expect(state.removed).toEqual([]);
    await look(MINUTE);
    expect(state.removed).toEqual(['3-gone00000000']);
  });

  it('that were never completed are kept for a day, since their vectors may be wanted', async () => {
    const { state, copy, look } = aProcess();
    copy('5-partial00000', false, 0);
    await look();
    await look(DAY);
    expect(state.removed).toEqual([]);
    await look(MINUTE);
    expect(state.removed).toEqual(['5-partial00000']);
  });
});

describe("the maps on a server's disk", () => {
  it('go ten minutes after their generation, with a cluster as well, where nothing else is removed', async () => {
    const { state, copy, look } = aProcess({ isRemote: false });
    copy('1-known0000000', false);
    copy('3-gone00000000', false);
    // A complete one is kept from before the move to the cluster, whether or not the database knows it.
    copy('4-complete0000');
    await look();
    await look(9 * MINUTE);
    expect(state.maps).toEqual([]);
    await look(MINUTE);
    expect(state.maps).toEqual(['3-gone00000000']);
    await look(2 * DAY);
    expect(state.removed).toEqual([]);
    expect(state.done).toEqual([]);
  });

  it('are not looked for where generations are in the folder itself', async () => {
    const { state, copy, look } = aProcess({ isRemote: false, isElsewhere: false });
    copy('3-gone00000000', false);
    await look();
    await look(DAY);
    expect(state.maps).toEqual([]);
  });
});

describe('a live generation that the store has lost', () => {
  it('is compared and uploaded by a process that serves it, with the lease, which it gives back', async () => {
    const { state, look } = aProcess();
    state.isUploaded = false;
    await look();
    expect(state.done).toEqual(['verify 2-live00000000', 'upload 2-live00000000']);
    expect(state.holder).toBeNull();
    await look(MINUTE);
    expect(state.done).toHaveLength(2);
  });

  it('is left alone while a run holds the lease, and by a process that serves another', async () => {
    const { state, look } = aProcess();
    state.isUploaded = false;
    state.holder = 'a run';
    await look();
    state.holder = null;
    state.served = '1-known0000000';
    await look(MINUTE);
    expect(state.done).toEqual([]);
  });

  it('stays away when the lease is lost before the seal, and the log says so once', async () => {
    const { state, look } = aProcess();
    state.isUploaded = false;
    state.taken = true;
    await look();
    await look(MINUTE);
    expect(state.isUploaded).toBe(false);
    expect(state.warnings).toHaveLength(1);
  });
});
