import {
  evenSample,
  innerProduct,
  isUnitVector,
} from '../../src/plugins/index-rebuild/server/src/domain/vectors';

const vector = (...values: number[]): Float32Array => Float32Array.from(values);

describe('innerProduct', () => {
  it.each([
    [vector(1, 2, 3), vector(4, 5, 6), 32],
    [vector(1, 0), vector(0, 1), 0],
    [vector(1, 0), vector(-1, 0), -1],
    [vector(), vector(), 0],
  ])('of %p and %p is %d', (left, right, product) => {
    expect(innerProduct(left, right)).toBe(product);
  });

  it('is the cosine of the angle of unit vectors', () => {
    const angle = Math.PI / 6;
    expect(innerProduct(vector(1, 0), vector(Math.cos(angle), Math.sin(angle)))).toBeCloseTo(
      Math.cos(angle),
      6
    );
  });
});

describe('isUnitVector', () => {
  const even = (dimensions: number): number[] => new Array(dimensions).fill(1 / Math.sqrt(dimensions));

  it.each<[string, number[], boolean]>([
    ['along an axis', [0, 1, 0], true],
    ['of 384 dimensions', even(384), true],
    ['with the rounding errors of float32', [0.6, 0.80001], true],
    ['a little too long', [0, 1.002], false],
    ['a little too short', [0, 0.998], false],
    ['of zeros', [0, 0, 0], false],
    ['with a NaN', [1, NaN], false],
    ['with an infinity', [Infinity, 0], false],
    ['of no dimension', [], false],
  ])('%s: %p is %s', (_, values, unit) => {
    expect(isUnitVector(vector(...values))).toBe(unit);
  });
});

describe('evenSample', () => {
  it.each([
    [10, 5, [0, 2, 4, 6, 8]],
    [10, 3, [0, 3, 6]],
    [3, 10, [0, 1, 2]],
    [3, 3, [0, 1, 2]],
    [1, 1, [0]],
    [0, 5, []],
    [5, 0, []],
  ])('of %d rows takes %d: %j', (count, size, rows) => {
    expect(evenSample(count, size)).toEqual(rows);
  });

  it.each([
    [25_759, 100],
    [1_000, 999],
    [7, 6],
  ])('of %d rows takes %d different ones, ascending, up to the end', (count, size) => {
    const rows = evenSample(count, size);
    expect(new Set(rows).size).toBe(size);
    expect(rows).toEqual([...rows].sort((left, right) => left - right));
    expect(rows[0]).toBe(0);
    expect(count - (rows.at(-1) ?? 0)).toBeLessThanOrEqual(Math.ceil(count / size));
    expect(rows.at(-1)).toBeLessThan(count);
  });
});
