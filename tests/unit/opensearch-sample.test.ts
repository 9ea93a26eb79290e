import { createSample } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/generation/sampled';
import type { IndexedRecord } from '../../src/plugins/index-rebuild/server/src/ports/generation-writer';
import { UID } from './support/samples';

const record = (number: number): IndexedRecord => ({
  ...{ uid: UID, documentId: `d${number}`, locale: null, name: '', fingerprint: '', textHash: '' },
  ...{ passages: [], fields: {}, filterable: {}, tags: [], vectors: Float32Array.of(number) },
});

const sampled = (numbers: readonly number[]) => {
  const sample = createSample();
  for (const number of numbers) sample.offer(record(number));
  return sample.records();
};

describe('the sample of a generation', () => {
  const numbers = Array.from({ length: 1_000 }, (_, number) => number);

  it('is the same in whatever order records come, and however often', () => {
    const once = sampled(numbers);
    expect(once).toHaveLength(256);
    expect(sampled([...numbers].reverse())).toEqual(once);
    expect(sampled([...numbers, ...numbers.slice(0, 500)])).toEqual(once);
  });

  it('holds each record of a small generation, with its vectors', () => {
    expect(
      sampled(numbers.slice(0, 5))
        .map(({ vectors }) => vectors[0])
        .sort()
    ).toEqual([0, 1, 2, 3, 4]);
  });

  it('is spread over all records', () => {
    const early = sampled(numbers).filter(({ vectors }) => vectors[0] < 500).length;
    expect(early).toBeGreaterThan(96);
    expect(early).toBeLessThan(160);
  });
});
