import { IndexRebuildError } from './index-rebuild-error';

/** @param message What is wrong, naming the parameter or key. */
export const invalidRequest = (message: string): IndexRebuildError =>
  new IndexRebuildError('INVALID_REQUEST', message);
