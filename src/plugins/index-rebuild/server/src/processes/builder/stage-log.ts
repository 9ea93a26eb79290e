import type { StageName } from '../../../../shared/contracts';
import { monotonicMs } from '../../lib/monotonic';
import type { Log } from '../../ports/log';

/** Says how long each stage took, its gate included. */
export const createStageLog = (log: Pick<Log, 'debug'>) => {
  let stage: StageName | null = null;
  let startedAt = 0;
  return {
    /** @param begins The stage that begins; null after the last one. */
    next(begins: StageName | null): void {
      if (stage !== null)
        log.debug(`the stage "${stage}" took ${((monotonicMs() - startedAt) / 1_000).toFixed(1)} s`);
      stage = begins;
      startedAt = monotonicMs();
    },
  };
};
