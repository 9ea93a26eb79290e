import type { NextRebuild } from '../../../shared/contracts';
import type { ResolvedSettings } from '../config/settings';
import { IndexRebuildError } from '../domain/errors';
import type { Clock } from '../ports/clock';
import type { Cron } from '../ports/cron';
import type { Log } from '../ports/log';
import type { RunStore } from '../ports/run-store';
import type { DriftService } from './drift';
import type { Runs } from './runs';

const REBUILD = 'index-rebuild:rebuild';
const CHECK = 'index-rebuild:drift';

/** Cron fires on every replica; one that is a little late does not rebuild a second time. */
const SAME_TICK_MS = 55_000;

export type SchedulePorts = {
  settings: Pick<ResolvedSettings, 'schedule' | 'drift'>;
  runs: Pick<RunStore, 'latest'>;
  cron: Cron;
  clock: Clock;
  log: Log;
};

/** Rebuilds and checks for drift at the times that the settings name, under the same lease as any other run. */
export const createSchedule = (
  { settings, runs, cron, clock, log }: SchedulePorts,
  service: Pick<Runs, 'start'>,
  drift: Pick<DriftService, 'check'>
) => {
  const { rebuild, timeZone } = settings.schedule;

  const hasJustRun = async (): Promise<boolean> => {
    const latest = await runs.latest({ kinds: ['rebuild'] });
    if (latest?.trigger !== 'cron') return false;
    return clock.now().getTime() - new Date(latest.startedAt).getTime() < SAME_TICK_MS;
  };

  const runScheduled = async (): Promise<void> => {
    try {
      if (await hasJustRun()) return;
      await service.start({ kind: 'rebuild', trigger: 'cron', startedBy: null });
    } catch (error) {
      if (!(error instanceof IndexRebuildError) || error.code !== 'RUN_IN_PROGRESS') throw error;
      log.info(`[index-rebuild] the scheduled rebuild is skipped: ${error.message}`);
    }
  };

  /** What is done and when; a task without a time is never done. */
  const tasks = [
    { name: REBUILD, rule: rebuild, what: 'rebuild', work: runScheduled },
    { name: CHECK, rule: settings.drift.check, what: 'check of drift', work: () => drift.check() },
  ];

  const nextScheduled = (): string | null =>
    rebuild === null ? null : (cron.next(rebuild, timeZone, clock.now())?.toISOString() ?? null);

  return {
    /** When a rebuild starts without anybody asking for it; null for never. */
    nextRebuild(): NextRebuild | null {
      const scheduledAt = nextScheduled();
      const rule = settings.drift.rebuild;
      const onChanges = rule && { share: rule.share, maxAgeHours: rule.maxAgeHours };
      return scheduledAt === null && onChanges === null ? null : { scheduledAt, onChanges };
    },
    start(): void {
      for (const { name, rule, what, work } of tasks) {
        if (rule === null) continue;
        const task = async (): Promise<void> => {
          await work().catch((error: Error) =>
            log.error(`[index-rebuild] the scheduled ${what} failed: ${error.message}`)
          );
        };
        cron.add(name, rule, timeZone, task);
      }
    },
    stop(): void {
      for (const { name, rule } of tasks) if (rule !== null) cron.remove(name);
    },
  };
};

export type Schedule = ReturnType<typeof createSchedule>;
