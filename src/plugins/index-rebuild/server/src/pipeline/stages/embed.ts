import { nothingEmbedded } from '../../domain/errors';
import { assertFewFailures } from '../../domain/guards';
import { recordKey } from '../../domain/record';
import { WORK_FILES, type BuildContext, type StagedRecord } from '../build-context';
import { embedRecords, takeKnown, WINDOW, windows, type Deliver } from '../resolve-vectors';
import { sideBySide } from '../side-by-side';
import { writeRecords } from '../write-records';
import type { Report, Stage } from '../stage';

/** While the last batches of one window are being embedded, the next one keeps the other workers busy. */
const WINDOWS_AT_ONCE = 2;

const embedAll = async (context: BuildContext, report: Report, signal: AbortSignal): Promise<void> => {
  const {
    ports: { workspace },
    state: { totals, settled },
  } = context;
  let done = settled.size;
  const advance = (count: number): void => report((done += count), totals.staged);
  // Every record is written once it is done, so the next run can reuse an interrupted run's work.
  const deliver: Deliver = async (written, how, count) => {
    await writeRecords(context, written);
    totals[how] += written.length;
    advance(count);
  };
  const embedding = sideBySide(
    WINDOWS_AT_ONCE,
    (records: readonly StagedRecord[], stop) => embedRecords(records, context, deliver, stop),
    signal
  );
  // New records may be few and far between: they are embedded together.
  let missing: StagedRecord[] = [];
  const staged = workspace.readLines<StagedRecord>(WORK_FILES.snapshot);
  for await (const window of windows(staged, WINDOW)) {
    const unsettled = window.filter((record) => !settled.has(recordKey(record)));
    missing.push(...(await takeKnown(unsettled, context, deliver)));
    if (missing.length < WINDOW) continue;
    await embedding.add(missing);
    missing = [];
  }
  await embedding.add(missing);
  await embedding.finish();
};

/** Gives every staged record its vectors, except those that the tag stage has settled. */
export const embed: Stage<BuildContext> = {
  name: 'embed',
  async run(context, report, signal) {
    const {
      input: { limits },
      state: { totals, settled },
    } = context;
    report(settled.size, totals.staged);
    await embedAll(context, report, signal);
    const { embedded, reused, failures, total } = totals;
    if (embedded + reused === 0) throw nothingEmbedded(failures.at(-1)?.message);
    assertFewFailures(failures.length, total, limits.maxFailedShare);
    report(totals.staged, totals.staged);
  },
};
