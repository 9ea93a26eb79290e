import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';

import type { Container } from '../container';
import { IndexRebuildError, toIndexRebuildError } from '../domain/errors';
import { generationId } from '../domain/generation';
import type { Lease } from '../domain/lease';
import { recipeHash, type Recipe } from '../domain/recipe';
import { embedderInfo, readModelDescription } from '../adapters/onnx/model-files';
import type { BuildTotals } from '../pipeline/build-context';
import { strapiStages } from '../pipeline/rebuild';
import { runStages } from '../pipeline/stage';
import type { RunPatch, RunRef } from '../ports/run-store';
import { BuildError, startBuilder } from '../processes/builder/start-builder';
import type { BuildJob, BuildResult } from '../processes/protocol';
import { createProgressRecorder } from './progress-recorder';

type Recorder = ReturnType<typeof createProgressRecorder>;

const countsOf = ({ failures, total, embedded, reused }: BuildTotals): RunPatch => ({
  total,
  embedded,
  reused,
  failed: failures.length,
  failures,
});

const makeRecipe = async ({ settings }: Container): Promise<Recipe> => {
  const { uid, template, displayName, filterable } = settings.source;
  const info = embedderInfo(await readModelDescription(settings.modelDir));
  return { source: uid, template, displayName, filterable, passages: 'whole-record', ...info };
};

const makeJob = async (
  container: Container,
  run: RunRef,
  generation: string
): Promise<BuildJob> => {
  const { settings, directoryOf, catalog } = container;
  const { liveGeneration } = await catalog.read();
  return {
    run: run.id,
    generation,
    directory: directoryOf(generation),
    liveDirectory: liveGeneration && directoryOf(liveGeneration),
    recipe: await makeRecipe(container),
    modelDir: settings.modelDir,
    threads: settings.builder.threads,
    batchSize: settings.builder.batchSize,
  };
};

const buildIn = async (
  container: Container,
  job: BuildJob,
  recorder: Recorder,
  signal: AbortSignal
): Promise<BuildResult> => {
  signal.throwIfAborted();
  const builder = startBuilder(job, container.openPages(), ({ report, totals }) => {
    const { embedded, reused, failed } = totals;
    recorder.report(report, { embedded, reused, failed });
  });
  container.log.info(`[index-rebuild] run ${job.run}: builder ${builder.pid} started`);
  signal.addEventListener('abort', builder.kill, { once: true });
  try {
    return await builder.finished;
  } catch (error) {
    // A builder that was killed by an abort says only that it died; the reason is the abort's.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', builder.kill);
    builder.kill();
  }
};

/** Removes what a run has built, unless it became live after all. */
const discard = async (container: Container, generation: string): Promise<void> => {
  const { liveGeneration } = await container.catalog.read();
  if (liveGeneration === generation) return;
  await container.generations.discard(generation);
  await rm(container.directoryOf(generation), { recursive: true, force: true });
};

const removeOldGenerations = async (container: Container): Promise<void> => {
  const { generations, settings, directoryOf, log } = container;
  // The live one is kept besides these.
  const surplus = (await generations.retired()).slice(settings.retention.generations - 1);
  for (const name of surplus) {
    await rm(directoryOf(name), { recursive: true, force: true });
    await generations.discard(name);
    log.debug(`[index-rebuild] removed generation ${name}`);
  }
};

const buildAndSwap = async (
  container: Container,
  run: RunRef,
  lease: Lease,
  generation: string,
  recorder: Recorder,
  signal: AbortSignal
): Promise<RunPatch> => {
  const { runs, generations, catalog, live } = container;
  const job = await makeJob(container, run, generation);
  await generations.create(generation, run.id);
  const { totals, bytes } = await buildIn(container, job, recorder, signal);
  const records = totals.embedded + totals.reused;
  await generations.ready(generation, {
    records,
    recipeHash: recipeHash(job.recipe),
    model: job.recipe.model,
    bytes,
  });
  await runs.move(run, 'promoting', countsOf(totals));
  const onReport = (report: Parameters<Recorder['report']>[0]) => recorder.report(report);
  await runStages(strapiStages, { generation, lease, catalog, live }, onReport, signal);
  await generations.live(generation);
  return countsOf(totals);
};

const endFailed = async (
  container: Container,
  run: RunRef,
  generation: string,
  recorder: Recorder,
  signal: AbortSignal,
  thrown: unknown
): Promise<void> => {
  const error = toIndexRebuildError(signal.aborted ? signal.reason : thrown);
  const counts = thrown instanceof BuildError ? countsOf(thrown.totals) : {};
  const to = error.code === 'RUN_INTERRUPTED' ? 'interrupted' : 'failed';
  container.log.warn(`[index-rebuild] run ${run.id} ${to}: ${error.code}: ${error.message}`);
  await discard(container, generation).catch((problem: Error) =>
    container.log.warn(`[index-rebuild] could not remove ${generation}: ${problem.message}`)
  );
  const { stage, stages } = await recorder.close();
  await container.runs.move(run, to, { ...counts, stage, stages, error: error.toPlain() });
};

/**
 * Conducts a rebuild from `queued` to its end. Whatever happens, the run ends in a final state and
 * the live generation is the old one or the complete new one. Does not throw for a failed run.
 */
export const conductRebuild = async (
  container: Container,
  lease: Lease,
  signal: AbortSignal
): Promise<void> => {
  const run: RunRef = { id: lease.holder, token: lease.token };
  const generation = generationId(lease.token, randomBytes(6).toString('hex'));
  const recorder = createProgressRecorder(container.runs, run);
  try {
    await container.runs.move(run, 'running', { generation });
    const counts = await buildAndSwap(container, run, lease, generation, recorder, signal);
    await removeOldGenerations(container).catch((error: Error) =>
      container.log.warn(`[index-rebuild] could not remove old generations: ${error.message}`)
    );
    await container.runs.move(run, 'completed', { ...counts, ...(await recorder.close()) });
    container.log.info(`[index-rebuild] run ${run.id} completed`);
  } catch (thrown) {
    await endFailed(container, run, generation, recorder, signal, thrown);
  }
};

export const interrupted = (why: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_INTERRUPTED',
    `The run was interrupted: ${why} The present index stays live; start the rebuild again.`
  );
