import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import type { DriftLevel, Weights } from '../../../shared/contracts';
import { openStore } from '../adapters/artifacts/open-store';
import { openWorkspace } from '../adapters/artifacts/workspace';
import { checkEmbedder, describeEmbedder } from '../adapters/embedder-info';
import { createOwnLimiter, createSharedLimiter } from '../adapters/limiter';
import { createMetrics } from '../adapters/metrics';
import { systemClock } from '../adapters/system/clock';
import { freeMemory } from '../adapters/system/free-memory';
import { nextTime } from '../adapters/system/next-time';
import { assertPlatform } from '../adapters/system/machine';
import type { Database } from '../adapters/strapi/bare-table';
import { CatalogTable } from '../adapters/strapi/catalog';
import { watchOutages } from '../adapters/strapi/database-outages';
import { createDriftStore } from '../adapters/strapi/drift-store';
import { createEarlierRows } from '../adapters/strapi/earlier-rows';
import { createGoldenStore } from '../adapters/strapi/golden-store';
import { createGenerationStore } from '../adapters/strapi/generation-store';
import { createInsightsStore } from '../adapters/strapi/insights-store';
import { createPassageTexts } from '../adapters/strapi/passage-texts';
import { watchRequests } from '../adapters/strapi/open-requests';
import { createRecordLookup, openRecordPages, relatedTypes } from '../adapters/strapi/record-pages';
import { createReplicaStore } from '../adapters/strapi/replica-store';
import { createRunStore } from '../adapters/strapi/runs';
import { createSettingsStore } from '../adapters/strapi/settings-store';
import { createShownValues } from '../adapters/strapi/shown-values';
import { createStateRows } from '../adapters/strapi/state-rows';
import { createSteeringStore } from '../adapters/strapi/steering-store';
import { createTagStore } from '../adapters/strapi/tag-store';
import type { Strapi } from '../lib/strapi';
import { readSettings, refuse, type ResolvedSettings } from '../config/settings';
import { specOf, tagFields } from '../config/sources';
import { leaseTimings } from '../domain/lease';
import { specFields, type IndexSpec } from '../domain/index-spec';
import type { Traffic } from '../domain/traffic';
import { createBuilder } from '../processes/builder';
import { createProjector } from '../processes/projection';
import type { ArtifactStore } from '../ports/artifact-store';
import type { Clock } from '../ports/clock';
import type { Cron } from '../ports/cron';
import { createAnnounce } from '../services/events';
import { createEngine } from './engine';
import { LiveIndex } from '../services/live';
import { createRuntimeSettings } from '../services/runtime-settings';

/** The index that this process serves is named by one row of the catalog. */
const CATALOG_NAME = 'default';

/** @throws naming the setting when the store cannot be opened. */
const storeOf = (
  { artifacts, storageDir, timeouts }: ResolvedSettings,
  others: { database: Database; clock: Clock }
): ArtifactStore => {
  try {
    return openStore(artifacts, { storageDir, silenceMs: timeouts.storeMs, ...others });
  } catch (error) {
    return refuse('artifacts', (error as Error).message);
  }
};

/** Everything that lives as long as the plugin does, wired once. Services take what they need from it. */
export const createPorts = (strapi: Strapi) => {
  const file = readSettings(strapi);
  const database = { knex: strapi.db.connection, schema: strapi.db.getSchemaName() };
  const announce = createAnnounce({
    log: strapi.log,
    emit: (event, data) => strapi.eventHub.emit(event, data),
  });
  const runtimeSettings = createRuntimeSettings({
    ...{ file, announce, store: createSettingsStore(database), clock: systemClock, log: strapi.log },
  });
  const { settings } = runtimeSettings;
  if (settings.embedder.kind === 'local') assertPlatform();
  const timings = leaseTimings(settings.lease.seconds);
  const clock = systemClock;
  const store = storeOf(settings, { database, clock });
  const engine = createEngine(settings, store, strapi.log);
  const processId = randomUUID();
  const ownGenerations = new Set<string>();
  const { sources } = settings;
  const { rateLimit } = settings.search;
  const queries = sources.map((source) => ({
    uid: source.uid,
    fields: [...new Set([source.displayName, ...specFields(source)])],
    displayName: source.displayName,
  }));
  const tags =
    settings.tags && createTagStore(strapi, { taxonomy: settings.tags.taxonomy, fields: tagFields(sources) });
  const records = createRecordLookup(strapi, queries);
  const { giveWay } = watchRequests(strapi.server.httpServer);
  return {
    settings,
    runtimeSettings,
    refreshSettings: runtimeSettings.refresh,
    timings,
    clock,
    store,
    backend: engine.backend,
    builder: createBuilder({
      setup: () => ({
        storageDir: settings.storageDir,
        installation: store.installation,
        embedder: settings.embedder,
        setupDir: settings.setupDir,
        threads: settings.builder.threads,
        batchSize: settings.builder.batchSize,
        index: engine.forBuilder(),
      }),
      memoryMb: settings.builder.memoryMb,
      onStarted: (pid) => strapi.log.info(`[index-rebuild] builder ${pid} started`),
      log: strapi.log,
    }),
    projector: createProjector({
      directoryOf: (generation) => store.directoryOf(generation),
      indexOf: engine.indexOf,
      setupDir: settings.setupDir,
      memoryMb: settings.builder.memoryMb,
      log: strapi.log,
    }),
    workspaceOf: (generation: string) => openWorkspace(store.directoryOf(generation)),
    currentSpec: async (): Promise<IndexSpec> => {
      const { model, modelHash, dimensions } = await describeEmbedder(settings.embedder);
      return { sources: sources.map(specOf), model, modelHash, dimensions };
    },
    embedderInfo: () => describeEmbedder(settings.embedder),
    /** Hash of the model that embeds queries now. @throws EMBEDDER_UNAVAILABLE */
    modelHash: async (): Promise<string> => (await describeEmbedder(settings.embedder)).modelHash,
    checkEmbedder: (signal: AbortSignal) => checkEmbedder(settings.embedder, signal),
    freeMemory: () => freeMemory(),
    log: strapi.log,
    announce,
    metrics: createMetrics(),
    watchDatabase: (listener: () => void) => watchOutages(database.knex, listener),
    limiter: rateLimit.shared ? createSharedLimiter(database, rateLimit) : createOwnLimiter(rateLimit),
    cron: {
      add: (name, rule, tz, task) => strapi.cron.add({ [name]: { task, options: { rule, tz } } }),
      remove: (name) => void strapi.cron.remove(name),
      next: nextTime,
    } satisfies Cron,
    catalog: new CatalogTable(database, CATALOG_NAME, timings.leaseMs),
    runs: createRunStore(strapi, clock),
    generations: createGenerationStore(strapi, clock),
    newId: () => randomUUID(),
    newNonce: () => randomBytes(6).toString('hex'),
    traffic: { queries: 0, failed: 0 } as Traffic,
    /** How far this process knows the published records to be from the live generation; null until it does. */
    driftLevel: { current: null as DriftLevel | null },
    processId,
    ownGenerations,
    replicaStore: createReplicaStore(database, { process: processId, host: hostname(), pid: process.pid }),
    drift: createDriftStore(database),
    stateRows: createStateRows(strapi, database),
    steeringStore: createSteeringStore(strapi),
    goldenStore: createGoldenStore(
      strapi,
      sources.map(({ uid }) => uid)
    ),
    insights: createInsightsStore(database),
    earlierRows: createEarlierRows(database),
    openPages: () => openRecordPages(strapi, queries, { giveWay }),
    /** The same with the tags that the records have. */
    openTaggedPages: () => openRecordPages(strapi, queries, { giveWay, tags }),
    /** What counts how much in the ranking now. */
    weights: (): Weights => settings.search.weights,
    /** Null where tagging is not configured. */
    tags,
    records,
    /** The other content types whose fields are part of a record's text. */
    relatedTypes: relatedTypes(strapi, queries),
    passageTexts: createPassageTexts(strapi, sources, records),
    shownValues: createShownValues(strapi, sources),
    timeouts: settings.timeouts,
    live: new LiveIndex({ backend: engine.backend, timeouts: settings.timeouts, log: strapi.log }),
  };
};

export type Ports = ReturnType<typeof createPorts>;
