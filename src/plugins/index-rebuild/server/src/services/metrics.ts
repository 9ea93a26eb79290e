import { DRIFT_LEVELS, type Drift, type OverlayStatus, type Run } from '../../../shared/contracts';
import type { Gauges } from '../domain/gauges';
import { settledWithin } from '../lib/settled-within';
import type { Catalog } from '../ports/catalog';
import type { Clock } from '../ports/clock';
import type { GenerationStore } from '../ports/generation-store';
import type { Log } from '../ports/log';
import type { Metrics } from '../ports/metrics';
import type { SearchBackend } from '../ports/search-backend';
import type { Health } from './health';

const MS = 1000;
/** How long monitoring waits for a disk or a cluster. */
const STORAGE_MS = 1_000;

export type MetricsPorts = {
  metrics: Metrics;
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'complete'>;
  backend: Pick<SearchBackend, 'freeBytes'>;
  live: { readonly generation: string | null };
  clock: Clock;
  log: Pick<Log, 'warn'>;
};

type Asked = {
  health: { check(): Promise<Health> };
  drift: { read(): Promise<Drift | null>; overlay: { status(): OverlayStatus | null } };
  runs: { findActive(): Promise<Run | null> };
  admission: { waiting(): number };
};

/** What monitoring reads: counters of this process, and how things are in it and in the cluster. */
export const createMetricsReport = (ports: MetricsPorts, { health, drift, runs, admission }: Asked) => {
  const ofThisProcess = async (): Promise<Gauges> => {
    const healthy = await health.check().catch(() => null);
    const { generation } = ports.live;
    const overlay = drift.overlay.status();
    return {
      ready: healthy ? 1 : 0,
      generation_is_current: healthy?.current ? 1 : 0,
      ...(generation !== null && { live_generation: { [generation]: 1 } }),
      searches_waiting: admission.waiting(),
      ...(overlay && { overlay_records: overlay.records, overlay_waiting_records: overlay.waiting }),
    };
  };

  /** A disk or a cluster that is silent must not keep the rest from being read. */
  const ofStorage = async (): Promise<Gauges> => {
    const reading = ports.backend.freeBytes();
    if (!(await settledWithin(reading, STORAGE_MS)))
      throw new Error(`the free space was not known after ${STORAGE_MS} ms`);
    return { storage_free_bytes: await reading };
  };

  const ofGenerations = async (): Promise<Gauges> => {
    const [{ liveGeneration }, kept] = await Promise.all([
      ports.catalog.read(),
      ports.generations.complete(),
    ]);
    const live = kept.find(({ name }) => name === liveGeneration);
    return {
      storage_used_bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0),
      ...(live && {
        live_generation_records: live.records,
        live_generation_timestamp_seconds: live.createdAt.getTime() / MS,
      }),
    };
  };

  const ofDrift = async (): Promise<Gauges> => {
    const found = await drift.read();
    if (!found) return {};
    const { added, changed, removed, level } = found;
    return { drift_records: { added, changed, removed }, drift_level: DRIFT_LEVELS.indexOf(level) };
  };

  const ofRuns = async (): Promise<Gauges> => {
    const run = await runs.findActive();
    const since = run ? ports.clock.now().getTime() - new Date(run.startedAt).getTime() : 0;
    return { run_active: run ? 1 : 0, run_active_seconds: Math.max(0, since) / MS };
  };

  return {
    /** What cannot be read is left out: monitoring has to work best when something does not. */
    async read(): Promise<{ contentType: string; text: string }> {
      const parts = [ofThisProcess, ofStorage, ofGenerations, ofDrift, ofRuns].map((part) =>
        part().catch((error: Error): Gauges => {
          ports.log.warn(`[index-rebuild] metrics are incomplete: ${error.message}`);
          return {};
        })
      );
      return ports.metrics.read(Object.assign({}, ...(await Promise.all(parts))));
    },
  };
};

export type MetricsReport = ReturnType<typeof createMetricsReport>;
