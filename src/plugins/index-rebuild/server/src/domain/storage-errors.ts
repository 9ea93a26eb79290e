import { IndexRebuildError, storageFailed, type ErrorCode } from './errors';

const BY_ERRNO: Record<string, [ErrorCode, string]> = {
  ENOSPC: ['STORAGE_FULL', 'The disk is full. Free up space'],
  EDQUOT: ['STORAGE_FULL', 'The disk quota is used up. Free up space'],
  EFBIG: ['STORAGE_FULL', 'A file grew larger than is allowed. Raise the limit'],
  EROFS: ['STORAGE_READ_ONLY', 'The index folder is on a read-only file system. Make it writable'],
  EACCES: ['STORAGE_DENIED', 'The process may not write to the index folder. Correct its permissions'],
  EPERM: ['STORAGE_DENIED', 'The process may not write to the index folder. Correct its permissions'],
};

/** FAISS reports the system's message without its code. */
const BY_WORDS: [RegExp, string][] = [
  [/no space left/i, 'ENOSPC'],
  [/read-only file system/i, 'EROFS'],
  [/permission denied/i, 'EACCES'],
];

const errnoOf = (error: NodeJS.ErrnoException): string | undefined =>
  typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)
    ? error.code
    : BY_WORDS.find(([words]) => words.test(error.message))?.[1];

/** An error of the file system, as one of the registry; null when it is something else. */
export const storageError = (thrown: unknown): IndexRebuildError | null => {
  if (!(thrown instanceof Error) || thrown instanceof IndexRebuildError) return null;
  const errno = errnoOf(thrown);
  if (errno === undefined) return null;
  const [code, advice] = BY_ERRNO[errno] ?? [
    'STORAGE_FAILED',
    'A file could not be read or written. Check the disk',
  ];
  return storageFailed(code, advice, errno);
};
