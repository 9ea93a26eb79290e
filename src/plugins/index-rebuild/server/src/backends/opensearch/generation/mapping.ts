import type { FilterValue } from '../../../domain/filter';
import type { IndexSpec } from '../../../domain/index-spec';
import { B, K1 } from '../../embedded/lexical/formula';

/*
 * A generation is one index of flat rows: a row for each vector of a record, the whole first, and one with
 * its words. All rows of a record are on one shard, and each has what the record can be filtered by.
 */

/** Of the graph: more of either finds more of the true neighbours and takes longer to build. */
const GRAPH = { m: 16, ef_construction: 128 };

/**
 * Types of filterable values; a field has those that its values have. Lucene takes no term of more than 32,766
 * bytes and would refuse the whole row: a text beyond that length cannot be filtered by here.
 */
const TYPES = {
  string: { type: 'keyword', ignore_above: 8_191 },
  number: { type: 'double' },
  boolean: { type: 'boolean' },
} as const;

export type ValueType = keyof typeof TYPES;

export const VALUE_TYPES = Object.keys(TYPES) as ValueType[];

/** Every field that can be filtered by, in an order that the index spec decides. */
const filterableFields = ({ sources }: Pick<IndexSpec, 'sources'>): string[] =>
  [...new Set(sources.flatMap(({ filterable }) => filterable))].sort();

/**
 * Where the values of a field are; null for one that cannot be filtered by. Numbers and not the names, which
 * may have dots, and as many as somebody has configured.
 */
export type ValuePath = (field: string, type: ValueType) => string | null;

export const valuePathsOf = (spec: Pick<IndexSpec, 'sources'>): ValuePath => {
  const numbers = new Map(filterableFields(spec).map((field, number) => [field, number]));
  return (field, type) => {
    const number = numbers.get(field);
    return number === undefined ? null : `values.f${number}_${type}`;
  };
};

export const typeOf = (value: FilterValue): ValueType => typeof value as ValueType;

/** Fields that appear with the first record that needs them. */
const templates = [
  { words: { path_match: 'words.*', mapping: { type: 'text', analyzer: 'whitespace', similarity: 'ours' } } },
  { pairs: { path_match: 'pairs.*', mapping: { type: 'text', analyzer: 'whitespace', similarity: 'ours' } } },
  ...VALUE_TYPES.map((type) => ({
    [`values-${type}`]: { path_match: `values.*_${type}`, mapping: TYPES[type] },
  })),
];

const NOT_SEARCHED = { type: 'keyword', index: false, doc_values: false } as const;

export type IndexShape = { shards: number };

/** The body that creates the index: without copies and refreshes, which loading does not need. */
export const indexBody = (spec: IndexSpec, { shards }: IndexShape) => ({
  settings: {
    index: {
      knn: true,
      number_of_shards: shards,
      number_of_replicas: 0,
      refresh_interval: '-1',
      similarity: { ours: { type: 'BM25', k1: K1, b: B } },
    },
  },
  mappings: {
    dynamic: 'strict_allow_templates',
    dynamic_templates: templates,
    properties: {
      rid: { type: 'keyword' },
      /** Its number in the record; 0 is the whole, and the last one has the words. */
      row: { type: 'integer', index: false },
      kind: { type: 'keyword' },
      group: { type: 'keyword' },
      document: { type: 'keyword' },
      name: { type: 'keyword', index: false, ignore_above: 1_000 },
      tags: NOT_SEARCHED,
      /** Folded words of the name, which are compared as they are. */
      names: { type: 'text', analyzer: 'whitespace', norms: false, index_options: 'docs' },
      /** A chunk of a file. */
      bytes: { type: 'binary' },
      passage: { type: 'text', index: false },
      fingerprint: NOT_SEARCHED,
      textHash: NOT_SEARCHED,
      /** The texts by field, kept for weighing the fields. */
      fields: { type: 'object', enabled: false },
      words: { type: 'object' },
      pairs: { type: 'object' },
      values: { type: 'object' },
      vector: {
        type: 'knn_vector',
        dimension: spec.dimensions,
        method: { name: 'hnsw', engine: 'lucene', space_type: 'cosinesimil', parameters: GRAPH },
      },
    },
  },
});
