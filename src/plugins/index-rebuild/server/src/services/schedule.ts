import type { NextRebuild } from '../../../shared/contracts';
import type { ResolvedSettings } from '../config/settings';
import { readSection } from '../config/sections';
import { IndexRebuildError, settingsInvalid } from '../domain/errors';
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

/** Times of a schedule that are shown to whoever changes it. */
const PREVIEWED = 3;

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
  let started: { name: string }[] | null = null;

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
  const tasks = () => [
    { name: REBUILD, rule: settings.schedule.rebuild, what: 'rebuild', work: runScheduled },
    { name: CHECK, rule: settings.drift.check, what: 'check of drift', work: () => drift.check() },
  ];

  const nextScheduled = (): string | null => {
    const { rebuild, timeZone } = settings.schedule;
    return rebuild === null ? null : (cron.next(rebuild, timeZone, clock.now())?.toISOString() ?? null);
  };

  const add = (): { name: string }[] => {
    const added = tasks().flatMap((task) => (task.rule === null ? [] : [{ ...task, rule: task.rule }]));
    for (const { name, rule, what, work } of added) {
      cron.add(name, rule, settings.schedule.timeZone, async () => {
        await work().catch((error: Error) =>
          log.error(`[index-rebuild] the scheduled ${what} failed: ${error.message}`)
        );
      });
    }
    return added;
  };

  const stop = (): void => {
    for (const { name } of started ?? []) cron.remove(name);
    started = null;
  };

  return {
    /** When a rebuild starts without anybody asking for it; null for never. */
    nextRebuild(): NextRebuild | null {
      const scheduledAt = nextScheduled();
      const rule = settings.drift.rebuild;
      const onChanges = rule && { share: rule.share, maxAgeHours: rule.maxAgeHours };
      return scheduledAt === null && onChanges === null ? null : { scheduledAt, onChanges };
    },
    /** The next times that a rule names, at most three. @throws SETTINGS_INVALID */
    nextTimes(rule: string, timeZone: string | undefined): string[] {
      const { errors } = readSection('schedule', { rebuild: rule, timeZone: timeZone || undefined });
      if (errors) throw settingsInvalid(errors.map(({ message }) => message).join('; '), errors);
      const times: Date[] = [];
      while (times.length < PREVIEWED) {
        const next = cron.next(rule, timeZone || undefined, times.at(-1) ?? clock.now());
        if (next === null) break;
        times.push(next);
      }
      return times.map((time) => time.toISOString());
    },
    start(): void {
      started = add();
    },
    /** Takes over changed settings, if it has been started. */
    restart(): void {
      if (started === null) return;
      stop();
      started = add();
    },
    stop,
  };
};

export type Schedule = ReturnType<typeof createSchedule>;
