import type { ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

import { IndexRebuildError, searcherDiedLoading, searcherStuckLoading } from '../../domain/errors';
import type { Log } from '../../ports/log';
import type { Searcher } from '../../ports/searcher';
import { describeExit, sendTo, startChild } from '../child';
import { entryFile } from '../entry-file';
import { keyUsersOf } from '../key-users';
import { canRaisePriority } from '../priority';
import type { FromSearcher, ServedGeneration, ServeJob } from '../protocol';
import { SearcherHandle } from './searcher-handle';

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(describeExit(code, signal)));
  });

/**
 * Gives the job to a child and waits until it serves, as long as it makes progress.
 *
 * @throws the child's refusal, or SEARCHER_DIED when it ended or stopped responding.
 */
export const untilServing = (
  child: ChildProcess,
  job: ServeJob,
  ended: Promise<string>
): Promise<ServedGeneration> =>
  new Promise<ServedGeneration>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(silence);
      child.off('message', onMessage);
    };
    const fail = (error: IndexRebuildError): void => (stop(), reject(error));
    const { searcherStartMs } = job.timeouts;
    const silence = setTimeout(() => fail(searcherStuckLoading(searcherStartMs)), searcherStartMs);
    const onMessage = (message: FromSearcher): void => {
      silence.refresh();
      if (message.type === 'ready') sendTo(child, { type: 'serve', job });
      if (message.type === 'refused') fail(IndexRebuildError.fromPlain(message.error));
      if (message.type !== 'serving') return;
      stop();
      resolve(message.served);
    };
    child.on('message', onMessage);
    void ended.then((how) => fail(searcherDiedLoading(how)));
  });

const aboutOf = ({ index }: ServeJob): string =>
  `generation ${index.engine === 'embedded' ? path.basename(index.directory) : index.generation}`;

const silenceOf = ({ timeouts: { searcherSilenceMs } }: ServeJob): string =>
  `[index-rebuild] the searcher gave no sign of life for ${searcherSilenceMs} ms (timeouts.searcherSilenceMs) and is ended`;

type Wanted = Omit<ServeJob, 'raiseTo'> & { lowPriority?: boolean };

/**
 * Forks a searcher and waits until it has loaded the generation. Beside another one it loads at low
 * priority where that can be raised again, and elsewhere with rests. One of low priority keeps it.
 *
 * @throws as `untilServing`.
 */
export const startSearcher = async (
  { lowPriority: stays = false, ...wanted }: Wanted,
  log: Log
): Promise<Searcher> => {
  const isRaised = !stays && wanted.beside && canRaisePriority();
  const lowPriority = stays || isRaised;
  const job: ServeJob = { ...wanted, raiseTo: isRaised ? os.getPriority() : null };
  const settings = { users: [job.embedder, ...keyUsersOf(job.index)], setupDir: job.setupDir, lowPriority };
  const child = startChild(entryFile('searcher'), settings, { log, name: 'searcher', about: aboutOf(job) });
  const ended = endOf(child.process);
  try {
    const served = await untilServing(child.process, job, ended);
    return new SearcherHandle(child.process, served, ended, {
      ...job.timeouts,
      onSilence: () => log.warn(silenceOf(job)),
    });
  } catch (error) {
    child.process.kill('SIGKILL');
    throw error;
  }
};
