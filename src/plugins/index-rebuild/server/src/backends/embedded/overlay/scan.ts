import { addCosinesOfRows, makeCosines } from '../searcher/cosines';
import { createScan, type RoughCosines, type Scan } from '../scan/scan';

/** Records that are compared one by one, before all of them get a scan of their own again. */
const MAX_LOOSE = 64;

/** What was put together when the overlay last had too many loose records. */
type Built = { scan: Scan; slots: Int32Array; places: Int32Array };

const build = (vectors: ReadonlyMap<number, Float32Array>, dimensions: number): Built => {
  const slots = Int32Array.from(vectors.keys());
  const firstRow = new Int32Array(slots.length + 1);
  slots.forEach((slot, place) => {
    firstRow[place + 1] = firstRow[place] + (vectors.get(slot) as Float32Array).length / dimensions;
  });
  const scan = createScan(firstRow, dimensions);
  for (const rows of vectors.values()) scan.add(rows);
  return { scan, slots, places: Int32Array.from(slots.keys()) };
};

/** Compares queries with the overlay's records, given by their slots. A slot that is free has any score. */
export const createOverlayScan = (dimensions: number) => {
  const vectors = new Map<number, Float32Array>();
  let loose = new Set<number>();
  let built: Built | null = null;

  const compareLoose = (query: Float32Array, into: RoughCosines): void => {
    const doubles = Float64Array.from(query);
    const cosines = makeCosines(1);
    for (const slot of loose) {
      const rows = vectors.get(slot) as Float32Array;
      addCosinesOfRows(cosines, 0, { vectors: rows, from: 0, count: rows.length / dimensions }, doubles, 0);
      into.whole[slot] = cosines.whole[0];
      into.passage[slot] = cosines.passage[0];
    }
  };

  return {
    /** @param rows Row-major unit vectors of a record: its whole, then its passages. */
    put(slot: number, rows: Float32Array): void {
      vectors.set(slot, rows);
      loose.add(slot);
      if (loose.size < MAX_LOOSE) return;
      built = build(vectors, dimensions);
      loose = new Set();
    },

    remove(slot: number): void {
      vectors.delete(slot);
      loose.delete(slot);
    },

    /** @param slots How many there are. @returns By slot. */
    compare(query: Float32Array, slots: number): RoughCosines {
      const found = { whole: new Float32Array(slots), passage: new Float32Array(slots) };
      if (built) {
        const [{ whole, passage }] = built.scan.compare([query], built.places);
        built.slots.forEach((slot, place) => {
          found.whole[slot] = whole[place];
          found.passage[slot] = passage[place];
        });
      }
      compareLoose(query, found);
      return found;
    },
  };
};
