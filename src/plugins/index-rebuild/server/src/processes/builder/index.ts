import { memoryExceeded, type IndexRebuildError } from '../../domain/errors';
import type { Builder } from '../../ports/builder';
import type { Log } from '../../ports/log';
import { watchMemory } from '../memory';
import type { BuilderSetup } from '../protocol';
import { startBuilder } from './start-builder';

const MB = 1024 * 1024;

type Options = {
  /** Called for every run: the storage folder is known only once the database is ready. */
  setup(): BuilderSetup;
  /** Resident memory above which a builder is killed. */
  memoryMb: number;
  onStarted(pid: number | undefined): void;
  /** Where the builder's own messages go. */
  log: Log;
};

/** Builders as processes of their own, one per run. */
export const createBuilder = ({ setup, memoryMb, onStarted, log }: Options): Builder => ({
  async run(job, hooks, signal) {
    signal.throwIfAborted();
    const builder = startBuilder(setup(), job, hooks, log);
    onStarted(builder.pid);
    let cause: IndexRebuildError | null = null;
    const end = (reason: IndexRebuildError): void => {
      cause ??= reason;
      builder.kill();
    };
    const onAbort = (): void => end(signal.reason as IndexRebuildError);
    signal.addEventListener('abort', onAbort, { once: true });
    const stopWatching = watchMemory(builder.pid ?? 0, memoryMb * MB, (bytes) =>
      end(memoryExceeded(bytes, memoryMb * MB))
    );
    try {
      return await builder.finished;
    } catch (error) {
      // A builder killed from here only reports that it died; the reason is known here.
      throw cause ?? error;
    } finally {
      stopWatching();
      signal.removeEventListener('abort', onAbort);
      builder.kill();
      // Nothing of it writes any more when the run's end is recorded.
      await builder.ended;
    }
  },
});
