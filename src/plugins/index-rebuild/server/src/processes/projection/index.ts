import { IndexRebuildError, projectionFailed } from '../../domain/errors';
import type { Projection } from '../../domain/projection/projection';
import type { Log } from '../../ports/log';
import type { Projector, ProjectorOptions } from '../../ports/projector';
import { describeExit, sendTo, startChild, type Child } from '../child';
import { entryFile } from '../entry-file';
import { watchMemory } from '../memory';
import { keyUsersOf } from '../key-users';
import type { FromProjection, ProjectionJob, ServedIndex, ToProjection } from '../protocol';

const MB = 1024 * 1024;

type Options = {
  /** Both are called for every map: the folders are known only once the database is ready. */
  directoryOf(generation: string): string;
  indexOf(generation: string): Promise<ServedIndex>;
  setupDir: string;
  /** Resident memory above which the process is killed. */
  memoryMb: number;
  /** Where the process' own messages go. */
  log: Log;
};

const outcome = (
  { process: child }: Child,
  job: ProjectionJob,
  onProgress: (share: number) => void
): Promise<Projection> =>
  new Promise((resolve, reject) => {
    child.on('message', (message: FromProjection) => {
      if (message.type === 'ready') sendTo(child, { type: 'project', job } satisfies ToProjection);
      if (message.type === 'progress') onProgress(message.share);
      if (message.type === 'projected') resolve(message.projection);
      if (message.type === 'failed') reject(IndexRebuildError.fromPlain(message.error));
    });
    child.once('error', ({ message }) => reject(projectionFailed(message)));
    child.once('exit', (code, signal) => reject(projectionFailed(describeExit(code, signal))));
  });

/** Until the process is gone: then it writes nothing any more. */
const ended = ({ process: child }: Child): Promise<void> =>
  new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });

/** Maps are made in a process of their own with the lowest priority, one process per map. */
export const createProjector = ({ directoryOf, indexOf, setupDir, memoryMb, log }: Options): Projector => ({
  async project(generation, { earlier, onProgress, signal }: ProjectorOptions) {
    signal.throwIfAborted();
    const index = await indexOf(generation);
    signal.throwIfAborted();
    const settings = { users: keyUsersOf(index), setupDir, lowPriority: true };
    const about = `generation ${generation}`;
    const child = startChild(entryFile('projection'), settings, { log, name: 'projection', about });
    const end = ended(child);
    let cause: unknown = null;
    const kill = (reason: unknown): void => {
      cause ??= reason;
      child.process.kill('SIGKILL');
    };
    const onAbort = (): void => kill(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const stopWatching = watchMemory(child.process.pid ?? 0, memoryMb * MB, () =>
      kill(projectionFailed(`it needs more memory than builder.memoryMb allows, ${memoryMb} MB`))
    );
    const directory = directoryOf(generation);
    const job = { generation, index, directory, earlier: earlier.map(directoryOf) };
    try {
      return await outcome(child, job, onProgress);
    } catch (error) {
      throw cause ?? error;
    } finally {
      stopWatching();
      signal.removeEventListener('abort', onAbort);
      child.process.kill('SIGKILL');
      await end;
    }
  },
});
