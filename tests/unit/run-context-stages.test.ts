import { emptyTotals, type BuildTotals } from '../../src/plugins/index-rebuild/server/src/domain/build';
import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { TagLine } from '../../src/plugins/index-rebuild/server/src/domain/tags';
import type { UploadHooks } from '../../src/plugins/index-rebuild/server/src/ports/search-backend';
import type { RunContext } from '../../src/plugins/index-rebuild/server/src/pipeline/run-context';
import { checkGeneration } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/check-generation';
import { compare } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/compare';
import { preflight } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/preflight';
import { retire } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/retire';
import { swap } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/swap';
import { upload } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/upload';
import { writeTags } from '../../src/plugins/index-rebuild/server/src/pipeline/stages/write-tags';
import type { Stage } from '../../src/plugins/index-rebuild/server/src/pipeline/stage';
import { anIndexSpec } from './support/samples';

const GENERATION = '7-0123456789ab';
const GB = 1024 ** 3;

type Overrides = {
  kind?: 'rebuild' | 'tag' | 'rollback';
  totals?: Partial<BuildTotals>;
  lines?: TagLine[];
  taxonomy?: object[];
  ports?: object;
};

/** A run's context over fakes of its ports, which note what they are asked for. */
const aContext = ({
  kind = 'rebuild',
  totals,
  lines = [],
  taxonomy = [{ id: 't' }],
  ports = {},
}: Overrides = {}) => {
  const asked: string[] = [];
  const note =
    <T>(what: string, result?: T) =>
    async (...args: unknown[]): Promise<T> => {
      asked.push([what, ...args.filter((arg) => typeof arg === 'string')].join(' '));
      return result as T;
    };
  const searcher = { drain: note('drain') };
  const catalog = {
    renew: async () => true,
    setPointer: note('setPointer', true),
    read: async () => ({ liveGeneration: GENERATION }),
  };
  const context = {
    input: {
      kind,
      generation: GENERATION,
      lease: { holder: 'run', token: 7 },
      allowShrink: false,
      allowDrop: false,
      replaces: null,
    },
    ports: {
      catalog,
      live: {
        prepare: note('prepare', searcher),
        activate: () => void asked.push('activate'),
        exclusive: (work: () => Promise<void>) => work(),
      },
      backend: { freeBytes: async () => 50 * GB, remove: note('remove'), holds: async () => false },
      generations: {
        create: note('create'),
        ready: note('ready'),
        discard: note('discard'),
        markLive: note('markLive'),
        complete: async () => [],
        find: async () => ({ records: 12 }),
      },
      tags: {
        apply: async (some: TagLine[]) => void asked.push(`apply ${some.length}`),
        keepOnly: async (keys: Set<string>) => void asked.push(`keepOnly ${keys.size}`),
      },
      workspaceOf: () => ({
        async *readLines() {
          yield* lines;
        },
        remove: note('removeFile'),
      }),
      jobFor: async () => ({ kind, spec: anIndexSpec(), tags: { taxonomy } }),
      needsOf: async () => ({ records: 100, rows: 100, dimensions: 384, threads: 1 }),
      freeMemory: async () => 8 * GB,
      checkEmbedder: note('checkEmbedder'),
      compareDrift: note('compareDrift'),
      collect: note('collect'),
      golden: {
        stopOnDrop: true,
        queries: async () => [],
        steeringFor: async () => null,
        weights: () => undefined,
      },
      endLimits: () => void asked.push('endLimits'),
      pause: note('pause'),
      warn: (message: string) => void asked.push(`warn ${message}`),
      ...ports,
    },
    state: {
      job: totals ? { spec: anIndexSpec(), tags: { taxonomy } } : null,
      built: totals ? { totals: { ...emptyTotals(), ...totals }, bytes: 5 } : null,
      records: null,
      warning: null,
    },
  } as unknown as RunContext;
  const run = (stage: Stage<RunContext>): Promise<void> =>
    stage.run(context, () => {}, new AbortController().signal);
  return { context, asked, run };
};

const line = (documentId: string): TagLine => ({
  ...{ uid: 'api::expert.expert', documentId, locale: null },
  ...{ tagged: null, isNew: false },
});

describe('preflight', () => {
  it('checks the embedder and reserves the generation', async () => {
    const { asked, context, run } = aContext();
    await run(preflight);
    expect(asked).toEqual(['checkEmbedder', `create ${GENERATION} run`]);
    expect(context.state.job).not.toBeNull();
  });

  it.each([
    ['too little disk', { backend: { freeBytes: async () => 1000 } }, 'INSUFFICIENT_DISK'],
    ['too little memory', { freeMemory: async () => 1000 }, 'INSUFFICIENT_MEMORY'],
    [
      'an embedder that does not answer',
      { checkEmbedder: () => Promise.reject(new IndexRebuildError('EMBEDDER_UNAVAILABLE', 'away')) },
      'EMBEDDER_UNAVAILABLE',
    ],
  ])('refuses %s before anything is reserved', async (_, ports, code) => {
    const { asked, run } = aContext({ ports });
    await expect(run(preflight)).rejects.toMatchObject({ code });
    expect(asked.filter((what) => what.startsWith('create'))).toEqual([]);
  });

  it('refuses a tag run when the taxonomy is empty, and lets a rebuild go on', async () => {
    await expect(aContext({ kind: 'tag', taxonomy: [] }).run(preflight)).rejects.toMatchObject({
      code: 'TAXONOMY_EMPTY',
    });
    await aContext({ taxonomy: [] }).run(preflight);
  });

  it('is undone by discarding the generation, whose files stay unless the disk is full', async () => {
    const kept = aContext();
    await preflight.undo?.(kept.context, new IndexRebuildError('BUILDER_DIED', ''));
    expect(kept.asked).toEqual([`discard ${GENERATION}`]);
    const full = aContext();
    await preflight.undo?.(full.context, new IndexRebuildError('STORAGE_FULL', ''));
    expect(full.asked).toEqual([`discard ${GENERATION}`, `remove ${GENERATION}`]);
  });
});

describe('the check of a generation to go back to', () => {
  const kept = {
    catalog: { read: async () => ({ liveGeneration: 'another' }) },
    generations: { complete: async () => [{ name: GENERATION }], find: async () => ({ records: 12 }) },
    backend: { holds: async (name: string) => name === GENERATION, isUploaded: async () => false },
  };

  it('counts the records of a kept one', async () => {
    const { context, run } = aContext({ kind: 'rollback', ports: kept });
    await run(checkGeneration);
    expect(context.state.records).toBe(12);
  });

  it.each([
    [
      'is live',
      { ...kept, catalog: { read: async () => ({ liveGeneration: GENERATION }) } },
      'GENERATION_ALREADY_LIVE',
    ],
    ['is not there', { ...kept, backend: { holds: async () => false } }, 'GENERATION_NOT_FOUND'],
    [
      'others could not have now',
      {
        ...kept,
        backend: {
          ...kept.backend,
          isUploaded: () => Promise.reject(new IndexRebuildError('ARTIFACT_STORE_UNAVAILABLE', '')),
        },
      },
      'ARTIFACT_STORE_UNAVAILABLE',
    ],
    [
      'nobody can tell of',
      {
        ...kept,
        backend: { holds: () => Promise.reject(new IndexRebuildError('SEARCH_CLUSTER_UNAVAILABLE', '')) },
      },
      'SEARCH_CLUSTER_UNAVAILABLE',
    ],
    [
      'the database does not know',
      { ...kept, generations: { complete: async () => [] } },
      'GENERATION_NOT_FOUND',
    ],
  ])('refuses one that %s', async (_, ports, code) => {
    await expect(aContext({ kind: 'rollback', ports }).run(checkGeneration)).rejects.toMatchObject({ code });
  });
});

describe('swap', () => {
  it('records what was built, probes the searcher, moves the pointer, then the handle', async () => {
    const { asked, run } = aContext({ totals: { total: 3, embedded: 2, reused: 1 } });
    await run(swap);
    expect(asked).toEqual([
      `ready ${GENERATION}`,
      `prepare ${GENERATION}`,
      'endLimits',
      `setPointer ${GENERATION}`,
      'activate',
    ]);
  });

  it('ends the searcher and leaves the handle when the lease is lost', async () => {
    const catalog = { setPointer: async () => false, read: async () => ({ liveGeneration: 'another' }) };
    const { asked, run } = aContext({ ports: { catalog } });
    await expect(run(swap)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(asked).toEqual([`prepare ${GENERATION}`, 'endLimits', 'drain']);
  });

  it('asks the database again when the connection breaks under the update', async () => {
    let tries = 0;
    const setPointer = async (): Promise<boolean> => {
      tries += 1;
      if (tries === 1) throw new Error('connection reset');
      return true;
    };
    const catalog = { setPointer, read: async () => ({ liveGeneration: GENERATION }) };
    const { asked, run } = aContext({ ports: { catalog } });
    await run(swap);
    expect(tries).toBe(2);
    expect(asked).toEqual([`prepare ${GENERATION}`, 'endLimits', 'pause', 'activate']);
  });
});

describe('upload', () => {
  const aStore = (isUploaded: boolean, during: (hooks: UploadHooks) => Promise<void> = async () => {}) => {
    const asked: string[] = [];
    const backend = {
      isUploaded: async () => isUploaded,
      async upload(generation: string, hooks: UploadHooks) {
        asked.push(`upload ${generation}`);
        await during(hooks);
      },
      withdraw: async (generation: string) => void asked.push(`withdraw ${generation}`),
    };
    return { asked, backend };
  };
  const holding = { held: true, holder: 'run', token: 7 };

  it('does nothing, and has nothing to undo, when others have the generation already', async () => {
    const { asked, backend } = aStore(true);
    const { run, context } = aContext({ ports: { backend } });
    await run(upload);
    await upload.undo?.(context, new Error());
    expect(asked).toEqual([]);
  });

  it('takes back what it uploaded, also when it failed halfway', async () => {
    const { asked, backend } = aStore(false, () => Promise.reject(new Error('the bucket is gone')));
    const { run, context } = aContext({ ports: { backend } });
    await expect(run(upload)).rejects.toThrow('the bucket is gone');
    await upload.undo?.(context, new Error());
    expect(asked).toEqual([`upload ${GENERATION}`, `withdraw ${GENERATION}`]);
  });

  it.each([
    ['its lease has expired', { ...holding, held: false }],
    ['another run holds the lease', { ...holding, holder: 'other' }],
    ['its token is outdated', { ...holding, token: 8 }],
  ])('lets nobody see the generation when %s', async (_, row) => {
    const { backend } = aStore(false, ({ beforeVisible }) => beforeVisible());
    const { run } = aContext({ ports: { backend, catalog: { read: async () => row } } });
    await expect(run(upload)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await aContext({ ports: { backend, catalog: { read: async () => holding } } }).run(upload);
  });

  it('reports megabytes', async () => {
    const { backend } = aStore(false, async ({ onProgress }) => onProgress(3 << 20, (9 << 20) + 1));
    const { context } = aContext({ ports: { backend } });
    const reports: (number | null)[][] = [];
    const { signal } = new AbortController();
    await upload.run(context, (done, total) => void reports.push([done, total]), signal);
    expect(reports).toEqual([
      [0, null],
      [3, 10],
    ]);
  });
});

describe('write-tags', () => {
  it('writes every line and forgets the tags of all other records', async () => {
    const lines = [line('a'), line('b')];
    const { asked, context, run } = aContext({ totals: { staged: 2, tagged: 2 }, lines });
    await run(writeTags);
    expect(asked).toEqual(['endLimits', 'apply 2', 'keepOnly 2', 'removeFile tags.jsonl']);
    expect(context.state.warning).toBeNull();
  });

  it('writes nothing once another process has the lease', async () => {
    const catalog = { renew: async () => false, read: async () => ({ liveGeneration: 'another' }) };
    const totals = { staged: 1, tagged: 1 };
    const { asked, run } = aContext({ totals, lines: [line('a')], ports: { catalog } });
    await expect(run(writeTags)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(asked).toEqual(['endLimits']);
  });

  it('warns about what the database refused', async () => {
    const tags = { apply: () => Promise.reject(new Error('locked')), keepOnly: async () => {} };
    const { context, run } = aContext({
      totals: { staged: 1, tagged: 1 },
      lines: [line('a')],
      ports: { tags },
    });
    await run(writeTags);
    expect(context.state.warning).toMatchObject({ code: 'TAGS_INCOMPLETE' });
    expect(context.state.warning?.message).toContain('locked');
  });

  it('fails a tag run in which no record could be tagged, but not a rebuild', async () => {
    const totals = { staged: 3, untagged: 3, taggingError: 'The tagger is away.' };
    await expect(aContext({ kind: 'tag', totals }).run(writeTags)).rejects.toMatchObject({
      code: 'TAGGING_FAILED',
    });
    const rebuild = aContext({ totals });
    await rebuild.run(writeTags);
    expect(rebuild.context.state.warning).toMatchObject({ code: 'TAGS_INCOMPLETE' });
  });
});

describe('compare and retire', () => {
  it('compare with what is live now', async () => {
    const { asked, run } = aContext();
    await run(compare);
    expect(asked).toEqual(['compareDrift']);
  });

  it('retire the generation before, and tidy up', async () => {
    const { asked, run } = aContext();
    await run(retire);
    expect(asked).toEqual([`markLive ${GENERATION}`, 'collect']);
  });

  it.each([
    ['keep the vectors that a tag run embedded', 4, []],
    ['remove the directory of a tag run that embedded nothing', 0, [`remove ${GENERATION}`]],
  ])('%s', async (_, embedded, removed) => {
    const { asked, run } = aContext({ kind: 'tag', totals: { embedded } });
    await run(retire);
    expect(asked).toEqual([`discard ${GENERATION}`, 'removeFile snapshot.jsonl', ...removed, 'collect']);
  });
});
