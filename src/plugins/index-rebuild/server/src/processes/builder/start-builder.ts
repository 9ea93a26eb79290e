import { BuildError, type BuildResult } from '../../domain/build';
import { builderDied, IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { storageError } from '../../domain/storage-errors';
import type { BuildHooks, BuildJob } from '../../ports/builder';
import type { Log } from '../../ports/log';
import { describeExit, sendTo, startChild, type Child } from '../child';
import { entryFile } from '../entry-file';
import { keyUsersOf } from '../key-users';
import type { BuilderSetup, FromBuilder, ToBuilder } from '../protocol';

export type BuilderProcess = {
  pid: number | undefined;
  /** @throws BuildError with what the builder failed with, or BUILDER_DIED. */
  finished: Promise<BuildResult>;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
  /** Ends the builder at once. Safe in every stage: it writes to its own directory only. */
  kill(): void;
};

/** FAISS aborts the process when it cannot write, so the reason may be only in its last output. */
const died = (how: string, { lastWords }: Pick<Child, 'lastWords'>): IndexRebuildError => {
  const words = lastWords();
  return storageError(new Error(words)) ?? builderDied(how, words);
};

/** The answer to a builder's message; null for messages that need none. */
const answerTo = async (message: FromBuilder, hooks: BuildHooks): Promise<ToBuilder | null> => {
  try {
    if (message.type === 'count?') return { type: 'count', count: await hooks.records.count() };
    if (message.type === 'page?') return { type: 'page', records: await hooks.records.next() };
    if (message.type !== 'stage?') return null;
    await hooks.beforeStage(message.stage);
    return { type: 'go' };
  } catch (error) {
    return { type: 'refused', error: toIndexRebuildError(error, 'SOURCE_FAILED').toPlain() };
  }
};

/** Forks a builder for one job and answers its questions. */
export const startBuilder = (
  setup: BuilderSetup,
  job: BuildJob,
  hooks: BuildHooks,
  log: Log
): BuilderProcess => {
  const users = [setup.embedder, ...keyUsersOf(setup.index), ...(job.tags ? [job.tags.tagger] : [])];
  const settings = { users, setupDir: setup.setupDir, lowPriority: true };
  const about = `run ${job.run}, generation ${job.generation}`;
  const child = startChild(entryFile('builder'), settings, { log, name: 'builder', about });
  const reply = async (message: FromBuilder): Promise<void> => {
    const answer = await answerTo(message, hooks);
    if (answer) sendTo(child.process, answer);
  };
  const ended = new Promise<void>((resolve) => {
    child.process.once('error', () => resolve());
    child.process.once('exit', () => resolve());
  });
  const finished = new Promise<BuildResult>((resolve, reject) => {
    child.process.on('message', (message: FromBuilder) => {
      if (message.type === 'ready') sendTo(child.process, { type: 'build', setup, job } satisfies ToBuilder);
      else if (message.type === 'report') hooks.onProgress(message.report, message.counts);
      else if (message.type === 'built') resolve(message.result);
      else if (message.type === 'failed') {
        reject(new BuildError(IndexRebuildError.fromPlain(message.error), message.totals));
      } else void reply(message);
    });
    child.process.once('error', ({ message }) => reject(died(message, child)));
    child.process.once('exit', (code, signal) => reject(died(describeExit(code, signal), child)));
  });
  return { pid: child.process.pid, finished, ended, kill: () => void child.process.kill('SIGKILL') };
};
