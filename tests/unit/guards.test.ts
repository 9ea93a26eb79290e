import {
  assertDisk,
  assertMemory,
  diskNeeded,
  memoryNeeded,
} from '../../src/plugins/index-rebuild/server/src/domain/estimate';
import { assertFewFailures, assertNotShrunk } from '../../src/plugins/index-rebuild/server/src/domain/guards';
import { storageError } from '../../src/plugins/index-rebuild/server/src/domain/storage-errors';

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
  const needs = { records: 10_000, dimensions: 384, threads: 2 };

  it('is more than its vectors twice, on disk and in memory, and grows with threads', () => {
    const vectors = 2 * 10_000 * 384 * 4;
    expect(diskNeeded(needs)).toBeGreaterThan(vectors);
    expect(memoryNeeded(needs)).toBeGreaterThan(vectors);
    expect(memoryNeeded({ ...needs, threads: 3 })).toBeGreaterThan(memoryNeeded(needs));
  });

  it('is refused by one byte and granted when it is just enough', () => {
    expect(codeOf(() => assertDisk(1000, 999))).toBe('INSUFFICIENT_DISK');
    expect(codeOf(() => assertDisk(1000, 1000))).toBeNull();
    expect(codeOf(() => assertMemory(1000, 999))).toBe('INSUFFICIENT_MEMORY');
    expect(codeOf(() => assertMemory(1000, 1000))).toBeNull();
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
    '%s is none',
    (thrown) => {
      expect(storageError(thrown)).toBeNull();
    }
  );
});
