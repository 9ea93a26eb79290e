// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The whole-record vectors of a generation: the first row of each record.
 *
 * @param {string} directory
 * @returns {{ ids: string[], dimensions: number, rows: Float32Array }} Row-major, one row per id.
 */
export const wholeVectors = (directory) => {
  const { records, spec } = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
  const { dimensions } = spec;
  const bytes = readFileSync(path.join(directory, 'vectors.f32'));
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / Float32Array.BYTES_PER_ELEMENT);
  const wholes = new Float32Array(records.length * dimensions);
  let first = 0;
  records.forEach((/** @type {{ rows: number }} */ { rows }, /** @type {number} */ at) => {
    wholes.set(all.subarray(first * dimensions, (first + 1) * dimensions), at * dimensions);
    first += rows;
  });
  return {
    ids: records.map((/** @type {{ documentId: string }} */ { documentId }) => documentId),
    dimensions,
    rows: wholes,
  };
};
