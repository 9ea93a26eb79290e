import { toIndexRebuildError } from '../../domain/errors';
import { monotonicMs } from '../../lib/monotonic';
import type { SearchRequest } from '../../ports/searcher';
import { assertInTime } from '../../backends/embedded/searcher/turns';
import type { Ranker } from '../../backends/embedded/searcher/ranker';
import { endWithParent, sendToParent } from '../child';
import type { FromSearcher, ServeJob, ToSearcher } from '../protocol';
import { openGeneration } from './open-generation';

const PROGRESS_EVERY_MS = 1_000;

const tell = (message: FromSearcher): Promise<void> => sendToParent(message);

/** Tells the parent from time to time that loading goes on. */
const createProgress = (): (() => void) => {
  let toldAt = -Infinity;
  return () => {
    if (monotonicMs() - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = monotonicMs();
    void tell({ type: 'loading' });
  };
};

/** Answers a query, unless its deadline has passed. */
const answer = async (ranker: Ranker, id: number, request: SearchRequest): Promise<void> => {
  try {
    assertInTime(request.deadline);
    await tell({ type: 'answer', id, answer: await ranker.search(request) });
  } catch (error) {
    await tell({ type: 'error', id, error: toIndexRebuildError(error).toPlain() });
  }
};

const serve = async (job: ServeJob): Promise<void> => {
  const { ranker, values, served } = await openGeneration(job, createProgress());
  process.on('message', (message: ToSearcher) => {
    if (message.type === 'ping') void tell({ type: 'pong' });
    if (message.type === 'refresh') values.refresh(message.records);
    if (message.type === 'search') void answer(ranker, message.id, message.request);
  });
  await tell({ type: 'serving', served });
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
