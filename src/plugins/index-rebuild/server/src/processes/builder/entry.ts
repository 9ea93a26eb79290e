import { createFsStore } from '../../adapters/artifacts/fs-store';
import { openWorkspace } from '../../adapters/artifacts/workspace';
import { systemClock } from '../../adapters/system/clock';
import { createEitherBackend } from '../../backends/either';
import { createEmbeddedBackend } from '../../backends/embedded';
import { loadFaiss } from '../../backends/embedded/faiss/binding';
import { createOpenSearchBackend } from '../../backends/opensearch';
import { openCluster } from '../../backends/opensearch/cluster/cluster';
import { emptyTotals, type BuildTotals } from '../../domain/build';
import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { storageError } from '../../domain/storage-errors';
import type { BuildContext } from '../../pipeline/build-context';
import { builderStages, planOf } from '../../pipeline/plans';
import { runBuilderStages } from '../../pipeline/run-stages';
import type { BuildJob } from '../../ports/builder';
import type { SearchBackend } from '../../ports/search-backend';
import type { RecordPages, SourceRecord } from '../../ports/source';
import { endWithParent } from '../child';
import { ownLog } from '../child-log';
import { lowerPriority } from '../priority';
import type { BuilderSetup, FromBuilder, ToBuilder } from '../protocol';
import { sendToParent } from '../send-to-parent';
import { openEmbedderPool } from '../embedding/embedder-pool';
import { openTagging } from './open-tagging';
import { createStageLog } from './stage-log';

const tell = (message: FromBuilder): Promise<void> => sendToParent(message);

/** The parent's answer to `question`. Only one question is open at a time. */
const ask = async (question: FromBuilder): Promise<ToBuilder> => {
  const answer = new Promise<ToBuilder>((resolve) => process.once('message', resolve));
  await tell(question);
  const message = await answer;
  if (message.type === 'refused') throw IndexRebuildError.fromPlain(message.error);
  return message;
};

const unexpected = (message: ToBuilder): never => {
  throw new IndexRebuildError('UNEXPECTED', `The builder did not expect "${message.type}".`);
};

/**
 * The records, requested page by page: the parent reads a page only on request. The next one is asked
 * for while the builder works on this one.
 */
const pagesFromParent = (): RecordPages => {
  const askForPage = async (): Promise<SourceRecord[] | null> => {
    const message = await ask({ type: 'page?' });
    return message.type === 'page' ? message.records : unexpected(message);
  };
  let next: Promise<SourceRecord[] | null> | null = null;
  return {
    async count(): Promise<number> {
      const message = await ask({ type: 'count?' });
      return message.type === 'count' ? message.count : unexpected(message);
    },
    async next() {
      const page = await (next ?? askForPage());
      next = page && askForPage();
      // Its refusal is thrown by the call that waits for it.
      next?.catch(() => {});
      return page;
    },
  };
};

/** A builder writes generations and never serves one. */
const startNoSearcher = (): never => {
  throw new Error('A builder does not start searchers.');
};

type Storage = { backend: SearchBackend; directory: string };

const openStorage = (
  { storageDir, installation, index }: BuilderSetup,
  { generation }: BuildJob
): Storage => {
  const store = createFsStore(storageDir);
  store.openAt(installation);
  const directory = store.directoryOf(generation);
  const startSearcher = startNoSearcher;
  if (index.engine === 'embedded') {
    const { exactUpTo } = index;
    return { backend: createEmbeddedBackend({ store, exactUpTo, startSearcher }), directory };
  }
  const { shards, replicas, prefix } = index;
  const present = createOpenSearchBackend({
    ...{ cluster: openCluster(index.cluster, process.env), prefix: () => prefix, shards, replicas, store },
    startSearcher,
  });
  const former = createEmbeddedBackend({ store, exactUpTo: 0, startSearcher });
  return { backend: createEitherBackend(present, former), directory };
};

const openContext = async (
  setup: BuilderSetup,
  job: BuildJob,
  totals: BuildTotals
): Promise<BuildContext> => {
  const { run, generation, spec, limits, reuseFrom, tags } = job;
  // A binding that is missing ends the run before hours of embedding, not after.
  if (job.kind === 'rebuild' && setup.index.engine === 'embedded') loadFaiss();
  const { backend, directory } = openStorage(setup, job);
  const writer = await backend.begin(generation, spec);
  const embedder = await openEmbedderPool(setup.embedder, setup, ownLog);
  if (job.expectsNew) embedder.prepare();
  return {
    input: { run, spec, limits },
    ports: {
      records: pagesFromParent(),
      workspace: openWorkspace(directory),
      embedder,
      vectorCache: await backend.openVectorCache(reuseFrom, spec),
      writer,
      tagging: tags && openTagging(tags, embedder, ownLog),
      clock: systemClock,
    },
    state: { totals, tags: new Map(), settled: new Set(), bytes: 0 },
  };
};

const buildGeneration = async (setup: BuilderSetup, job: BuildJob, totals: BuildTotals): Promise<void> => {
  const context = await openContext(setup, job, totals);
  const { writer, embedder, vectorCache } = context.ports;
  // Cancelling a run kills this process, so nothing here ever aborts.
  const { signal } = new AbortController();
  const stageLog = createStageLog(ownLog);
  const hooks = {
    onReport(report: Extract<FromBuilder, { type: 'report' }>['report']) {
      const { failures, ...counts } = totals;
      void tell({ type: 'report', report, counts: { ...counts, failed: failures.length } });
    },
    async beforeStage(stage: Extract<FromBuilder, { type: 'stage?' }>['stage']) {
      stageLog.next(stage);
      await ask({ type: 'stage?', stage });
    },
  };
  await runBuilderStages(
    builderStages(planOf({ kind: job.kind, replaces: null }, { tagging: job.tags !== null, upload: false })),
    context,
    hooks,
    signal
  );
  stageLog.next(null);
  await Promise.all([writer.close(), embedder.close(), vectorCache.close()]);
  await tell({ type: 'built', result: { totals, bytes: context.state.bytes } });
};

const main = async (): Promise<void> => {
  endWithParent();
  lowerPriority();
  const first = await ask({ type: 'ready' });
  const { setup, job } = first.type === 'build' ? first : unexpected(first);
  const totals = emptyTotals();
  try {
    await buildGeneration(setup, job, totals);
  } catch (thrown) {
    const error = storageError(thrown) ?? toIndexRebuildError(thrown);
    await tell({ type: 'failed', error: error.toPlain(), totals });
  }
  process.disconnect();
};

void main();
