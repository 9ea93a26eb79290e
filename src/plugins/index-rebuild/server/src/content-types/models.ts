import { PLUGIN_ID } from '../../../shared/constants';

export const RUN_UID = `plugin::${PLUGIN_ID}.run` as const;
export const CATALOG_UID = `plugin::${PLUGIN_ID}.catalog` as const;
export const GENERATION_UID = `plugin::${PLUGIN_ID}.generation` as const;
export const DRIFT_UID = `plugin::${PLUGIN_ID}.drift` as const;
export const DRIFT_STATE_UID = `plugin::${PLUGIN_ID}.drift-state` as const;

export const RECORD_TAGS_UID = `plugin::${PLUGIN_ID}.record-tags` as const;

export const ARTIFACT_TABLE = 'index_rebuild_artifacts';

/** Lease and pointer in one row per index. A bare table: its writes are conditional UPDATEs. */
export const catalogModel = {
  uid: CATALOG_UID,
  singularName: 'index_rebuild_catalog',
  tableName: 'index_rebuild_catalog',
  attributes: {
    id: { type: 'increments' },
    name: { type: 'string' },
    /** Names this database's folder below `storageDir`; created once, with the row. */
    installation: { type: 'string' },
    holder: { type: 'string' },
    token: { type: 'integer' },
    /** Milliseconds since 1970 by the database's clock. */
    expires: { type: 'biginteger' },
    liveGeneration: { type: 'string' },
  },
  indexes: [{ name: 'index_rebuild_catalog_name_uq', columns: ['name'], type: 'unique' }],
};

/** What is known about every generation; only the catalog says which one is live. */
export const generationModel = {
  uid: GENERATION_UID,
  singularName: 'index_rebuild_generation',
  tableName: 'index_rebuild_generations',
  attributes: {
    id: { type: 'increments' },
    name: { type: 'string' },
    state: { type: 'string' },
    run: { type: 'string' },
    /** The fencing token of the last write; writes with an older one are refused. */
    token: { type: 'integer', column: { defaultTo: 0 } },
    records: { type: 'integer' },
    specHash: { type: 'string' },
    model: { type: 'string' },
    bytes: { type: 'biginteger' },
    createdAt: { type: 'datetime' },
  },
  indexes: [{ name: 'index_rebuild_generations_name_uq', columns: ['name'], type: 'unique' }],
};

/** The type of bytes in a database, by the client that Strapi names. */
const BYTES: Record<string, string> = { postgres: 'bytea', sqlite: 'blob' };

/**
 * Files of generations in pieces, where `artifacts.kind` is `db`. Bytes have no type in Strapi: with one of the
 * database's own, it finds the column as it made it and leaves it alone.
 *
 * @param client As config/database names it.
 */
export const artifactModel = (client: string) => ({
  uid: `plugin::${PLUGIN_ID}.artifact` as const,
  singularName: 'index_rebuild_artifact',
  tableName: ARTIFACT_TABLE,
  attributes: {
    id: { type: 'increments' },
    generation: { type: 'string' },
    file: { type: 'string' },
    piece: { type: 'integer' },
    /** Milliseconds since 1970. */
    writtenAt: { type: 'biginteger' },
    data: { type: 'text', columnType: { type: 'specificType', args: [BYTES[client] ?? 'blob'] } },
  },
  indexes: [
    {
      name: 'index_rebuild_artifacts_piece_uq',
      columns: ['generation', 'file', 'piece'],
      type: 'unique',
    },
    // Answers what there is without reading any of it.
    { name: 'index_rebuild_artifacts_written_idx', columns: ['generation', 'written_at'] },
  ],
});

/** The text and taxonomy that each record's automatic tags came from: they decide what is tagged again. */
export const recordTagsModel = {
  uid: RECORD_TAGS_UID,
  singularName: 'index_rebuild_record_tags',
  tableName: 'index_rebuild_record_tags',
  attributes: {
    id: { type: 'increments' },
    /** The record's key. */
    record: { type: 'string' },
    inputHash: { type: 'string' },
    /** Ids and scores of its tags. */
    tags: { type: 'json' },
  },
  indexes: [{ name: 'index_rebuild_record_tags_record_uq', columns: ['record'], type: 'unique' }],
};

/** One row per record that differs from the live generation. Times are milliseconds since 1970. */
export const driftModel = {
  uid: DRIFT_UID,
  singularName: 'index_rebuild_drift',
  tableName: 'index_rebuild_drift',
  attributes: {
    id: { type: 'increments' },
    recordKey: { type: 'string' },
    recordType: { type: 'string' },
    recordDocument: { type: 'string' },
    recordLocale: { type: 'string' },
    recordName: { type: 'text' },
    kind: { type: 'string' },
    cause: { type: 'string' },
    fingerprint: { type: 'string' },
    since: { type: 'biginteger' },
    seenAt: { type: 'biginteger' },
  },
  indexes: [
    { name: 'index_rebuild_drift_key_uq', columns: ['record_key'], type: 'unique' },
    { name: 'index_rebuild_drift_document_idx', columns: ['record_document'] },
  ],
};

/** What the rows of drift compare with, in one row. */
export const driftStateModel = {
  uid: DRIFT_STATE_UID,
  singularName: 'index_rebuild_drift_state',
  tableName: 'index_rebuild_drift_state',
  attributes: {
    id: { type: 'increments' },
    name: { type: 'string' },
    generation: { type: 'string' },
    records: { type: 'integer' },
    checkedAt: { type: 'biginteger' },
    revision: { type: 'biginteger' },
    level: { type: 'string' },
  },
  indexes: [{ name: 'index_rebuild_drift_state_name_uq', columns: ['name'], type: 'unique' }],
};

/** How often a query was searched on a day. Without ids: adding to a row would use up one each time. */
export const insightQueriesModel = {
  uid: `plugin::${PLUGIN_ID}.insight-queries`,
  singularName: 'index_rebuild_insight_queries',
  tableName: 'index_rebuild_insight_queries',
  attributes: {
    day: { type: 'string' },
    locale: { type: 'string' },
    query: { type: 'string' },
    searches: { type: 'integer' },
    hits: { type: 'biginteger' },
    noHits: { type: 'integer' },
    weakHits: { type: 'integer' },
  },
  indexes: [
    { name: 'index_rebuild_insight_queries_uq', columns: ['day', 'locale', 'query'], type: 'unique' },
  ],
};

/** What is counted of all searches of a day. */
export const insightDaysModel = {
  uid: `plugin::${PLUGIN_ID}.insight-days`,
  singularName: 'index_rebuild_insight_days',
  tableName: 'index_rebuild_insight_days',
  attributes: {
    day: { type: 'string' },
    measure: { type: 'string' },
    count: { type: 'integer' },
  },
  indexes: [{ name: 'index_rebuild_insight_days_uq', columns: ['day', 'measure'], type: 'unique' }],
};

/** A row for each Strapi process that serves this index. Times are milliseconds since 1970 by the database's clock. */
export const replicaModel = {
  uid: `plugin::${PLUGIN_ID}.replica`,
  singularName: 'index_rebuild_replica',
  tableName: 'index_rebuild_replicas',
  attributes: {
    id: { type: 'increments' },
    /** Random for each process. */
    process: { type: 'string' },
    host: { type: 'string' },
    pid: { type: 'integer' },
    generation: { type: 'string' },
    /** The code of what keeps it from answering, or from following a swap. */
    problem: { type: 'string' },
    overlay: { type: 'integer' },
    startedAt: { type: 'biginteger' },
    seenAt: { type: 'biginteger' },
  },
  indexes: [{ name: 'index_rebuild_replicas_process_uq', columns: ['process'], type: 'unique' }],
};

/** How often each client has searched lately, where processes count together. Its columns are the rate limiter's. */
export const rateLimitModel = {
  uid: `plugin::${PLUGIN_ID}.rate-limit`,
  singularName: 'index_rebuild_rate_limit',
  tableName: 'index_rebuild_rate_limits',
  attributes: {
    key: { type: 'string' },
    points: { type: 'integer' },
    expire: { type: 'biginteger' },
  },
  indexes: [{ name: 'index_rebuild_rate_limits_key_uq', columns: ['key'], type: 'unique' }],
};

/** What administrators have set in place of config/plugins.ts, one row per section. */
export const settingsModel = {
  uid: `plugin::${PLUGIN_ID}.setting`,
  singularName: 'index_rebuild_setting',
  tableName: 'index_rebuild_settings',
  attributes: {
    id: { type: 'increments' },
    section: { type: 'string' },
    /** JSON; null where config/plugins.ts counts again. */
    value: { type: 'text' },
    version: { type: 'integer' },
    changedAt: { type: 'biginteger' },
    changedBy: { type: 'text' },
  },
  indexes: [{ name: 'index_rebuild_settings_section_uq', columns: ['section'], type: 'unique' }],
};

/** Who changed which setting when. Times are milliseconds since 1970, values JSON. */
export const settingsChangeModel = {
  uid: `plugin::${PLUGIN_ID}.setting-change`,
  singularName: 'index_rebuild_setting_change',
  tableName: 'index_rebuild_setting_changes',
  attributes: {
    id: { type: 'increments' },
    section: { type: 'string' },
    kind: { type: 'string' },
    changedAt: { type: 'biginteger' },
    changedBy: { type: 'text' },
    valueBefore: { type: 'text' },
    valueAfter: { type: 'text' },
    note: { type: 'text' },
  },
};

/** Synonyms that somebody did not want, so that they are not suggested again. Gone with the insights of their day. */
export const dismissedSynonymsModel = {
  uid: `plugin::${PLUGIN_ID}.dismissed-synonyms`,
  singularName: 'index_rebuild_dismissed_synonyms',
  tableName: 'index_rebuild_dismissed_synonyms',
  attributes: {
    day: { type: 'string' },
    word: { type: 'string' },
    synonym: { type: 'string' },
  },
  indexes: [{ name: 'index_rebuild_dismissed_synonyms_uq', columns: ['word', 'synonym'], type: 'unique' }],
};
