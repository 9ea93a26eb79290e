// @ts-check

/**
 * Weights of com.microsoft.MatMulNBits as numbers: two 4-bit values per byte, the low half first,
 * column after column in blocks along K, each block with its own scale; zero is stored as 8.
 *
 * @param {Uint8Array} packed columns × (rows / blockSize) × (blockSize / 2) bytes
 * @param {Float32Array} scales columns × (rows / blockSize)
 * @param {{ rows: number, columns: number, blockSize: number }} shape
 * @returns {Float32Array} rows × columns, row-major
 */
export const unpackFourBit = (packed, scales, { rows, columns, blockSize }) => {
  const weights = new Float32Array(rows * columns);
  const blocks = rows / blockSize;
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const byte = packed[(column * rows + row) >> 1];
      const value = row % 2 === 0 ? byte & 0x0f : byte >> 4;
      const scale = scales[column * blocks + Math.floor(row / blockSize)];
      weights[row * columns + column] = (value - 8) * scale;
    }
  }
  return weights;
};

/**
 * Symmetric 8-bit values with one scale per line, where a line is a row or a column of the matrix.
 *
 * @param {Float32Array} weights rows × columns, row-major
 * @param {number} rows
 * @param {number} columns
 * @param {'row' | 'column'} per
 * @returns {{ values: Int8Array, scales: Float32Array }} `weight ≈ value × scale of its line`
 */
export const quantise = (weights, rows, columns, per) => {
  const lines = per === 'row' ? rows : columns;
  const lineOf = (/** @type {number} */ index) =>
    per === 'row' ? Math.floor(index / columns) : index % columns;
  const largest = new Float64Array(lines);
  weights.forEach((weight, index) => {
    const line = lineOf(index);
    largest[line] = Math.max(largest[line], Math.abs(weight));
  });
  const scales = Float32Array.from(largest, (value) => (value === 0 ? 1 : value / 127));
  const values = Int8Array.from(weights, (weight, index) => Math.round(weight / scales[lineOf(index)]));
  return { values, scales };
};
