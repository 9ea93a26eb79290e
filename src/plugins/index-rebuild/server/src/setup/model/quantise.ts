/**
 * Weights of com.microsoft.MatMulNBits as numbers: two 4-bit values per byte, the low half first,
 * column after column in blocks along K, each block with its own scale; zero is stored as 8.
 *
 * @param packed columns × (rows / blockSize) × (blockSize / 2) bytes
 * @param scales columns × (rows / blockSize)
 * @returns rows × columns, row-major
 */
export const unpackFourBit = (
  packed: Uint8Array,
  scales: Float32Array,
  { rows, columns, blockSize }: { rows: number; columns: number; blockSize: number }
): Float32Array => {
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
 * @param weights rows × columns, row-major
 * @returns `weight ≈ value × scale of its line`
 */
export const quantise = (
  weights: Float32Array,
  rows: number,
  columns: number,
  per: 'row' | 'column'
): { values: Int8Array; scales: Float32Array } => {
  const lines = per === 'row' ? rows : columns;
  const lineOf = (index: number): number => (per === 'row' ? Math.floor(index / columns) : index % columns);
  const largest = new Float64Array(lines);
  weights.forEach((weight, index) => {
    const line = lineOf(index);
    largest[line] = Math.max(largest[line], Math.abs(weight));
  });
  const scales = Float32Array.from(largest, (value) => (value === 0 ? 1 : value / 127));
  const values = Int8Array.from(weights, (weight, index) => Math.round(weight / scales[lineOf(index)]));
  return { values, scales };
};
