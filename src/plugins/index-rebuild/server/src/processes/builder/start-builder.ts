import path from 'node:path';

import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { storageError } from '../../domain/storage-errors';
import type { BuildTotals } from '../../pipeline/build-context';
import type { RecordPages } from '../../ports/source';
import { describeExit, sendTo, startChild } from '../child';
import type { BuildJob, BuildResult, FromBuilder, ToBuilder } from '../protocol';

type ReportMessage = Extract<FromBuilder, { type: 'report' }>;

export type Builder = {
  pid: number | undefined;
  /** @throws what the builder refused with, or BUILDER_DIED. */
  finished: Promise<BuildResult>;
  /** Ends the builder at once. Safe in every stage: it writes to its own directory only. */
  kill(): void;
};

/** An error of the builder together with what it had counted until then. */
export class BuildError extends IndexRebuildError {
  readonly totals: BuildTotals;

  constructor(error: IndexRebuildError, totals: BuildTotals) {
    super(error.code, error.message, error.details);
    this.totals = totals;
  }
}

/** FAISS ends the process when it cannot write, so the reason may be in its last words alone. */
const died = (how: string, words: string): IndexRebuildError =>
  storageError(new Error(words)) ??
  new IndexRebuildError(
    'BUILDER_DIED',
    `The builder process ended unexpectedly (${how}). The current index stays live; start the rebuild again.`,
    words ? { lastOutput: words } : {}
  );

/** Answers the builder's questions about the source. */
const answer = async (message: FromBuilder, pages: RecordPages): Promise<ToBuilder | null> => {
  try {
    if (message.type === 'count?') return { type: 'count', count: await pages.count() };
    if (message.type === 'page?') return { type: 'page', records: await pages.next() };
    return null;
  } catch (error) {
    return { type: 'source-failed', error: toIndexRebuildError(error, 'SOURCE_FAILED').toPlain() };
  }
};

/** Forks a builder for one job and feeds it with pages. */
export const startBuilder = (
  job: BuildJob,
  pages: RecordPages,
  onReport: (message: ReportMessage) => void
): Builder => {
  const child = startChild(path.join(__dirname, 'entry.js'), [
    job.embedder,
    ...(job.tags ? [job.tags.tagger] : []),
  ]);
  const finished = new Promise<BuildResult>((resolve, reject) => {
    child.process.on('message', (message: FromBuilder) => {
      if (message.type === 'ready') sendTo(child.process, { type: 'build', job });
      else if (message.type === 'report') onReport(message);
      else if (message.type === 'built') resolve(message.result);
      else if (message.type === 'failed') {
        reject(new BuildError(IndexRebuildError.fromPlain(message.error), message.totals));
      } else void answer(message, pages).then((reply) => reply && sendTo(child.process, reply));
    });
    child.process.once('error', (error) => reject(died(error.message, '')));
    child.process.once('exit', (code, signal) => reject(died(describeExit(code, signal), child.lastWords())));
  });
  return { pid: child.process.pid, finished, kill: () => void child.process.kill('SIGKILL') };
};
