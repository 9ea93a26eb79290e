import type { FilterValue } from '../../../domain/filter';
import type { FacetCount, FacetRequest, Facets } from '../../../ports/searcher';
import { MAX_VALUES, mostFrequent } from '../../embedded/searcher/facets';
import type { Cluster } from '../cluster/cluster';
import { VALUE_TYPES, type ValuePath, type ValueType } from '../generation/mapping';
import { searchAll, type Answer } from './requests';

/** Values that each shard tells: the counts are exact for fields with no more of them. */
const SHARD_VALUES = 10_000;

type Index = { cluster: Cluster; index: string; pathOf: ValuePath };

const nameOf = (place: number, type: ValueType): string => `${place}_${type}`;

const aggregationsFor = (fields: readonly string[], pathOf: ValuePath): Record<string, object> =>
  Object.fromEntries(
    fields.flatMap((field, place) =>
      VALUE_TYPES.flatMap((type) => {
        const path = pathOf(field, type);
        const terms = {
          ...{ field: path, size: MAX_VALUES + 1, shard_size: SHARD_VALUES },
          order: [{ _count: 'desc' }, { _key: 'asc' }],
        };
        return path === null ? [] : [[nameOf(place, type), { terms }] as const];
      })
    )
  );

const valueOf = (
  type: ValueType,
  { key, key_as_string: text }: { key: string | number; key_as_string?: string }
): FilterValue => (type === 'boolean' ? text === 'true' : key);

const countsIn = ({ aggregations = {} }: Answer, place: number): FacetCount[] =>
  mostFrequent(
    VALUE_TYPES.flatMap((type) =>
      (aggregations[nameOf(place, type)]?.buckets ?? []).map((bucket) => ({
        value: valueOf(type, bucket),
        count: bucket.doc_count,
      }))
    )
  );

/** How many of some records have each value. @param hits The query that finds them. @throws ClusterFailure */
export const remoteFacets = async (
  { cluster, index, pathOf }: Index,
  hits: object,
  asked: readonly FacetRequest[],
  signal: AbortSignal
): Promise<Facets> => {
  const known = asked.map(({ uid, fields }) => ({
    uid,
    fields: fields.filter((field) => pathOf(field, 'string') !== null),
  }));
  const bodies = known.map(({ uid, fields }) => ({
    size: 0,
    query: { bool: { filter: [{ term: { kind: 'words' } }, { prefix: { group: `${uid}:` } }, hits] } },
    aggs: aggregationsFor(fields, pathOf),
  }));
  const answers = await searchAll(cluster, index, bodies, signal);
  return Object.fromEntries(
    known.map(({ uid, fields }, at) => [
      uid,
      Object.fromEntries(fields.map((field, place) => [field, countsIn(answers[at], place)])),
    ])
  );
};

const added = (one: readonly FacetCount[], other: readonly FacetCount[]): FacetCount[] => {
  const counts = new Map<FilterValue, number>();
  for (const { value, count } of [...one, ...other]) counts.set(value, (counts.get(value) ?? 0) + count);
  return mostFrequent([...counts].map(([value, count]) => ({ value, count })));
};

/** The counts of records that are counted in several places. */
export const addFacets = (one: Facets, other: Facets): Facets =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((uid) => {
      const [mine = {}, others = {}] = [one[uid], other[uid]];
      const fields = [...new Set([...Object.keys(mine), ...Object.keys(others)])];
      return [
        uid,
        Object.fromEntries(fields.map((field) => [field, added(mine[field] ?? [], others[field] ?? [])])),
      ];
    })
  );
