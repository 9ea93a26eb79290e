import pLimit from 'p-limit';

import { PLUGIN_ID } from '../../../shared/constants';
import { trackDeliveries } from '../adapters/strapi/deliveries';
import type { Strapi } from '../lib/strapi';
import { createDrift, type DriftService } from '../services/drift';
import { createAutomaticRebuild } from '../services/drift/automatic-rebuild';
import { createFollower } from '../services/follower';
import { createErasure } from '../services/erasure';
import { EVENTS } from '../services/events';
import { createGenerations } from '../services/generations';
import { createGolden } from '../services/steering/golden';
import { createHealth } from '../services/health';
import { createInSearch } from '../services/in-search';
import { createInsights } from '../services/insights';
import { createSynonyms } from '../services/insights/synonyms';
import { createMap } from '../services/map';
import { createMetricsReport } from '../services/metrics';
import { createRateLimiter } from '../services/rate-limiter';
import { createLocalCopies } from '../services/local-copies';
import { createRecovery } from '../services/recovery';
import { createReplicas } from '../services/replicas';
import { createRuns } from '../services/runs';
import { announcedRuns } from '../services/runs/announced-runs';
import { createSchedule } from '../services/schedule';
import { monotonicMs } from '../lib/monotonic';
import type { Log } from '../ports/log';
import { createSearch, rankingTime } from '../services/search';
import { contentApiAccess, contentManagerAccess } from '../services/search/access';
import { createAdmission } from '../services/search/admission';
import { createRecords, queryLimit } from '../services/search/records';
import { searchedTypes } from '../services/search/types';
import { createStatus } from '../services/status';
import { createSteering, type SteeringService } from '../services/steering';
import { createWeightsPreview } from '../services/steering/preview';
import { createStorageReport } from '../services/storage-report';
import { createTrySearch } from '../services/try-search';
import { createEditorsRecords, localesOf } from '../services/try-search/editors-records';
import { createPorts, type Ports } from './ports';

/** Search for visitors and for administrators who try it: they share the queue and the database queries. */
const createSearches = (strapi: Strapi, ports: Ports, drift: DriftService, steering: SteeringService) => {
  const { search: settings, sources } = ports.settings;
  const { maxWaiting } = settings;
  const limit = pLimit(queryLimit(strapi.db.connection.client.pool.max));
  const admission = createAdmission({ maxWaiting, timeoutMs: rankingTime(settings), now: monotonicMs });
  const { freshValues } = drift;
  const shared = { ...ports, freshValues, steering, sources, settings, types: searchedTypes(sources) };
  const access = contentManagerAccess(strapi);
  const editors = {
    ...{ ...shared, access, admission: { run: admission.runAside } },
    records: createRecords(strapi, limit, access),
  };
  return {
    admission,
    search: createSearch({
      ...{ ...shared, admission },
      records: createRecords(strapi, limit, contentApiAccess(strapi)),
    }),
    trySearch: createTrySearch({
      ...{ ...editors, drift, embedder: ports.settings.embedder.kind },
      editorsRecords: createEditorsRecords(strapi, access),
      locales: () => localesOf(strapi),
      weightsVersion: () => ports.runtimeSettings.versionOf('search.weights'),
      weightsReadOnly: !ports.settings.adminSettings,
    }),
    weightsPreview: createWeightsPreview(editors),
    synonyms: createSynonyms(editors),
  };
};

/** What could not be done at once is done at the next look. */
const tellOf =
  (log: Log) =>
  ({ message }: Error): void =>
    log.warn(`[index-rebuild] changed settings could not be taken over yet: ${message}`);

/** Everything that lives as long as the plugin does: the ports, and the services over them. */
const createAll = ({ strapi }: { strapi: Strapi }) => {
  const container = createPorts(strapi);
  const drift = createDrift(container);
  container.live.equipWith(drift.overlay.equip);
  const steering = createSteering(container);
  const runs = createRuns({ ...container, runs: announcedRuns(container.runs, container), steering }, drift);
  const storage = createStorageReport(container);
  const localCopies = createLocalCopies(container);
  const schedule = createSchedule(container, runs, drift);
  const insights = createInsights({ ...container, steering });
  // What was noticed of edits may be lost with it, so all records are compared.
  const replicas = createReplicas(container, drift.overlay, () => {
    container.log.warn('[index-rebuild] the database has lost what was written last; records are compared');
    drift.queue.addAll();
  });
  const recovery = createRecovery({ ...container, isServed: replicas.isServed }, runs);
  const automaticRebuild = createAutomaticRebuild(container, runs);
  const searches = createSearches(strapi, container, drift, steering);
  const { search, trySearch, weightsPreview, synonyms, admission } = searches;
  // What a version takes that somebody tries is memory that a rebuild may need.
  runs.addStageGate(async (stage) => {
    if (stage === 'preflight') await trySearch.rest();
  });
  const map = createMap(container, search);
  container.live.onActivated((generation) => {
    container.ownGenerations.add(generation);
    map.keepOnly(generation);
  });
  container.live.onDead((generation, reason) => {
    container.metrics.searcherDied();
    container.announce(EVENTS.searcherDown, { generation, reason });
  });
  const health = createHealth({ ...container, now: monotonicMs });
  const { runtimeSettings } = container;
  runtimeSettings.onChange((changed) => {
    if (changed.includes('schedule') || changed.includes('drift.check')) schedule.restart();
  });
  runtimeSettings.onChange(() => void drift.settingsChanged().catch(tellOf(container.log)));
  return {
    ...{ container, runtimeSettings, drift, runs, storage, localCopies, recovery, schedule, insights },
    generations: createGenerations(container),
    erasure: createErasure(container),
    inSearch: createInSearch({ ...container, drift, sources: container.settings.sources }),
    golden: createGolden({ ...container, steering, admission: { run: admission.runAside } }),
    steering,
    status: createStatus(container, drift, storage, schedule, replicas),
    ...{ search, trySearch, weightsPreview, synonyms, map, health, replicas },
    metrics: createMetricsReport(container, { health, drift, runs, admission }),
    rateLimiter: createRateLimiter(container.limiter),
    deliveries: trackDeliveries(strapi),
    follower: createFollower(
      container,
      runs,
      [replicas, localCopies, recovery, drift, automaticRebuild, trySearch, insights],
      drift.queue.addAll
    ),
  };
};

export type Services = ReturnType<typeof createAll>;

/** A service of this Strapi's plugin; they are all made when the first one is asked for. */
export const getService = <Name extends keyof Services>(strapi: Strapi, name: Name): Services[Name] =>
  (strapi.plugin(PLUGIN_ID).service('all') as Services)[name];

const part =
  <Name extends keyof Services>(name: Name) =>
  ({ strapi }: { strapi: Strapi }): Services[Name] =>
    getService(strapi, name);

/** Strapi makes each of these once. The names are those by which other code finds them. */
export default {
  all: createAll,
  container: part('container'),
  runtimeSettings: part('runtimeSettings'),
  drift: part('drift'),
  runs: part('runs'),
  storage: part('storage'),
  localCopies: part('localCopies'),
  recovery: part('recovery'),
  generations: part('generations'),
  erasure: part('erasure'),
  inSearch: part('inSearch'),
  golden: part('golden'),
  steering: part('steering'),
  status: part('status'),
  search: part('search'),
  trySearch: part('trySearch'),
  weightsPreview: part('weightsPreview'),
  synonyms: part('synonyms'),
  map: part('map'),
  rateLimiter: part('rateLimiter'),
  follower: part('follower'),
  schedule: part('schedule'),
  insights: part('insights'),
  health: part('health'),
  replicas: part('replicas'),
  metrics: part('metrics'),
};
