import { sourceOf, type ModelSpec } from '../../domain/index-spec';
import { recordKey } from '../../domain/record';
import type { VectorCache } from '../../ports/generation-writer';
import type { KeptVectors } from '../embedded/overlay/kept-vectors';
import { batched } from '../embedded/searcher/batched';
import { isUnitVector } from '../../domain/vectors';
import type { Cluster } from './cluster/cluster';
import { isKind } from './cluster/failure';
import { fingerprintsIn, readVectors } from './generation/reads';
import { factsOf, type SealedFacts } from './generation/sealed';
import { heldRecord } from './searcher/records';

/** Records whose vectors are asked for together. */
const RECORDS_AT_ONCE = 100;

type Place = { index: string; rid: string };

const isSound = (vectors: Float32Array, dimensions: number): boolean =>
  vectors.length > 0 &&
  vectors.length % dimensions === 0 &&
  Array.from({ length: vectors.length / dimensions }, (_, row) =>
    vectors.subarray(row * dimensions, (row + 1) * dimensions)
  ).every(isUnitVector);

/** The fingerprints in some indexes; one that is gone or cannot be read adds nothing. */
const placesIn = async (cluster: Cluster, indexes: readonly string[]): Promise<Map<string, Place>> => {
  const places = new Map<string, Place>();
  for (const index of indexes) {
    try {
      await fingerprintsIn(cluster, index, (fingerprint, rid) => {
        if (!places.has(fingerprint)) places.set(fingerprint, { index, rid });
      });
    } catch (error) {
      if (!isKind(error, 'missing')) throw error;
    }
  }
  return places;
};

/**
 * Passages are compared by their texts alone. So they have to be of the same model, and of texts that nothing was
 * put in front of: what that was is not known.
 */
const isComparable = (facts: SealedFacts | null, uid: string, modelHash: string): boolean =>
  facts?.spec.modelHash === modelHash && sourceOf(facts.spec, uid)?.passages?.context === '';

type Options = { model: Omit<ModelSpec, 'model'>; kept: Omit<KeptVectors, 'prune'> };

/**
 * The vectors in the indexes of earlier generations and partial builds, and those kept of the overlay. What is
 * missing or damaged counts as unknown and is embedded again.
 *
 * @param indexes The live generation's first. @throws ClusterFailure when the cluster does not answer.
 */
export const openVectorCache = async (
  cluster: Cluster,
  indexes: readonly string[],
  { model: { dimensions, modelHash }, kept }: Options
): Promise<VectorCache> => {
  const keptOnes = new Set(await kept.list());
  const places = await placesIn(cluster, indexes);
  const [live] = indexes;
  const facts = live === undefined ? null : await factsOf(cluster, live);

  // Lanes ask one by one, and at the same time.
  const vectorsAt = batched(RECORDS_AT_ONCE, async (asked: Place[]) => {
    const found = new Map<string, Map<string, Float32Array>>();
    for (const index of new Set(asked.map((place) => place.index))) {
      const rids = asked.filter((place) => place.index === index).map(({ rid }) => rid);
      found.set(index, await readVectors(cluster, index, rids));
    }
    return asked.map(({ index, rid }) => found.get(index)?.get(rid) ?? null);
  });

  const ofPlace = async (place: Place | undefined): Promise<Float32Array | null> => {
    const vectors = place ? await vectorsAt(place) : null;
    return vectors && isSound(vectors, dimensions) ? vectors : null;
  };

  const ofOverlay = async (fingerprint: string): Promise<Float32Array | null> =>
    keptOnes.has(fingerprint) ? ((await kept.find(fingerprint))?.vectors ?? null) : null;

  return {
    formerForms: [],
    has: (fingerprint) => places.has(fingerprint) || keptOnes.has(fingerprint),
    async find(fingerprint) {
      const place = places.get(fingerprint);
      // Searches use the live generation and the overlay: their vectors go first, so that no score changes.
      if (place?.index === live) return (await ofPlace(place)) ?? ofOverlay(fingerprint);
      return (await ofOverlay(fingerprint)) ?? ofPlace(place);
    },
    // A disk that is full costs another embedding in the next run.
    keep: (fingerprint, vectors) => kept.keep(fingerprint, vectors).catch(() => {}),
    async findPassages(record, texts) {
      const held = isComparable(facts, record.uid, modelHash)
        ? await heldRecord({ cluster, index: live }, recordKey(record)).catch(() => undefined)
        : undefined;
      return texts.map((text) => {
        const row = held ? held.passages.indexOf(text) + 1 : 0;
        return held && row > 0 ? held.vectors.slice(row * dimensions, (row + 1) * dimensions) : null;
      });
    },
    async close() {},
  };
};
