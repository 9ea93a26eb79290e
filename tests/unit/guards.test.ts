import {
  assertDisk,
  assertMemory,
  defaultMemoryMb,
  diskNeeded,
  expectedRows,
  isSplitBy,
  memoryNeeded,
} from '../../src/plugins/index-rebuild/server/src/domain/estimate';
import { assertFewFailures, assertNotShrunk } from '../../src/plugins/index-rebuild/server/src/domain/guards';
import { storageError } from '../../src/plugins/index-rebuild/server/src/domain/storage-errors';

const MB = 1024 * 1024;

const codeOf = (work: () => void): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the shrink guard', () => {
  it.each([
    ['no live generation', 1, null, false, null],
    ['exactly the share', 50, 100, false, null],
    ['one less than the share', 49, 100, false, 'SOURCE_SHRUNK'],
    ['much less, confirmed', 1, 100, true, null],
    ['growth', 200, 100, false, null],
  ])('%s', (_, records, liveRecords, allowed, code) => {
    expect(codeOf(() => assertNotShrunk(records, { liveRecords, minShare: 0.5, allowed }))).toBe(code);
  });
});

describe('the guard against failures', () => {
  it.each([
    ['none of none', 0, 0, null],
    ['the only record', 1, 1, null],
    ['one of ten', 1, 10, null],
    ['two of ten', 2, 10, 'TOO_MANY_FAILURES'],
    ['exactly the share', 5, 100, null],
    ['one more than the share', 6, 100, 'TOO_MANY_FAILURES'],
  ])('%s', (_, failed, total, code) => {
    expect(codeOf(() => assertFewFailures(failed, total, 0.05))).toBe(code);
  });
});

describe('what a rebuild needs', () => {
  const needs = { records: 10_000, rows: 20_000, dimensions: 384, threads: 2 };

  it('is more than twice its vectors, on disk and in memory, and grows with threads', () => {
    const vectors = 2 * 20_000 * 384 * 4;
    expect(diskNeeded(needs)).toBeGreaterThan(vectors);
    expect(memoryNeeded(needs)).toBeGreaterThan(vectors);
    expect(memoryNeeded({ ...needs, threads: 3 })).toBeGreaterThan(memoryNeeded(needs));
  });

  // What a rebuild of these has really taken.
  it.each([
    [384, 162],
    [1536, 646],
  ])(
    'covers 10,000 records in 55,146 rows of %d dimensions, which take %d MB on disk',
    (dimensions, taken) => {
      const needed = diskNeeded({ records: 10_000, rows: 55_146, dimensions, threads: 2 }) / MB;
      expect(needed).toBeGreaterThanOrEqual(taken);
      expect(needed).toBeLessThan(taken * 2);
    }
  );

  it.each(Array.from({ length: 64 }, (_, index) => index + 1))(
    'leaves room for an index by default with %d threads',
    (threads) => {
      const model = memoryNeeded({ records: 0, rows: 0, dimensions: 384, threads }) / MB;
      expect(defaultMemoryMb(threads)).toBeGreaterThanOrEqual(model + 1024);
    }
  );

  it('is refused when one byte is missing and granted when there is just enough', () => {
    expect(codeOf(() => assertDisk(1000, 999))).toBe('INSUFFICIENT_DISK');
    expect(codeOf(() => assertDisk(1000, 1000))).toBeNull();
    expect(codeOf(() => assertMemory(1000, 999))).toBe('INSUFFICIENT_MEMORY');
    expect(codeOf(() => assertMemory(1000, 1000))).toBeNull();
  });
});

describe('the rows of the next generation', () => {
  const passages = { field: 'bio', context: '', maxPerRecord: 24, minLength: 25 };
  const sources = [{ uid: 'api::expert.expert', passages }];
  const measured = { records: 10_000, rows: 55_146, sources };

  it.each([
    ['as many per record as were measured', 20_000, measured, 110_292],
    ['rounded up', 1, measured, 6],
    ['none for no records', 0, measured, 0],
    ['one per record where nothing was measured', 7, { ...measured, records: 0, rows: 0 }, 7],
  ])('are %s', (_, records, sample, rows) => {
    expect(expectedRows(records, sample)).toBe(rows);
  });

  it('are not estimated from records that were split by another rule', () => {
    expect(isSplitBy(sources, measured)).toBe(true);
    expect(isSplitBy([...sources, { uid: 'api::page.page', passages: null }], measured)).toBe(false);
    for (const other of [{ field: 'text' }, { context: '{name}' }, { maxPerRecord: 0 }, { minLength: 1 }]) {
      const split = [{ ...sources[0], passages: { ...passages, ...other } }];
      expect(isSplitBy(split, measured)).toBe(false);
    }
  });
});

describe('errors of the file system', () => {
  const withCode = (code: string) => Object.assign(new Error(`${code}: /secret/path`), { code });

  it.each([
    [withCode('ENOSPC'), 'STORAGE_FULL'],
    [withCode('EDQUOT'), 'STORAGE_FULL'],
    [withCode('EROFS'), 'STORAGE_READ_ONLY'],
    [withCode('EACCES'), 'STORAGE_DENIED'],
    [withCode('EPERM'), 'STORAGE_DENIED'],
    [withCode('EIO'), 'STORAGE_FAILED'],
    [new Error('Error in write: No space left on device'), 'STORAGE_FULL'],
  ])('%s', (error, code) => {
    const mapped = storageError(error);
    expect(mapped?.code).toBe(code);
    expect(mapped?.message).not.toContain('/secret');
  });

  it.each([[new Error('something else')], ['no error at all'], [withCode('ERR_INVALID_ARG')]])(
    '%s is not a storage error',
    (thrown) => {
      expect(storageError(thrown)).toBeNull();
    }
  );
});
