import { IndexRebuildError } from './index-rebuild-error';

export const SETUP_COMMAND = 'npx index-rebuild setup';

/** @param reason What went wrong and what to do about it. */
export const setupFailed = (reason: string): IndexRebuildError =>
  new IndexRebuildError('SETUP_FAILED', reason);

/** @param reason What the loader said, for the log only: it names paths. */
export const faissUnavailable = (reason: string): IndexRebuildError =>
  new IndexRebuildError(
    'FAISS_UNAVAILABLE',
    `The FAISS binding cannot be loaded. Run "${SETUP_COMMAND}" in the application's folder, then restart Strapi.`,
    { reason }
  );
