import { PLUGIN_ID, RECORD_FIELD, RECORDS_FIELD, SOURCE_FIELD } from '../../../shared/constants';
import { RULE_EFFECTS, RULE_MATCHES, SYNONYM_DIRECTIONS } from '../../../shared/contracts';

/** An input of the plugin; the column is that of the field's type. */
const custom = (field: string) =>
  ({ type: 'customField', customField: `plugin::${PLUGIN_ID}.${field}`, required: true }) as const;

const shown = { 'content-manager': { visible: true }, 'content-type-builder': { visible: false } };

const phrase = { type: 'string', required: true, maxLength: 200 } as const;

/** A document that stands first, or is left out, for some queries. Editors write it in the Content Manager. */
export const searchRule = {
  schema: {
    kind: 'collectionType',
    collectionName: 'index_rebuild_search_rules',
    info: { singularName: 'search-rule', pluralName: 'search-rules', displayName: 'Search rule' },
    options: { draftAndPublish: false },
    pluginOptions: shown,
    attributes: {
      // The first three are the columns of the list, unless somebody chooses others.
      phrase,
      effect: { type: 'enumeration', enum: [...RULE_EFFECTS], default: 'pin', required: true },
      targetId: custom(RECORD_FIELD),
      match: { type: 'enumeration', enum: [...RULE_MATCHES], default: 'query', required: true },
      contentType: custom(SOURCE_FIELD),
      /** Of several pins the lowest comes first. */
      position: { type: 'integer', default: 1, min: 1 },
      validFrom: { type: 'datetime' },
      validUntil: { type: 'datetime' },
      note: { type: 'text' },
    },
  },
};

/** What search must find: every rebuild is checked with it before it becomes live. */
export const goldenQuery = {
  schema: {
    kind: 'collectionType',
    collectionName: 'index_rebuild_golden_queries',
    info: { singularName: 'golden-query', pluralName: 'golden-queries', displayName: 'Golden query' },
    options: { draftAndPublish: false },
    pluginOptions: shown,
    attributes: {
      query: { type: 'string', required: true, maxLength: 200 },
      /** Document ids, separated by commas. */
      targetIds: custom(RECORDS_FIELD),
      /** The default locale when left empty. */
      locale: { type: 'string' },
      contentType: custom(SOURCE_FIELD),
      /** All of them have to be among so many first hits. */
      first: { type: 'integer', default: 10, min: 1, max: 100, required: true },
      note: { type: 'text' },
    },
  },
};

/** Words or phrases that mean the same, separated by commas. */
export const synonym = {
  schema: {
    kind: 'collectionType',
    collectionName: 'index_rebuild_synonyms',
    info: { singularName: 'synonym', pluralName: 'synonyms', displayName: 'Search synonym' },
    options: { draftAndPublish: false },
    pluginOptions: shown,
    attributes: {
      phrases: phrase,
      synonyms: { type: 'string', required: true, maxLength: 500 },
      direction: { type: 'enumeration', enum: [...SYNONYM_DIRECTIONS], default: 'both', required: true },
      note: { type: 'text' },
    },
  },
};
