import type { FixedSetting } from '../../../shared/contracts';
import type { ResolvedSettings } from './settings';
import type { Source } from './sources';

type Value = FixedSetting['value'];

const facts = (entries: Record<string, Value>): FixedSetting[] =>
  Object.entries(entries).map(([key, value]) => ({ key, source: null, value }));

const ofSource = (source: Source, at: number): FixedSetting[] => {
  const { uid, displayName, template, passages, filterable, tagField, nameOnly, label } = source;
  const entries = {
    ...{ uid, displayName, template, filterable: [...filterable], tagField, nameOnly },
    'passages.field': passages?.field ?? null,
    ...(passages && {
      'passages.context': passages.context,
      'passages.maxPerRecord': passages.maxPerRecord,
      'passages.minLength': passages.minLength,
    }),
  };
  return Object.entries(entries).map(([key, value]) => ({
    key: `sources[${at}].${key}`,
    source: label,
    value,
  }));
};

/** A provider by its address and model; where its key is, but not the key, which this never knows. */
const ofEmbedder = ({ embedder }: ResolvedSettings): Record<string, Value> =>
  embedder.kind === 'local'
    ? { 'embedder.kind': embedder.kind, 'embedder.modelDir': embedder.modelDir }
    : {
        'embedder.kind': embedder.kind,
        'embedder.baseUrl': embedder.baseUrl,
        'embedder.model': embedder.model,
        'embedder.apiKeyEnv': embedder.apiKeyEnv,
        'embedder.dimensions': embedder.dimensions,
      };

const ofTags = ({ tags }: ResolvedSettings): Record<string, Value> =>
  tags === null
    ? { tags: null }
    : {
        'tags.taxonomy': tags.taxonomy,
        'tags.maxPerRecord': tags.maxPerRecord,
        'tags.tagger.kind': tags.tagger.kind,
      };

/** The bucket by its name and address; the SDK has its keys from elsewhere. */
const ofArtifacts = ({ artifacts }: ResolvedSettings): Record<string, Value> =>
  artifacts.kind === 's3'
    ? {
        'artifacts.kind': artifacts.kind,
        'artifacts.bucket': artifacts.bucket,
        'artifacts.prefix': artifacts.prefix,
        'artifacts.region': artifacts.region ?? null,
        'artifacts.endpoint': artifacts.endpoint ?? null,
      }
    : { 'artifacts.kind': artifacts.kind };

/** A cluster by its addresses; the variables with its credentials are named, and not read. */
const ofEngine = ({ engine }: ResolvedSettings): Record<string, Value> =>
  engine.kind === 'embedded'
    ? { 'engine.kind': engine.kind, 'engine.exactUpTo': engine.exactUpTo }
    : {
        'engine.kind': engine.kind,
        'engine.nodes': engine.nodes,
        'engine.prefix': engine.prefix,
        'engine.ca': engine.ca,
        'engine.auth.kind': engine.auth?.kind ?? null,
        'engine.timeoutMs': engine.timeoutMs,
        'engine.shards': engine.shards,
        'engine.replicas': engine.replicas,
      };

/** What only config/plugins.ts can change, key by key. Each is named here: nothing secret can get among them. */
export const fixedSettings = (settings: ResolvedSettings): FixedSetting[] => {
  const { builder, api, lease, limits, timeouts, search, recovery, guards } = settings;
  return [
    ...settings.sources.flatMap(ofSource),
    ...facts({
      ...ofEmbedder(settings),
      ...ofTags(settings),
      storageDir: settings.storageDir,
      ...ofArtifacts(settings),
      'api.path': api.path,
      ...ofEngine(settings),
      'builder.threads': builder.threads,
      'builder.batchSize': builder.batchSize,
      'builder.memoryMb': builder.memoryMb,
      'guards.maxTextLength': guards.maxTextLength,
      'search.maxQueryLength': search.maxQueryLength,
      'search.defaultLimit': search.defaultLimit,
      'search.maxLimit': search.maxLimit,
      'search.maxHits': search.maxHits,
      'search.maxWaiting': search.maxWaiting,
      'search.timeoutMs': search.timeoutMs,
      'search.rateLimit.requests': search.rateLimit.requests,
      'search.rateLimit.seconds': search.rateLimit.seconds,
      'search.rateLimit.shared': search.rateLimit.shared,
      'search.maxFilterDepth': search.maxFilterDepth,
      'recovery.promote': recovery.promote,
      'recovery.rebuild': recovery.rebuild,
      'limits.runSeconds': limits.runSeconds,
      'limits.stageSeconds': Object.entries(limits.stageSeconds).map(
        ([stage, seconds]) => `${stage}: ${seconds}`
      ),
      'limits.noProgressSeconds': limits.noProgressSeconds,
      'lease.seconds': lease.seconds,
      'timeouts.searcherStartMs': timeouts.searcherStartMs,
      'timeouts.searcherSilenceMs': timeouts.searcherSilenceMs,
      'timeouts.firstQueryMs': timeouts.firstQueryMs,
      'timeouts.drainMs': timeouts.drainMs,
      'timeouts.queryEmbeddingMs': timeouts.queryEmbeddingMs,
      'timeouts.healthMs': timeouts.healthMs,
      'timeouts.storeMs': timeouts.storeMs,
      adminSettings: settings.adminSettings,
    }),
  ];
};
