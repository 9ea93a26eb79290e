import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import {
  alreadyFailed,
  inOrderOfTrust,
  isDamage,
  mayRebuild,
  type Candidate,
} from '../../src/plugins/index-rebuild/server/src/domain/recovery';
import {
  createRecovery,
  recoverFrom,
  type RecoveryPorts,
} from '../../src/plugins/index-rebuild/server/src/services/recovery';
import { adoptIfUnknown } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/adopt-generation';
import { anIndexSpec } from './support/samples';

const NOW = new Date('2026-02-01T12:00:00Z');
const minutesAgo = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();

const run = (changes: Partial<Run>): Run =>
  ({
    id: 'a-run',
    kind: 'rebuild',
    status: 'failed',
    trigger: 'recovery',
    generation: null,
    finishedAt: minutesAgo(1),
    ...changes,
  }) as Run;

const completed = run({ status: 'completed' });

describe('whether a rebuild may start automatically', () => {
  it.each<[string, Run[], boolean]>([
    ['nothing has run yet', [], true],
    ['the last one completed', [completed], true],
    ['one failed a minute ago', [run({}), completed], false],
    ['one failed more than two minutes ago', [run({ finishedAt: minutesAgo(2.1) }), completed], true],
    ['the second failed three minutes ago', [run({ finishedAt: minutesAgo(3) }), run({})], false],
    ['the second failed more than four minutes ago', [run({ finishedAt: minutesAgo(4.1) }), run({})], true],
    ['somebody cancelled one a minute ago', [run({ status: 'cancelled', trigger: 'admin' })], false],
    ['one is under way', [run({ status: 'running', finishedAt: null })], false],
    ['a rollback failed just now', [run({ kind: 'rollback' })], true],
    ['a tag run completed after the failure', [run({ kind: 'tag', status: 'completed' }), run({})], false],
  ])('%s', (_, runs, may) => {
    expect(mayRebuild(runs, NOW)).toBe(may);
  });
});

describe('the generation that replaces a damaged one', () => {
  const candidate = (id: string, minutes: number, retired: boolean, modelHash = 'ours'): Candidate => ({
    id,
    createdAt: new Date(minutesAgo(minutes)),
    retired,
    modelHash,
  });

  it('is the newest that was live before, or else the newest, that fits the model and has not failed yet', () => {
    const candidates = [
      candidate('unknown-new', 1, false),
      candidate('unknown-old', 9, false),
      candidate('retired-old', 30, true),
      candidate('retired-new', 20, true),
      candidate('of-another-model', 0, true, 'theirs'),
      candidate('failed', 0, true),
    ];
    expect(inOrderOfTrust(candidates, 'ours', ['failed']).map(({ id }) => id)).toEqual([
      'retired-new',
      'retired-old',
      'unknown-new',
      'unknown-old',
    ]);
  });

  it('counts as failed when a recovery failed to promote it since the index last changed', () => {
    const rollback = (generation: string, changes: Partial<Run> = {}) =>
      run({ kind: 'rollback', generation, ...changes });
    const runs = [
      rollback('a'),
      rollback('interrupted', { status: 'interrupted' }),
      rollback('by-hand', { trigger: 'admin' }),
      completed,
      rollback('long-ago'),
    ];
    expect(alreadyFailed(runs)).toEqual(['a']);
  });

  it.each([
    ['GENERATION_MISSING', true],
    ['GENERATION_CORRUPT', true],
    ['GENERATION_INCOMPATIBLE', false],
    ['EMBEDDER_UNAVAILABLE', false],
    ['SEARCHER_UNAVAILABLE', false],
  ] as const)('is wanted after %s: %p', (code, damage) => {
    expect(isDamage(code)).toBe(damage);
  });
});

/** A live generation that cannot be served, a disk, and what was started. */
const world = () => {
  const started: string[] = [];
  const state = {
    intact: new Set<string>(),
    disk: [] as { id: string; state?: string; modelHash?: string; minutes: number }[],
    runs: [] as Run[],
    live: { generation: null as string | null, code: 'GENERATION_MISSING' as 'GENERATION_MISSING' | null },
    held: false,
    /** Whether another process answers from the live generation. */
    isServed: false,
    now: NOW.getTime(),
    recovery: { promote: true, rebuild: true },
    refuse: null as Error | null,
    warnings: [] as string[],
  };
  const ports: RecoveryPorts = {
    catalog: {
      read: async () => ({ holder: null, token: 1, held: state.held, liveGeneration: '1-brokenxx' }),
    },
    live: {
      get generation() {
        return state.live.generation;
      },
      get problem() {
        return state.live.generation === null ? ports.live.trouble : null;
      },
      get trouble() {
        return state.live.code && new IndexRebuildError(state.live.code, 'x');
      },
    },
    isServed: async () => state.isServed,
    backend: {
      needsUpload: false,
      list: async () => state.disk.map(({ id }) => ({ id, complete: true, changedAt: NOW })),
      verify: async (id) => {
        if (!state.intact.has(id)) throw new IndexRebuildError('GENERATION_CORRUPT', id);
      },
      readSummary: async (id) => {
        const found = state.disk.find((one) => one.id === id);
        if (!found) throw new IndexRebuildError('GENERATION_MISSING', id);
        const spec = anIndexSpec({ modelHash: found.modelHash ?? 'ours' });
        const createdAt = new Date(minutesAgo(found.minutes));
        return { run: 'r', createdAt, records: 5, rows: 9, spec, specHash: 'hash', bytes: 77 };
      },
    },
    generations: {
      all: async () =>
        state.disk.flatMap(({ id, state: kept }) => (kept ? [{ name: id, state: kept }] : [])) as never,
    },
    runs: { list: async () => ({ items: state.runs, pagination: null as never }) },
    modelHash: async () => 'ours',
    clock: { now: () => new Date(state.now) },
    settings: state,
    log: { info: () => {}, warn: (message) => void state.warnings.push(message) },
  };
  const start = (what: string, reason: string | undefined): Promise<Run> => {
    if (state.refuse) return Promise.reject(state.refuse);
    started.push(what);
    return Promise.resolve(run({ reason: reason ?? null }));
  };
  const service = {
    recover: ({ generation, broken, reason }: { generation: string; broken: string; reason: string }) =>
      start(`${generation} for ${broken}`, reason),
    start: ({ kind, trigger, reason }: { kind: string; trigger: string; reason?: string }) =>
      start(`${kind} by ${trigger}`, reason),
  };
  return { state, ports, service, started };
};

const DAMAGE = { generation: '1-brokenxx', code: 'GENERATION_MISSING' } as const;

describe('recovering from damage', () => {
  it('promotes the newest intact retired generation and says why', async () => {
    const { state, ports, service, started } = world();
    state.disk = [
      { id: '3-damagedx', state: 'retired', minutes: 1 },
      { id: '2-retiredx', state: 'retired', minutes: 2 },
      { id: '4-unknownx', minutes: 0 },
      { id: '5-discardd', state: 'discarded', minutes: 0 },
    ];
    state.intact = new Set(['2-retiredx', '4-unknownx', '5-discardd']);
    const found = await recoverFrom(ports, service, DAMAGE);
    expect(started).toEqual(['2-retiredx for 1-brokenxx']);
    expect(found?.reason).toContain('1-brokenxx could not be served (GENERATION_MISSING)');
  });

  it('promotes one without a row when no other is intact, and never a discarded one', async () => {
    const { state, ports, service, started } = world();
    state.disk = [
      { id: '2-retiredx', state: 'retired', minutes: 2 },
      { id: '5-discardd', state: 'discarded', minutes: 0 },
      { id: '4-unknownx', minutes: 0 },
    ];
    state.intact = new Set(['4-unknownx', '5-discardd']);
    await recoverFrom(ports, service, DAMAGE);
    expect(started).toEqual(['4-unknownx for 1-brokenxx']);
  });

  it('rebuilds when there is nothing to promote, with pauses after failures', async () => {
    const { state, ports, service, started } = world();
    await recoverFrom(ports, service, DAMAGE);
    expect(started).toEqual(['rebuild by recovery']);
    state.runs = [run({})];
    expect(await recoverFrom(ports, service, DAMAGE)).toBeNull();
    expect(started).toHaveLength(1);
  });

  it('does only what the settings allow', async () => {
    const { state, ports, service, started } = world();
    state.disk = [{ id: '2-retiredx', state: 'retired', minutes: 2 }];
    state.intact = new Set(['2-retiredx']);
    state.recovery = { promote: false, rebuild: true };
    await recoverFrom(ports, service, DAMAGE);
    expect(started).toEqual(['rebuild by recovery']);
    state.recovery = { promote: false, rebuild: false };
    expect(await recoverFrom(ports, service, DAMAGE)).toBeNull();
    expect(started).toHaveLength(1);
  });

  it('leaves the live generation alone if it is intact after all', async () => {
    const { state, ports, service, started } = world();
    state.intact = new Set(['1-brokenxx']);
    expect(await recoverFrom(ports, service, DAMAGE)).toBeNull();
    expect(started).toEqual([]);
  });
});

describe('checking whether to recover', () => {
  const looking = () => {
    const made = world();
    const recovery = createRecovery(made.ports, made.service);
    const tickAt = async (seconds: number): Promise<void> => {
      made.state.now = NOW.getTime() + seconds * 1000;
      await recovery.tick();
      await new Promise(setImmediate);
    };
    return { ...made, recovery, tickAt };
  };

  it('waits a moment first, since the files may merely be late', async () => {
    const { state, started, tickAt } = looking();
    await tickAt(0);
    await tickAt(2.9);
    expect(started).toEqual([]);
    state.live = { generation: '1-brokenxx', code: null };
    await tickAt(3);
    state.live = { generation: null, code: 'GENERATION_MISSING' };
    await tickAt(4);
    expect(started).toEqual([]);
    await tickAt(7);
    expect(started).toEqual(['rebuild by recovery']);
  });

  it('starts nothing while a run is active or when another process was faster', async () => {
    const { state, started, tickAt } = looking();
    state.held = true;
    await tickAt(0);
    await tickAt(5);
    state.held = false;
    state.refuse = new IndexRebuildError('RUN_IN_PROGRESS', 'x');
    await tickAt(6);
    await tickAt(10);
    expect(started).toEqual([]);
    expect(state.warnings).toEqual([]);
  });

  it('does not read the disk again at once when nothing could be done', async () => {
    const { state, ports, tickAt } = looking();
    const verify = jest.spyOn(ports.backend, 'verify');
    state.recovery = { promote: false, rebuild: false };
    for (const second of [0, 4, 5, 20, 33]) await tickAt(second);
    expect(verify).toHaveBeenCalledTimes(1);
    await tickAt(34);
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it('leaves a process on the generation that it answers from as long as another one serves what is live', async () => {
    const { state, started, tickAt } = looking();
    state.live = { generation: '2-earlierx', code: 'GENERATION_MISSING' };
    state.isServed = true;
    await tickAt(0);
    await tickAt(5);
    expect(started).toEqual([]);
    state.isServed = false;
    await tickAt(6);
    await tickAt(9);
    expect(started).toEqual(['rebuild by recovery']);
  });

  it('does nothing once it is stopped', async () => {
    const { started, recovery, tickAt } = looking();
    await tickAt(0);
    recovery.stop();
    await tickAt(10);
    expect(started).toEqual([]);
  });
});

describe('adopting a generation', () => {
  it('creates a row from its manifest unless it has one', async () => {
    const { state, ports } = world();
    state.disk = [{ id: '4-unknownx', minutes: 3 }];
    const adopted: unknown[] = [];
    const generations = {
      find: async () => (adopted.length > 0 ? ({} as never) : null),
      adopt: async (...args: unknown[]) => void adopted.push(args),
    };
    const adoptPorts = { backend: ports.backend, generations };
    expect(await adoptIfUnknown(adoptPorts, '4-unknownx', 7)).toBe(true);
    expect(await adoptIfUnknown(adoptPorts, '4-unknownx', 7)).toBe(false);
    expect(adopted).toEqual([
      [
        {
          ...{ name: '4-unknownx', run: 'r', createdAt: new Date(minutesAgo(3)), records: 5 },
          ...{ specHash: 'hash', model: 'a-model', bytes: 77 },
        },
        7,
      ],
    ]);
  });
});
