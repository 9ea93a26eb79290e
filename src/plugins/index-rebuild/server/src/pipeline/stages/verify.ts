import { indexedCount } from '../../domain/build';
import { cutOffFrom, meaninglessQueries, type CutOff } from '../../domain/cut-off';
import { IndexRebuildError, verifyFailed } from '../../domain/errors';
import { assertNotShrunk, MIN_RECALL } from '../../domain/guards';
import type { IndexSample } from '../../ports/generation-writer';
import { WORK_FILES, type BuildContext } from '../build-context';
import type { Stage } from '../stage';

const STEPS = 3;

const refuse = (what: string): never => {
  throw verifyFailed(what);
};

const checkCounts = ({ input: { limits }, state: { totals } }: BuildContext, sample: IndexSample): void => {
  const { written, indexed } = sample;
  if (written !== totals.rows) refuse(`it holds ${written} vectors, but ${totals.rows} were written.`);
  if (indexed !== written) refuse(`the FAISS index holds ${indexed} of ${written} vectors.`);
  const records = indexedCount(totals);
  assertNotShrunk(records, limits.shrink);
  const accounted = records + totals.failures.length;
  if (accounted !== totals.total) {
    refuse(`${accounted} of the snapshot's ${totals.total} records are accounted for.`);
  }
};

/** Each sampled vector must find itself, and the index must find what exact search finds. */
const checkSample = ({ invalidRow, lostRow, recall }: IndexSample): void => {
  if (invalidRow !== null) refuse(`vector ${invalidRow} is not finite and of length 1.`);
  if (lostRow !== null) refuse(`row ${lostRow} does not find itself.`);
  if (recall < MIN_RECALL) {
    refuse(
      `it finds ${(recall * 100).toFixed(1)} % of the true neighbours, but needs at least ${MIN_RECALL * 100} %.`
    );
  }
};

const isUnavailable = (error: unknown): boolean =>
  error instanceof IndexRebuildError && error.code === 'EMBEDDER_UNAVAILABLE';

/**
 * Where in this generation the line is between what is about a query and what is not. A run whose vectors
 * were all known may have no embedder; its generation then has no such line, and every record is a hit.
 */
const calibrate = async (
  { ports: { embedder, writer } }: BuildContext,
  signal: AbortSignal
): Promise<CutOff | null> => {
  const queries = meaninglessQueries();
  const { batchSize, info } = embedder;
  const vectors = new Float32Array(queries.length * info.dimensions);
  try {
    for (let from = 0; from < queries.length; from += batchSize) {
      const rows = await embedder.embed(queries.slice(from, from + batchSize), 'query');
      vectors.set(rows, from * info.dimensions);
    }
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
  return cutOffFrom(await writer.surroundings(vectors, signal));
};

/** Checks the new index and seals it: only then is it a generation. */
export const verify: Stage<BuildContext> = {
  name: 'verify',
  async run(context, report, signal) {
    const {
      input: { run },
      ports: { writer, clock, workspace },
      state,
    } = context;
    report(0, STEPS);
    const sample = await writer.sample(signal);
    checkCounts(context, sample);
    checkSample(sample);
    report(1, STEPS);
    const cutOff = await calibrate(context, signal);
    report(2, STEPS);
    const failed = state.totals.failures.length;
    const { bytes } = await writer.seal({ run, createdAt: clock.now().toISOString(), failed, cutOff });
    state.bytes = bytes;
    await workspace.remove(WORK_FILES.snapshot);
    report(STEPS, STEPS);
  },
};
