import {
  overlaySchema,
  runSchema,
  statusSchema,
  type OverlayStatus,
  type Run,
  type StageName,
  type StageProgress,
  type Status,
} from '../../../src/plugins/index-rebuild/shared/contracts';

const STARTED = '2026-01-31T12:00:00.000Z';
const FINISHED = '2026-01-31T12:01:05.000Z';

const STAGES = ['snapshot', 'embed', 'build', 'verify', 'swap'] satisfies StageName[];

/** The stages while `running` runs: those before it are done, those after it wait. */
export const stagesAt = (
  running: (typeof STAGES)[number],
  progress: Partial<StageProgress> = {}
): StageProgress[] => {
  const at = STAGES.indexOf(running);
  return STAGES.map((stage, index) => {
    if (index < at) return { stage, state: 'done', done: 1, total: 1, secondsLeft: null };
    if (index > at) return { stage, state: 'pending', done: 0, total: null, secondsLeft: null };
    return { stage, state: 'running', done: 0, total: null, secondsLeft: null, ...progress };
  });
};

/** A completed run, as the server would send it: the contract checks every sample. */
export const aRun = (changes: Partial<Run> = {}): Run =>
  runSchema.parse({
    id: '7',
    kind: 'rebuild',
    status: 'completed',
    stage: null,
    stages: STAGES.map((stage) => ({ stage, state: 'done', done: 1, total: 1, secondsLeft: null })),
    trigger: 'admin',
    startedBy: 'Ada Admin',
    cancelledBy: null,
    reason: null,
    allowShrink: false,
    allowDrop: false,
    golden: null,
    startedAt: STARTED,
    finishedAt: FINISHED,
    durationMs: 65_000,
    records: { total: 1234, embedded: 1000, reused: 234, failed: 0, tagged: 0 },
    search: { queries: 0, failed: 0 },
    generation: '7-abcdefgh',
    error: null,
    warning: null,
    ...changes,
  });

/** A run in the middle of `stage`. */
export const aRunningRun = (stage: (typeof STAGES)[number], progress?: Partial<StageProgress>): Run =>
  aRun({
    status: 'running',
    stage,
    stages: stagesAt(stage, progress),
    finishedAt: null,
    durationMs: null,
    generation: null,
  });

const ERROR = { code: 'SOURCE_EMPTY', message: 'Publish at least one expert and run the rebuild again.' };

/** An overlay in which nothing waits. */
export const anOverlay = (
  changes: Partial<OverlayStatus> = {},
  waiting: Partial<OverlayStatus['waiting']> = {}
): OverlayStatus =>
  overlaySchema.parse({
    records: 0,
    limit: 5000,
    waiting: { pending: 0, limit: 0, spec: 0, embedder: 0, refused: 0, ...waiting },
    ...changes,
  });

const NO_INDEX: Status = {
  status: 'idle',
  run: null,
  startedAt: null,
  lastRebuildAt: null,
  recordsAtRebuild: null,
  lastSwap: null,
  nextRebuild: null,
  error: null,
  generation: null,
  searchAvailable: false,
  embedder: { model: 'all-MiniLM-L6-v2-int8', languages: ['en'] },
  sources: [{ uid: 'api::expert.expert', label: 'Expert', isSingleType: false }],
  tagging: false,
  drift: null,
  overlay: null,
  replicas: [],
  storage: {
    installation: '0123456789abcdef0123456789abcdef',
    unknownGenerations: [],
    otherInstallations: 0,
    error: null,
  },
};

const LIVE: Status = {
  ...NO_INDEX,
  status: 'done',
  run: aRun(),
  startedAt: STARTED,
  lastRebuildAt: FINISHED,
  recordsAtRebuild: 1234,
  lastSwap: { run: '7', kind: 'rebuild', at: FINISHED, search: { queries: 1204, failed: 0 } },
  generation: '7-abcdefgh',
  searchAvailable: true,
  drift: { added: 0, changed: 0, removed: 0, share: 0, level: 'none', since: null, searchable: 0 },
  overlay: anOverlay(),
};

const checked =
  (base: Status) =>
  (changes: Partial<Status> = {}): Status =>
    statusSchema.parse({ ...base, ...changes });

/** Statuses as the server sends them, by the situation in which it does. */
export const neverBuilt = checked(NO_INDEX);
export const firstRebuild = checked({
  ...NO_INDEX,
  status: 'running',
  run: aRunningRun('embed'),
  startedAt: STARTED,
});
export const rebuilding = checked({ ...LIVE, status: 'running', run: aRunningRun('embed') });
export const complete = checked(LIVE);
export const failed = checked({
  ...LIVE,
  status: 'error',
  run: aRun({ status: 'failed', error: ERROR, generation: null }),
  error: ERROR,
});
export const unusable = checked({
  ...LIVE,
  status: 'error',
  searchAvailable: false,
  error: { code: 'GENERATION_CORRUPT', message: 'Generation 7-abcdefgh cannot be used. Run a rebuild.' },
});
