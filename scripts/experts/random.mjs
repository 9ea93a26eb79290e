// @ts-check

/** @typedef {ReturnType<typeof randomFor>} Random */

/** Mixes two whole numbers into one of 32 bits, so that neighbours get unlike generators. */
const mix = (/** @type {number} */ a, /** @type {number} */ b) => {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return (hash ^ (hash >>> 15)) >>> 0;
};

/**
 * mulberry32 by Tommy Ettinger, in the public domain: small, quick and the same on every machine.
 * See https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 *
 * @param {number} state
 * @returns {() => number} Numbers from 0 up to 1.
 */
export const mulberry32 = (state) => () => {
  state = (state + 0x6d2b79f5) | 0;
  let value = Math.imul(state ^ (state >>> 15), 1 | state);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
};

/**
 * A generator for one index of a seed. It does not depend on other indexes, so the expert at an index
 * is the same however many are made.
 *
 * @param {number} seed
 * @param {number} index
 */
export const randomFor = (seed, index) => {
  const next = mulberry32(mix(seed, index));

  /** A whole number from `low` to `high`, both included. */
  const integer = (/** @type {number} */ low, /** @type {number} */ high) =>
    low + Math.floor(next() * (high - low + 1));

  const chance = (/** @type {number} */ probability) => next() < probability;

  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[integer(0, list.length - 1)];

  /** A shuffled copy. @template T @param {readonly T[]} list @returns {T[]} */
  const shuffle = (list) => {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = integer(0, last);
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  };

  return { integer, chance, pick, shuffle };
};
