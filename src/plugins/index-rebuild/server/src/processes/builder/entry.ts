import os from 'node:os';

import { engineFor } from '../../backends/embedded/faiss/engines';
import { flatEngine } from '../../backends/embedded/faiss/flat';
import { openVectorCache } from '../../backends/embedded/files/vector-cache';
import { openStaging } from '../../backends/embedded/files/staging';
import { systemClock } from '../../adapters/system/clock';
import { lexicalEngine } from '../../backends/embedded/lexical/engine';
import { failpoint } from '../../adapters/system/failpoints';
import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { storageError } from '../../domain/storage-errors';
import { emptyTotals, type BuildContext, type BuildTotals } from '../../pipeline/build-context';
import { createBuildWriter } from '../../pipeline/build-writer';
import { builderStages } from '../../pipeline/rebuild';
import { runStages } from '../../pipeline/stage';
import type { RecordPages, SourceRecord } from '../../ports/source';
import { endWithParent, sendToParent } from '../child';
import type { BuildJob, FromBuilder, ToBuilder } from '../protocol';
import { openEmbedderPool } from './embedder-pool';
import { openTagging } from './open-tagging';

const tell = (message: FromBuilder): Promise<void> => sendToParent(message);

/** The parent's next answer to `question`. There is one question at a time. */
const ask = async (question: FromBuilder): Promise<ToBuilder> => {
  const answer = new Promise<ToBuilder>((resolve) => process.once('message', resolve));
  await tell(question);
  const message = await answer;
  if (message.type === 'source-failed') throw IndexRebuildError.fromPlain(message.error);
  return message;
};

const unexpected = (message: ToBuilder): never => {
  throw new IndexRebuildError('UNEXPECTED', `The builder did not expect "${message.type}".`);
};

/** The records, asked for page by page: the parent reads the next one only when it is wanted. */
const pagesFromParent: RecordPages = {
  async count(): Promise<number> {
    const message = await ask({ type: 'count?' });
    return message.type === 'count' ? message.count : unexpected(message);
  },
  async next(): Promise<SourceRecord[] | null> {
    const message = await ask({ type: 'page?' });
    return message.type === 'page' ? message.records : unexpected(message);
  },
};

const openContext = async (job: BuildJob, totals: BuildTotals): Promise<BuildContext> => {
  const staging = await openStaging(job.directory);
  const embedder = await openEmbedderPool(job.embedder, job);
  const tagging = job.tags && openTagging(job.tags, embedder);
  const tags: BuildContext['tags'] = new Map();
  const { spec } = job;
  return {
    generation: job.generation,
    run: job.run,
    ...{ spec, tagging, tags },
    records: pagesFromParent,
    embedder,
    writer: createBuildWriter({ staging, spec, totals, tagging, tags }),
    settled: new Set(),
    engineFor: (rows) => engineFor(rows, job.exactUpTo),
    exactEngine: flatEngine,
    lexical: lexicalEngine,
    staging,
    known: await openVectorCache(job.reuseFrom, job.spec.dimensions),
    clock: systemClock,
    limits: job.limits,
    totals,
    files: {},
    built: null,
  };
};

const buildGeneration = async (job: BuildJob, totals: BuildTotals): Promise<void> => {
  const context = await openContext(job, totals);
  // Cancelling a run kills this process, so nothing here ever aborts.
  const { signal } = new AbortController();
  await runStages(
    builderStages(job.kind, job.tags !== null),
    context,
    {
      onReport(report) {
        const { failures, ...counts } = totals;
        void tell({ type: 'report', report, totals: { ...counts, failed: failures.length } });
      },
      before: failpoint,
    },
    signal
  );
  await Promise.all([context.writer.close(), context.embedder.close(), context.known.close()]);
  const bytes = Object.values(context.files).reduce((sum, file) => sum + file.bytes, 0);
  await tell({ type: 'built', result: { totals, bytes } });
};

const main = async (): Promise<void> => {
  endWithParent();
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  const first = await ask({ type: 'ready' });
  const { job } = first.type === 'build' ? first : unexpected(first);
  const totals = emptyTotals();
  try {
    await buildGeneration(job, totals);
  } catch (thrown) {
    const error = storageError(thrown) ?? toIndexRebuildError(thrown);
    await tell({ type: 'failed', error: error.toPlain(), totals });
  }
  process.disconnect();
};

void main();
