/** Records that a map shows at most; of a larger generation it shows a sample. */
export const MAX_POINTS = 20_000;

/** Neighbours that the layout pulls together. */
export const NEIGHBOURS = 14;

/** Nearest records that are kept of each point. */
export const NEAREST_KEPT = 3;

/** The same numbers give the same map. */
export const SEED = 20_250_101;

/** Two records that are as similar as this; `cosine` is that of their whole vectors. */
export type NearDuplicate = { first: number; second: number; cosine: number };

/** Where the records of a generation are on the map. Columns, one entry per point. */
export type Projection = {
  generation: string;
  /** When it was computed, as ISO 8601 text. */
  createdAt: string;
  /** Records of the generation: more than points when a sample is shown. */
  records: number;
  /** `recordKey` */
  keys: readonly string[];
  /** Display names; empty where a record has none. */
  names: readonly string[];
  tags: readonly (readonly string[])[];
  /** From 0 to 1. */
  x: Float32Array;
  y: Float32Array;
  /** The square that 0 to 1 stands for, in the layout's own units. */
  frame: Frame;
  /** `NEAREST_KEPT` points for each point, the nearest first; -1 where there are fewer. */
  nearest: Int32Array;
  /** The most similar first. */
  duplicates: readonly NearDuplicate[];
};

/** A square: its lower left corner and the length of its sides. */
export type Frame = { left: number; bottom: number; size: number };

/** Positions in the layout's own units: x and y of each point in turn. */
export type Positions = Float64Array;
