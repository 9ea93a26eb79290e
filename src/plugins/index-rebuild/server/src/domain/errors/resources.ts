import { INDEX_STAYS_LIVE } from './advice';
import { inMb } from './in-mb';
import { IndexRebuildError } from './index-rebuild-error';
import type { ErrorCode } from './registry';

/** @param needed @param free Bytes. */
export const insufficientDisk = (needed: number, free: number): IndexRebuildError =>
  new IndexRebuildError(
    'INSUFFICIENT_DISK',
    `A rebuild needs about ${inMb(needed)} of disk space, but only ${inMb(free)} are free. Free up space or keep fewer generations (retention.generations), then start again. ${INDEX_STAYS_LIVE}`
  );

/** @param needed @param free Bytes. */
export const insufficientMemory = (needed: number, free: number): IndexRebuildError =>
  new IndexRebuildError(
    'INSUFFICIENT_MEMORY',
    `A rebuild needs about ${inMb(needed)} of memory, but only ${inMb(free)} are free. Lower builder.threads or give the machine more memory, then start again. ${INDEX_STAYS_LIVE}`
  );

/** @param needed @param free Bytes. */
export const noMemoryToOpen = (needed: number, free: number): IndexRebuildError =>
  new IndexRebuildError(
    'INSUFFICIENT_MEMORY',
    `Opening this version needs about ${inMb(needed)} of memory, but only ${inMb(free)} are free. Try again later, or try search with the live version.`
  );

/** @param used @param limit Bytes. */
export const memoryExceeded = (used: number, limit: number): IndexRebuildError =>
  new IndexRebuildError(
    'MEMORY_EXCEEDED',
    `The builder used ${inMb(used)} of memory, but only ${inMb(limit)} are allowed (builder.memoryMb). Raise the limit or lower builder.threads, then start again. ${INDEX_STAYS_LIVE}`
  );

/** @param advice What is wrong and what to do first. @param errno The system's code. */
export const storageFailed = (code: ErrorCode, advice: string, errno: string): IndexRebuildError =>
  new IndexRebuildError(code, `${advice}, then start again. ${INDEX_STAYS_LIVE}`, { errno });
