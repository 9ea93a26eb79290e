import { generationCorrupt } from '../../../domain/errors';
import { SEED } from '../../../domain/projection/projection';
import { sampleByKey } from '../../../domain/projection/sample';
import { isUnitVector } from '../../../domain/vectors';
import type { Points } from '../../embedded/projection/points';
import type { Cluster } from '../cluster/cluster';
import { hitsIn, ridOf, ROW, rowOf, searchAll, type Body, type Hit } from '../searcher/requests';
import { namesOf } from './generation-index';
import { keysIn, verifyGeneration } from './reads';

/** Records that are read together: some megabytes of vectors. */
const RECORDS_AT_ONCE = 500;

/** What a map shows of a record, in two of its rows. */
type Source = { vector?: number[]; name?: string; tags?: string[] };

const sourceOf = ({ _source }: Hit): Source => _source;

const requestFor = (rids: readonly string[]): Body => ({
  ...ROW,
  size: 2 * rids.length,
  _source: ['vector', 'name', 'tags'],
  query: { bool: { filter: [{ terms: { rid: rids } }, { terms: { kind: ['whole', 'words'] } }] } },
});

type Rows = { whole: ReadonlyMap<string, Source>; words: ReadonlyMap<string, Source> };

const rowsIn = (hits: readonly Hit[]): Rows => {
  const ofKind = (isWhole: boolean): Map<string, Source> =>
    new Map(hits.filter((hit) => (rowOf(hit) === 0) === isWhole).map((hit) => [ridOf(hit), sourceOf(hit)]));
  return { whole: ofKind(true), words: ofKind(false) };
};

/**
 * Reads what a map of a generation is made of: all of its records, or a sample of `max`, in the order of their
 * keys.
 *
 * @throws GENERATION_MISSING, GENERATION_CORRUPT or ClusterFailure.
 */
export const readRemotePoints = async (
  cluster: Cluster,
  prefix: string,
  generation: string,
  { max, step }: { max: number; step: () => Promise<void> }
): Promise<Points> => {
  const { spec } = await verifyGeneration(cluster, prefix, generation);
  const names = namesOf(prefix, generation);
  const all = await keysIn(cluster, names.index, step);
  const keys = sampleByKey(all, max, SEED).map((record) => all[record]);
  const vectors = new Float32Array(keys.length * spec.dimensions);
  const shown: { name: string; tags: string[] }[] = [];

  const add = (rid: string, { whole, words }: Rows): void => {
    const vector = Float32Array.from(whole.get(rid)?.vector ?? []);
    if (vector.length !== spec.dimensions || !isUnitVector(vector))
      throw generationCorrupt(generation, `the vectors of ${rid} are damaged`);
    vectors.set(vector, shown.length * spec.dimensions);
    const { name = '', tags = [] } = words.get(rid) ?? {};
    shown.push({ name, tags });
  };

  for (let from = 0; from < keys.length; from += RECORDS_AT_ONCE) {
    const rids = keys.slice(from, from + RECORDS_AT_ONCE);
    const [answer] = await searchAll(cluster, names.index, [requestFor(rids)]);
    const rows = rowsIn(hitsIn(answer));
    for (const rid of rids) add(rid, rows);
    await step();
  }
  return {
    ...{ generation, keys, vectors, records: all.length, dimensions: spec.dimensions },
    names: shown.map(({ name }) => name),
    tags: shown.map(({ tags }) => tags),
  };
};
