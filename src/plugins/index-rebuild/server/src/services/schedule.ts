import type { Strapi } from '../adapters/strapi/types';
import type { Container } from '../container';
import { IndexRebuildError } from '../domain/errors';
import type { Runs } from './runs';

const TASK = 'index-rebuild:rebuild';

/** Every replica's clock strikes; one that is a little late does not rebuild a second time. */
const SAME_STROKE_MS = 55_000;

/** Rebuilds at the times that `schedule.rebuild` names, by the same lease as everybody. */
export const createSchedule = (strapi: Strapi, { settings, runs, clock, log }: Container, service: Runs) => {
  const { rebuild, timeZone } = settings.schedule;

  const hasJustRun = async (): Promise<boolean> => {
    const latest = await runs.latest({ kinds: ['rebuild'] });
    if (latest?.trigger !== 'cron') return false;
    return clock.now().getTime() - new Date(latest.startedAt).getTime() < SAME_STROKE_MS;
  };

  const strike = async (): Promise<void> => {
    try {
      if (await hasJustRun()) return;
      await service.start({ kind: 'rebuild', trigger: 'cron', startedBy: null });
    } catch (error) {
      if (!(error instanceof IndexRebuildError) || error.code !== 'RUN_IN_PROGRESS') throw error;
      log.info(`[index-rebuild] the scheduled rebuild is left out: ${error.message}`);
    }
  };

  return {
    start(): void {
      if (rebuild === null) return;
      const task = async (): Promise<void> => {
        await strike().catch((error: Error) =>
          log.error(`[index-rebuild] the scheduled rebuild could not start: ${error.message}`)
        );
      };
      strapi.cron.add({ [TASK]: { task, options: { rule: rebuild, tz: timeZone } } });
    },
    stop(): void {
      if (rebuild !== null) strapi.cron.remove(TASK);
    },
  };
};
