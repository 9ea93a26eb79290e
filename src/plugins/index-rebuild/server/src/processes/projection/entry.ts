import { mkdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { projectionFailed, toIndexRebuildError } from '../../domain/errors';
import { MAX_POINTS, SEED, type Projection } from '../../domain/projection/projection';
import { monotonicMs } from '../../lib/monotonic';
import { seededRandom } from '../../lib/seeded-random';
import { readProjection, writeProjection } from '../../backends/embedded/projection/kept-projection';
import { readPoints, type Points } from '../../backends/embedded/projection/points';
import { project } from '../../backends/embedded/projection/project';
import { openCluster } from '../../backends/opensearch/cluster/cluster';
import { readRemotePoints } from '../../backends/opensearch/generation/points';
import { endWithParent } from '../child';
import { ownLog } from '../child-log';
import { lowerPriority } from '../priority';
import type { FromProjection, ProjectionJob, RemoteIndex, ToProjection } from '../protocol';
import { sendToParent } from '../send-to-parent';

const PROGRESS_EVERY_MS = 250;
/** How much of the time goes into reading the generation. */
const READING_SHARE = 0.05;

const tell = (message: FromProjection): Promise<void> => sendToParent(message);

/** Reports progress now and then, and lets the process notice that its parent is gone. */
const createStep = () => {
  let toldAt = -Infinity;
  return async (share: number): Promise<void> => {
    const now = monotonicMs();
    if (now - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = now;
    void tell({ type: 'progress', share });
    await nextTurn();
  };
};

const firstKept = async (directories: readonly string[]): Promise<Projection | null> => {
  for (const directory of directories) {
    const kept = await readProjection(directory);
    if (kept) return kept;
  }
  return null;
};

const pointsIn = async (
  { cluster: choice, prefix, generation }: RemoteIndex,
  step: () => Promise<void>
): Promise<Points> => {
  const cluster = openCluster(choice, process.env);
  try {
    return await readRemotePoints(cluster, prefix, generation, { max: MAX_POINTS, step });
  } finally {
    await cluster.close();
  }
};

/** A generation in a cluster may have no folder here. One that is removed from now on stays away. */
const ensureFolder = async ({ index, directory }: ProjectionJob): Promise<void> => {
  if (index.engine === 'opensearch') await mkdir(directory, { recursive: true });
};

const compute = async ({ index, earlier }: ProjectionJob): Promise<Projection> => {
  const step = createStep();
  const reading = () => step(0);
  const points =
    index.engine === 'embedded'
      ? await readPoints(index.directory, MAX_POINTS, reading)
      : await pointsIn(index, reading);
  return project(points, {
    before: await firstKept(earlier),
    random: seededRandom(SEED),
    now: new Date(),
    step: (share) => step(READING_SHARE + share * (1 - READING_SHARE)),
  });
};

const answer = async (job: ProjectionJob): Promise<Projection> => {
  const kept = await readProjection(job.directory);
  if (kept?.generation === job.generation) return kept;
  const startedAt = monotonicMs();
  // Without it, the map is computed all the same.
  await ensureFolder(job).catch(() => {});
  const projection = await compute(job);
  ownLog.debug(`computed the map in ${((monotonicMs() - startedAt) / 1_000).toFixed(1)} s`);
  await writeProjection(job.directory, projection, String(process.pid)).catch((error: Error) =>
    ownLog.warn(`the map could not be kept, so it is computed again after a restart: ${error.message}`)
  );
  return projection;
};

const main = async (): Promise<void> => {
  endWithParent();
  lowerPriority();
  const first = new Promise<ToProjection>((resolve) => process.once('message', resolve));
  await tell({ type: 'ready' });
  const { job } = await first;
  try {
    await tell({ type: 'projected', projection: await answer(job) });
  } catch (thrown) {
    const error = toIndexRebuildError(thrown);
    const known = error.code === 'UNEXPECTED' ? projectionFailed(error.message) : error;
    await tell({ type: 'failed', error: known.toPlain() });
  }
  process.disconnect();
};

void main();
