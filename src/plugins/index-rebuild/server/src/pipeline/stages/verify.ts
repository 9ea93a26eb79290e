import { indexedCount } from '../../domain/build';
import { verifyFailed } from '../../domain/errors';
import { assertNotShrunk, MIN_RECALL } from '../../domain/guards';
import type { IndexSample } from '../../ports/generation-writer';
import { WORK_FILES, type BuildContext } from '../build-context';
import { calibrate } from '../calibrate';
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
