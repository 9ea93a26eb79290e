import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { RUN_KINDS, RUN_STATUSES } from '../../../shared/contracts';
import { GAUGES, type GaugeName, type Gauges } from '../domain/gauges';
import { ERROR_REGISTRY } from '../domain/errors';
import { isFinal } from '../domain/run';
import type { Metrics } from '../ports/metrics';

const SEARCH_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const RUN_SECONDS = [1, 5, 15, 60, 300, 900, 3_600, 4 * 3_600, 24 * 3_600];

/** Ends of runs, and refusals, that somebody may want to be told of. */
const ENDS = RUN_STATUSES.filter(isFinal);
const REFUSALS = Object.entries(ERROR_REGISTRY).flatMap(([code, { status }]) =>
  status === 429 || status === 503 ? [code] : []
);

const createGauges = (registry: Registry) => {
  const gauges = Object.entries(GAUGES).map(([name, { help, ...more }]) => {
    const label = 'label' in more ? more.label : undefined;
    const labelNames = label === undefined ? [] : [label];
    const gauge = new Gauge({ name: `index_rebuild_${name}`, help, labelNames, registers: [registry] });
    return { name: name as GaugeName, gauge, label };
  });

  return (values: Gauges): void => {
    for (const { name, gauge, label } of gauges) {
      const value = values[name];
      // What is not known is left out, so that nobody takes it for 0.
      gauge.reset();
      if (label === undefined && value === undefined) gauge.remove();
      else if (typeof value === 'number') gauge.set(value);
      else if (label !== undefined) {
        for (const [key, each] of Object.entries(value ?? {})) gauge.set({ [label]: key }, each);
      }
    }
  };
};

/** Metrics in Prometheus' text format, in a registry of their own. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  const search = new Histogram({
    name: 'index_rebuild_search_duration_seconds',
    help: 'How long searches took that were answered, from the request to the records.',
    labelNames: ['mode'],
    buckets: SEARCH_SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'index_rebuild_search_errors_total',
    help: 'Requests to the search API that were answered with an error, by its code.',
    labelNames: ['code'],
    registers,
  });
  const deaths = new Counter({
    name: 'index_rebuild_searcher_deaths_total',
    help: 'How often the live searcher died and another was started.',
    registers,
  });
  const runs = new Histogram({
    name: 'index_rebuild_run_duration_seconds',
    help: 'How long runs took whose end this process recorded.',
    labelNames: ['kind', 'status'],
    buckets: RUN_SECONDS,
    registers,
  });
  // Whoever watches an increase sees the first one only if there was a zero before.
  for (const kind of RUN_KINDS) for (const status of ENDS) runs.zero({ kind, status });
  for (const code of REFUSALS) refusals.inc({ code }, 0);
  const setGauges = createGauges(registry);

  return {
    answered: (mode, seconds) => search.observe({ mode }, seconds),
    refused: (code) => refusals.inc({ code }),
    searcherDied: () => deaths.inc(),
    runEnded: (kind, status, seconds) => runs.observe({ kind, status }, seconds),
    async read(gauges) {
      setGauges(gauges);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
};
