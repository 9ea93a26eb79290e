import { failpoint } from '../../adapters/system/failpoints';
import { promotionStages } from '../../pipeline/rebuild';
import { runStages } from '../../pipeline/stage';
import type { RunPatch } from '../../ports/run-store';
import { collect } from '../housekeeping';
import type { RunTools } from './tools';

const PAUSE_MS = 250;

/** Makes a complete generation live and tidies up. From here on the run cannot be cancelled. */
export const promote = async (
  { container, run, lease, recorder, signal }: RunTools,
  generation: string,
  patch: RunPatch = {}
): Promise<void> => {
  const { catalog, live, generations, runs, log } = container;
  await runs.move(run, 'promoting', patch);
  const context = {
    ...{ generation, lease, catalog, live },
    pause: () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS)),
    collect: async () => {
      try {
        await generations.markLive(generation);
        await collect(container, { partialBuilds: 0 });
      } catch (error) {
        log.warn(`[index-rebuild] run ${run.id} could not tidy up: ${(error as Error).message}`);
      }
    },
  };
  await runStages(promotionStages, context, { onReport: recorder.report, before: failpoint }, signal);
};
