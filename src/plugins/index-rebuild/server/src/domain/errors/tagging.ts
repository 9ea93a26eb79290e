import { IndexRebuildError } from './index-rebuild-error';

export const nothingTagged = (reason: string | null): IndexRebuildError =>
  new IndexRebuildError('TAGGING_FAILED', reason ?? 'No record could be tagged.');

export const taxonomyNotEmbedded = (reason: string): IndexRebuildError =>
  new IndexRebuildError('TAGGING_FAILED', `The tags of the taxonomy could not be embedded: ${reason}`);

/** @param what What the provider did and said, without a full stop. */
export const taggingProviderFailed = (what: string): IndexRebuildError =>
  new IndexRebuildError(
    'TAGGING_FAILED',
    `The tagging provider ${what}. Check the provider and the tagger's settings, then start again.`
  );
