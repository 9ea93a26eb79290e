import { IndexRebuildError } from '../../domain/errors';
import { assertFewFailures } from '../../domain/guards';
import { FILES, recordKey } from '../../domain/manifest';
import type { BuildContext, StagedRecord } from '../build-context';
import { resolveVectors, WINDOW, windows, type Deliver } from '../resolve-vectors';
import type { Report, Stage } from '../stage';

const embedAll = async (context: BuildContext, report: Report, signal: AbortSignal): Promise<void> => {
  const { staging, totals, settled, writer } = context;
  let done = settled.size;
  const advance = (count: number): void => report((done += count), totals.staged);
  // Every record is written when it is done: a run that is interrupted leaves its work to the next.
  const deliver: Deliver = async (written, how, count) => {
    await writer.write(written);
    totals[how] += written.length;
    advance(count);
  };
  const staged = staging.readLines<StagedRecord>(FILES.snapshot);
  for await (const window of windows(staged, WINDOW)) {
    const left = window.filter(({ documentId, locale }) => !settled.has(recordKey(documentId, locale)));
    await resolveVectors(left, context, deliver, signal);
  }
  await writer.close();
};

/** Gives every staged record its vectors, but those that the tag stage has settled. */
export const embed: Stage<BuildContext> = {
  name: 'embed',
  async run(context, report, signal) {
    report(context.settled.size, context.totals.staged);
    await embedAll(context, report, signal);
    const { embedded, reused, failures, total } = context.totals;
    if (embedded + reused === 0) {
      throw new IndexRebuildError(
        'EMBEDDING_FAILED',
        `No record could be embedded. The last reason: ${failures.at(-1)?.message ?? 'unknown'}`
      );
    }
    assertFewFailures(failures.length, total, context.limits.maxFailedShare);
    report(context.totals.staged, context.totals.staged);
  },
};
