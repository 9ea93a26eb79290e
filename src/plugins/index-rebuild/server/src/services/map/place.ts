import type { MapPlace } from '../../../../shared/contracts';
import type { Projection } from '../../domain/projection/projection';
import { recordKey } from '../../domain/record';
import type { Hit } from '../../ports/searcher';

/** Hits that decide where a query is; those after them are only highlighted. */
const DECIDING = 5;
/** A cosine that is lower by a tenth counts for an eighth. */
const SHARPNESS = 20;

type Near = Pick<Hit, 'uid' | 'documentId' | 'locale' | 'score' | 'parts'>;

const cosineOf = ({ parts: { whole, passage } }: Pick<Hit, 'parts'>): number => Math.max(whole, passage);

const positionOf = (
  near: readonly (Pick<Hit, 'parts'> & { x: number; y: number })[]
): MapPlace['position'] => {
  if (near.length === 0) return null;
  const best = Math.max(...near.map(cosineOf));
  let [x, y, sum] = [0, 0, 0];
  for (const hit of near) {
    const weight = Math.exp(SHARPNESS * (cosineOf(hit) - best));
    x += hit.x * weight;
    y += hit.y * weight;
    sum += weight;
  }
  return { x: x / sum, y: y / sum };
};

/** Where a query belongs: among the nearest records, nearer to those that are more about it. */
export const placeOf = (
  generation: string,
  hits: readonly Near[],
  projection: Pick<Projection, 'keys' | 'x' | 'y'> | null
): MapPlace => {
  const wanted = new Set(hits.map(recordKey));
  const places = new Map<string, number>();
  projection?.keys.forEach((key, place) => wanted.has(key) && places.set(key, place));
  const onMap = hits.flatMap((hit) => {
    const place = places.get(recordKey(hit));
    return place === undefined || !projection
      ? []
      : [{ ...hit, x: projection.x[place], y: projection.y[place] }];
  });
  return {
    generation,
    position: positionOf(onMap.slice(0, DECIDING)),
    hits: onMap.map(({ uid, documentId, locale, score }) => ({ uid, documentId, locale, score })),
  };
};
