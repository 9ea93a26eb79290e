import type { FilterValue } from '../../../domain/filter';
import type { FacetCount, Facets, FacetRequest } from '../../../ports/searcher';
import type { Corpus } from './corpus';
import { EMPTY, type Column, type Values } from './values';

/** Values told of a field. */
export const MAX_VALUES = 100;

const smallerFirst = (a: FilterValue, b: FilterValue): number => {
  if (typeof a === typeof b) return a < b ? -1 : 1;
  return typeof a < typeof b ? -1 : 1;
};

const mostFirst = (a: FacetCount, b: FacetCount): number =>
  b.count - a.count || smallerFirst(a.value, b.value);

/** The values that are told of a field. */
export const mostFrequent = (counts: readonly FacetCount[]): FacetCount[] =>
  counts
    .filter(({ value, count }) => count > 0 && value !== '')
    .sort(mostFirst)
    .slice(0, MAX_VALUES);

const countField = ({ values, held }: Column, records: readonly number[]): FacetCount[] => {
  const counts = new Int32Array(values.length);
  for (let at = 0; at < records.length; at += 1) {
    const holds = held[records[at]];
    if (typeof holds !== 'number')
      for (let item = 0; item < holds.length; item += 1) counts[holds[item]] += 1;
    else if (holds !== EMPTY) counts[holds] += 1;
  }
  return mostFrequent(values.map((value, code) => ({ value, count: counts[code] })));
};

/** How many of the hits have each value; a field that the generation does not hold is left out. */
export const countFacets = (
  corpus: Pick<Corpus, 'records'>,
  values: Values,
  hits: Int32Array,
  asked: readonly FacetRequest[]
): Facets =>
  Object.fromEntries(
    asked.map(({ uid, fields }) => {
      const own: number[] = [];
      for (let at = 0; at < hits.length; at += 1) {
        if (corpus.records[hits[at]].uid === uid && !values.isGone(hits[at])) own.push(hits[at]);
      }
      const known = fields.filter((field) => values.filterable[uid]?.includes(field));
      const counted = known.map((field) => [field, countField(values.columns.get(field) as Column, own)]);
      return [uid, Object.fromEntries(counted) as Facets[string]];
    })
  );
