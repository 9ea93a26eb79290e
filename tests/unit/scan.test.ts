import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { canScan } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/layout';
import { createScan } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/scan';
import { innerProductAt } from '../../src/plugins/index-rebuild/server/src/domain/vectors';
import { randomFor } from '../../scripts/experts/random.mjs';

const random = randomFor(31, 1);

const randomVector = (dimensions: number): Float32Array => {
  const vector = Float32Array.from({ length: dimensions }, () => random.integer(-1000, 1000) + 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** Records of one to five rows. */
const corpusOf = (dimensions: number, records: number) => {
  const firstRow = new Int32Array(records + 1);
  for (let record = 0; record < records; record += 1)
    firstRow[record + 1] = firstRow[record] + random.integer(1, 5);
  const rows = Array.from({ length: firstRow[records] }, () => randomVector(dimensions));
  const vectors = Float32Array.from(rows.flatMap((row) => [...row]));
  const scan = createScan(firstRow, dimensions);
  return { firstRow, vectors, scan };
};

describe('a scan', () => {
  it.each([[384], [16], [100], [7], [1024]])(
    'is off by little from the true cosines of %i dimensions',
    (dimensions) => {
      const { firstRow, vectors, scan } = corpusOf(dimensions, 90);
      scan.add(vectors);
      const records = Int32Array.from({ length: 90 }, (_, place) => 89 - place);
      const query = randomVector(dimensions);
      const [{ whole, passage }] = scan.compare([query], records);
      const cosine = (row: number): number => innerProductAt(vectors, row * dimensions, query);
      records.forEach((record, place) => {
        const [first, ...others] = Array.from({ length: firstRow[record + 1] - firstRow[record] }, (_, at) =>
          cosine(firstRow[record] + at)
        );
        expect(Math.abs(whole[place] - first)).toBeLessThan(0.01);
        const best = others.length === 0 ? first : Math.max(...others);
        expect(Math.abs(passage[place] - best)).toBeLessThan(0.01);
      });
    }
  );

  it('gives a query the same numbers alone and together with others', () => {
    const { vectors, scan } = corpusOf(40, 700);
    // In two parts, as it is filled when a generation is loaded.
    scan.add(vectors.subarray(0, 40 * 301));
    scan.add(vectors.subarray(40 * 301));
    const some = Int32Array.from({ length: 300 }, (_, place) => place * 2);
    const queries = Array.from({ length: 4 }, () => randomVector(40));
    const alone = queries.map((query) => scan.compare([query], some)[0]);
    for (const together of [2, 3, 4]) {
      expect(scan.compare(queries.slice(0, together), some)).toEqual(alone.slice(0, together));
    }
  });

  it('compares the records it is given, after others as well', () => {
    const { vectors, scan } = corpusOf(32, 50);
    scan.add(vectors);
    const query = randomVector(32);
    const every = Int32Array.from({ length: 50 }, (_, place) => place);
    const [all] = scan.compare([query], every);
    const [one] = scan.compare([query], Int32Array.of(17));
    expect([...one.whole, ...one.passage]).toEqual([all.whole[17], all.passage[17]]);
    expect(scan.compare([query], every)).toEqual([all]);
  });

  it('takes a row and a query of zeros', () => {
    const scan = createScan(Int32Array.of(0, 1, 2), 4);
    scan.add(Float32Array.of(0, 0, 0, 0, 0, 1, 0, 0));
    const both = Int32Array.of(0, 1);
    expect([...scan.compare([Float32Array.of(0, 1, 0, 0)], both)[0].whole]).toEqual([0, expect.closeTo(1)]);
    expect([...scan.compare([new Float32Array(4)], both)[0].whole]).toEqual([0, 0]);
  });

  it('is refused what does not fit into its memory', () => {
    expect(canScan(1_000_000, 384)).toBe(true);
    expect(canScan(20_000_000, 384)).toBe(false);
    expect(canScan(1, 10_000)).toBe(false);
  });

  it('runs what its source says', () => {
    const root = path.resolve(__dirname, '../..');
    execFileSync(process.execPath, ['scripts/compile-kernel.mjs', '--check'], { cwd: root });
  });
});
