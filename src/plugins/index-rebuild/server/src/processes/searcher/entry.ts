import { toIndexRebuildError } from '../../domain/errors';
import { createIdleGate, type IdleGate } from '../../lib/idle-gate';
import { monotonicMs } from '../../lib/monotonic';
import { createRests, createSlices } from '../../lib/time-slices';
import type { Step } from '../../backends/embedded/files/verified-files';
import { assertInTime } from '../../backends/embedded/searcher/turns';
import { endWithParent } from '../child';
import { ownLog } from '../child-log';
import type { FromSearcher, SearcherAnswer, ServeJob, ToSearcher } from '../protocol';
import { sendToParent } from '../send-to-parent';
import { setOwnPriority } from '../priority';
import { openGeneration } from './open-generation';
import type { Serving } from './serving';

const PROGRESS_EVERY_MS = 1_000;

const tell = (message: FromSearcher): Promise<void> => sendToParent(message);

/** Low priority for longer than this means that others use the processor all the time. */
const LOW_PRIORITY_MS = 10_000;

/**
 * What to do between two pieces of loading: tell the parent that it goes on, and rest beside another
 * searcher, unless low priority leaves the processor to that one anyway.
 */
const createSteps = (job: ServeJob): { step: Step; raise(): void } => {
  const pause = job.beside && job.raiseTo === null ? createRests() : createSlices();
  const startedAt = monotonicMs();
  let toldAt = -Infinity;
  let { raiseTo } = job;
  const raise = (): void => {
    if (raiseTo !== null) setOwnPriority(raiseTo);
    raiseTo = null;
  };
  const step = async (): Promise<void> => {
    if (monotonicMs() - toldAt >= PROGRESS_EVERY_MS) {
      toldAt = monotonicMs();
      void tell({ type: 'loading' });
    }
    if (monotonicMs() - startedAt >= LOW_PRIORITY_MS) raise();
    await pause();
  };
  return { step, raise };
};

type Query = Extract<ToSearcher, { id: number }>;

const answerTo = async ({ ranker, suggestions, related }: Serving, query: Query): Promise<SearcherAnswer> => {
  switch (query.type) {
    case 'search':
      return ranker.search(query.request);
    case 'suggest':
      return { suggestions: (await suggestions())(query.request) };
    case 'related':
      return { related: await related(query.request) };
  }
};

/** Embedding for the overlay waits for queries, but not for a searcher that is never idle. */
const MAX_WAIT_MS = 100;

/** Answers a query, unless its deadline has passed. */
const answer = async (serving: Serving, query: Query, gate: IdleGate): Promise<void> => {
  const { id, request } = query;
  // What gives way to searches is none itself.
  const isUrgent = query.type !== 'related';
  if (isUrgent) gate.enter();
  try {
    assertInTime(request.deadline);
    await tell({ type: 'answer', id, answer: await answerTo(serving, query) });
  } catch (error) {
    await tell({ type: 'error', id, error: toIndexRebuildError(error).toPlain() });
  } finally {
    if (isUrgent) gate.leave();
  }
};

const serve = async (job: ServeJob): Promise<void> => {
  const startedAt = monotonicMs();
  const { step, raise } = createSteps(job);
  const gate = createIdleGate(MAX_WAIT_MS);
  const serving = await openGeneration(job, step, {
    giveWay: gate.giveWay,
    tell: (outcomes) => void tell({ type: 'overlay', outcomes }),
    log: ownLog,
  });
  raise();
  process.on('message', (message: ToSearcher) => {
    if (message.type === 'ping') void tell({ type: 'pong' });
    if (message.type === 'refresh') serving.refresh(message.records);
    if (message.type === 'overlay') serving.overlay.change(message.change);
    if ('id' in message) void answer(serving, message, gate);
  });
  const { records } = serving.served;
  ownLog.debug(`loaded ${records} records in ${((monotonicMs() - startedAt) / 1_000).toFixed(1)} s`);
  await tell({ type: 'serving', served: serving.served });
};

const main = async (): Promise<void> => {
  endWithParent();
  const first = new Promise<ToSearcher>((resolve) => process.once('message', resolve));
  await tell({ type: 'ready' });
  const message = await first;
  if (message.type !== 'serve') return;
  try {
    await serve(message.job);
  } catch (error) {
    await tell({
      type: 'refused',
      error: toIndexRebuildError(error, 'GENERATION_CORRUPT').toPlain(),
    });
    process.disconnect();
  }
};

void main();
