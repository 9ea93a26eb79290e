import { RUN_KINDS, RUN_STATUSES, RUN_TRIGGERS } from '../../../shared/contracts';

const hidden = { visible: false };

/** The history of runs. Only the run store writes it; editors never see it. */
export const run = {
  schema: {
    kind: 'collectionType',
    collectionName: 'index_rebuild_runs',
    info: { singularName: 'run', pluralName: 'runs', displayName: 'Index run' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-manager': hidden, 'content-type-builder': hidden },
    indexes: [{ name: 'index_rebuild_runs_state_idx', columns: ['state'] }],
    attributes: {
      kind: { type: 'enumeration', enum: [...RUN_KINDS], required: true },
      // Strapi reserves the name "status" for draft and published.
      state: { type: 'enumeration', enum: [...RUN_STATUSES], required: true },
      stage: { type: 'string' },
      stages: { type: 'json' },
      trigger: { type: 'enumeration', enum: [...RUN_TRIGGERS], required: true },
      // A first and a last name together, or a token's name, can exceed the length of a string column.
      startedBy: { type: 'text' },
      /** Set by a request to cancel; the process that executes the run watches it. */
      cancelledBy: { type: 'text' },
      reason: { type: 'text' },
      allowShrink: { type: 'boolean', default: false },
      allowDrop: { type: 'boolean', default: false },
      /** The fencing token of the lease under which the run writes. */
      token: { type: 'integer', required: true },
      startedAt: { type: 'datetime', required: true },
      finishedAt: { type: 'datetime' },
      durationMs: { type: 'integer' },
      recordsTotal: { type: 'integer' },
      recordsEmbedded: { type: 'integer', default: 0 },
      recordsReused: { type: 'integer', default: 0 },
      recordsFailed: { type: 'integer', default: 0 },
      recordsTagged: { type: 'integer', default: 0 },
      searchQueries: { type: 'integer', default: 0 },
      searchFailed: { type: 'integer', default: 0 },
      golden: { type: 'json' },
      generation: { type: 'string' },
      errorCode: { type: 'string' },
      errorMessage: { type: 'text' },
      warningCode: { type: 'string' },
      warningMessage: { type: 'text' },
      failures: { type: 'json' },
    },
  },
};
