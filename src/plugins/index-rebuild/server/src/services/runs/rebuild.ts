import { describeEmbedder } from '../../adapters/embedder-info';
import type { Container } from '../../container';
import { IndexRebuildError } from '../../domain/errors';
import { generationId } from '../../domain/generation';
import type { Lease } from '../../domain/lease';
import { specHash, type IndexSpec } from '../../domain/index-spec';
import type { BuildTotals } from '../../pipeline/build-context';
import type { RunPatch } from '../../ports/run-store';
import { startBuilder } from '../../processes/builder/start-builder';
import { watchMemory } from '../../processes/memory';
import type { BuildJob, BuildResult } from '../../processes/protocol';
import { applyTags, tagJob } from './apply-tags';
import { preflight } from './preflight';
import { promote } from './promote';
import type { RunTools, RunWork } from './tools';

const MB = 1024 * 1024;

export const countsOf = ({ failures, total, embedded, reused, tagged }: BuildTotals): RunPatch => ({
  total,
  embedded,
  reused,
  tagged,
  failed: failures.length,
  failures,
});

/** The index spec that a rebuild would use now. @throws EMBEDDER_UNAVAILABLE */
export const currentSpec = async ({ settings }: Container): Promise<IndexSpec> => {
  const { uid, template, displayName, filterable, passages } = settings.source;
  const info = await describeEmbedder(settings.embedder);
  return { source: uid, template, displayName, filterable, passages, ...info };
};

/** Directories whose vectors may serve again: the live generation first, then all the others. */
const reusable = async ({ backend, store }: Container, live: string | null) => {
  const names = (await backend.list()).map(({ id }) => id).filter((id) => id !== live);
  return [...(live === null ? [] : [live]), ...names].map((id) => store.directoryOf(id));
};

/** @throws EMBEDDER_UNAVAILABLE */
export const makeJob = async (
  { container, run }: RunTools,
  kind: BuildJob['kind'],
  generation: string,
  allowShrink: boolean
): Promise<BuildJob> => {
  const { settings, store, catalog, generations } = container;
  const { liveGeneration } = await catalog.read();
  const live = liveGeneration === null ? null : await generations.find(liveGeneration);
  const { threads, batchSize } = settings.builder;
  const { minShare, maxFailedShare } = settings.guards;
  return {
    kind,
    run: run.id,
    generation,
    directory: store.directoryOf(generation),
    reuseFrom: await reusable(container, liveGeneration),
    spec: await currentSpec(container),
    embedder: settings.embedder,
    threads,
    batchSize,
    exactUpTo: settings.engine.exactUpTo,
    limits: {
      shrink: { liveRecords: live?.records ?? null, minShare, allowed: allowShrink },
      maxFailedShare,
      maxTextLength: settings.source.maxTextLength,
    },
    tags: await tagJob(container),
  };
};

const memoryExceeded = (bytes: number, limitMb: number): IndexRebuildError =>
  new IndexRebuildError(
    'MEMORY_EXCEEDED',
    `The builder used ${Math.ceil(bytes / MB)} MB of memory, ${limitMb} MB are allowed (builder.memoryMb). Raise the limit or lower builder.threads, then start again. The current index stays live.`
  );

/** Runs a builder to its end, and ends it when the run is aborted or the builder grows too large. */
export const buildIn = async (
  { container, recorder, signal }: RunTools,
  job: BuildJob
): Promise<BuildResult> => {
  signal.throwIfAborted();
  const { memoryMb } = container.settings.builder;
  const builder = startBuilder(job, container.openTaggedPages(), ({ report, totals }) => {
    const { embedded, reused, failed, tagged } = totals;
    recorder.report(report, { embedded, reused, failed, tagged });
  });
  container.log.info(`[index-rebuild] run ${job.run}: builder ${builder.pid} started`);
  let cause: IndexRebuildError | null = null;
  const end = (why: IndexRebuildError): void => {
    cause ??= why;
    builder.kill();
  };
  const onAbort = (): void => end(signal.reason as IndexRebuildError);
  signal.addEventListener('abort', onAbort, { once: true });
  const stopWatching = watchMemory(builder.pid ?? 0, memoryMb * MB, (bytes) =>
    end(memoryExceeded(bytes, memoryMb))
  );
  try {
    return await builder.finished;
  } catch (error) {
    // A builder that was ended from here says only that it died; the reason is known here.
    throw cause ?? error;
  } finally {
    stopWatching();
    signal.removeEventListener('abort', onAbort);
    builder.kill();
  }
};

const execute = async (tools: RunTools, generation: string, allowShrink: boolean): Promise<RunPatch> => {
  const { container, run, signal } = tools;
  const { generations } = container;
  const job = await makeJob(tools, 'rebuild', generation, allowShrink);
  await preflight(container, await container.openPages().count(), job.spec.dimensions, signal);
  signal.throwIfAborted();
  await generations.create(generation, run.id);
  const { totals, bytes } = await buildIn(tools, job);
  const { embedded, reused } = totals;
  await generations.ready(generation, {
    records: embedded + reused,
    specHash: specHash(job.spec),
    model: job.spec.model,
    bytes,
  });
  await promote(tools, generation, countsOf(totals));
  return { ...countsOf(totals), ...(await applyTags(tools, job, totals)) };
};

/** On a full disk nothing is kept; else the next run takes over what is embedded already. */
export const abandon = async ({ container }: RunTools, generation: string, error: Error): Promise<void> => {
  await container.generations.discard(generation);
  const { code } = error as IndexRebuildError;
  if (code === 'STORAGE_FULL') await container.backend.remove(generation);
};

/** Builds a new generation from what is published now and makes it live. */
export const rebuildWork = (container: Container, lease: Lease, allowShrink: boolean): RunWork => {
  const generation = generationId(lease.token, container.newNonce());
  return {
    kind: 'rebuild',
    generation,
    execute: (tools) => execute(tools, generation, allowShrink),
    abandon: (tools, error) => abandon(tools, generation, error),
  };
};
