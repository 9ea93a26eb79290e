import { recordKey } from '../../domain/record';
import { leaseLost, nothingTagged, type PlainError } from '../../domain/errors';
import { untaggedWarning, type TagLine } from '../../domain/tags';
import { WORK_FILES } from '../build-context';
import type { RunContext } from '../run-context';
import type { Report, Stage } from '../stage';
import type { BuildTotals } from '../../domain/build';

/** Records per transaction: few enough not to keep editors waiting. */
const RECORDS_AT_ONCE = 200;

/** A tag run in which no record could be tagged has failed. @throws TAGGING_FAILED */
const assertTagged = ({ tagged, untagged, taggingError }: BuildTotals): void => {
  if (tagged > 0 || untagged === 0) return;
  throw nothingTagged(taggingError);
};

type Outcome = { failed: number; reason: string };

/** Writes the file's tags to the database in batches. @returns How many records failed, and why. */
const writeAll = async (
  { input: { generation, lease }, ports: { tags, catalog, workspaceOf, warn } }: RunContext,
  total: number,
  report: Report,
  signal: AbortSignal
): Promise<Outcome> => {
  const keys = new Set<string>();
  const outcome: Outcome = { failed: 0, reason: '' };
  let lines: TagLine[] = [];
  /** A process that stood still may have lost the lease without having been told yet. */
  const assertOurs = async (): Promise<void> => {
    signal.throwIfAborted();
    if (!(await catalog.renew(lease))) throw leaseLost();
  };
  const write = async (): Promise<void> => {
    await assertOurs();
    await tags?.apply(lines).catch(({ message }: Error) => {
      outcome.failed += lines.length;
      outcome.reason = message;
      warn(`tags of ${lines.length} records could not be written: ${message}`);
    });
    lines = [];
    report(keys.size, total);
  };
  for await (const line of workspaceOf(generation).readLines<TagLine>(WORK_FILES.tags)) {
    keys.add(recordKey(line));
    lines.push(line);
    if (lines.length === RECORDS_AT_ONCE) await write();
  }
  if (lines.length > 0) await write();
  await assertOurs();
  await tags?.keepOnly(keys);
  return outcome;
};

const warningOf = (
  { failed, reason }: Outcome,
  { untagged, taggingError }: BuildTotals
): PlainError | null => {
  if (failed > 0) return untaggedWarning(failed, `the database refused them (${reason}).`);
  return untagged > 0 ? untaggedWarning(untagged, taggingError ?? '') : null;
};

/**
 * Writes what the tag stage found to the database, once the run can no longer be stopped. What
 * cannot be written is a warning: the next run tags those records again.
 */
export const writeTags: Stage<RunContext> = {
  name: 'write-tags',
  async run(context, report, signal) {
    const { input, ports, state } = context;
    ports.endLimits();
    const totals = state.built?.totals;
    if (!totals || !state.job?.tags?.taxonomy.length) return report(1, 1);
    if (input.kind === 'tag') assertTagged(totals);
    report(0, totals.staged);
    state.warning = warningOf(await writeAll(context, totals.staged, report, signal), totals);
    await ports.workspaceOf(input.generation).remove(WORK_FILES.tags);
    return report(totals.staged, totals.staged);
  },
};
