import type { ResolvedSettings } from '../../config/settings';
import { dayOf } from '../../domain/insights/day';
import { createTally, type AnsweredSearch } from '../../domain/insights/tally';
import type { Clock } from '../../ports/clock';
import type { InsightsStore } from '../../ports/insights-store';
import type { Log } from '../../ports/log';

/** How long counts stay in memory. */
const WRITE_MS = 3_000;

export type RecorderPorts = {
  settings: Pick<ResolvedSettings, 'insights'>;
  insights: Pick<InsightsStore, 'add'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
};

/** Counts searches in memory and writes the counts every few seconds. */
export type Recorder = {
  answered(search: AnsweredSearch): void;
  refused(): void;
  /** Writes what is counted, once what is being written already is done. Never throws. */
  write(): Promise<void>;
  /** Forgets what is counted, once what is being written is done. */
  forget(): Promise<void>;
  start(): void;
  /** Writes the rest. */
  stop(): Promise<void>;
};

/** Counts nothing while insights are off. What was counted before is still written. */
export const createRecorder = ({ settings, insights, clock, log }: RecorderPorts): Recorder => {
  /** As it was when something was last counted. */
  let maxQueries = 0;
  const tally = createTally(() => maxQueries);
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let isFailing = false;

  const today = (): string => dayOf(clock.now());

  /** What cannot be written is lost: adding it again might count it twice. Told once for each outage. */
  const writeNow = async (): Promise<void> => {
    const counts = tally.take();
    if (counts.days.length === 0) return;
    try {
      await insights.add(counts, maxQueries);
      isFailing = false;
    } catch (error) {
      if (!isFailing)
        log.warn(`[index-rebuild] insights could not be written and miss some searches: ${error}`);
      isFailing = true;
    }
  };

  const write = (): Promise<void> => {
    writing = writing.then(writeNow);
    return writing;
  };

  const plan = (): void => {
    timer = setTimeout(() => void write().then(() => timer && plan()), WRITE_MS);
    timer.unref();
  };

  return {
    answered(search) {
      if (!settings.insights) return;
      ({ maxQueries } = settings.insights);
      tally.answered(today(), search);
    },
    refused() {
      if (settings.insights) tally.refused(today());
    },
    write,
    async forget() {
      await writing;
      tally.take();
    },
    start: plan,
    async stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      await write();
    },
  };
};
