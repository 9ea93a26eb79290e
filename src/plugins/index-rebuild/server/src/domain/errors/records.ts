import { INDEX_STAYS_LIVE } from './advice';
import { IndexRebuildError } from './index-rebuild-error';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const noSources = (): IndexRebuildError =>
  new IndexRebuildError(
    'NO_SOURCES',
    'No content type is indexed yet. Name one under `sources` of index-rebuild in config/plugins.ts, then start Strapi again.'
  );

export const sourceEmpty = (): IndexRebuildError =>
  new IndexRebuildError(
    'SOURCE_EMPTY',
    `There is no published record to index. Publish at least one, then rebuild. ${INDEX_STAYS_LIVE}`
  );

export const recordNotFound = (): IndexRebuildError =>
  new IndexRebuildError(
    'RECORD_NOT_FOUND',
    'There is no such record in this language, or you may not read it in the Content Manager. Choose another one.'
  );

/** @param places Where it is published, such as `api::expert.expert (en)`. */
export const recordStillPublished = (documentId: string, places: readonly string[]): IndexRebuildError =>
  new IndexRebuildError(
    'RECORD_STILL_PUBLISHED',
    `"${documentId}" is published in ${places.join(', ')}, so search has to find it. Unpublish or delete it, then try again.`
  );

/** For an administrator who may try search, but has no content to see. */
export const nothingReadable = (): IndexRebuildError =>
  new IndexRebuildError(
    'NOTHING_READABLE',
    'You may not read any of the indexed content in the Content Manager. Ask an administrator for that permission.'
  );

/** @param total Published records. */
export const nothingToIndex = (total: number): IndexRebuildError =>
  new IndexRebuildError(
    'NOTHING_TO_INDEX',
    `None of the ${total} published records has any text. Fill in their indexed fields, then rebuild. ${INDEX_STAYS_LIVE}`
  );

/** @param minShare 0 to 1. */
export const sourceShrunk = (records: number, liveRecords: number, minShare: number): IndexRebuildError =>
  new IndexRebuildError(
    'SOURCE_SHRUNK',
    `Only ${records} records can be indexed. The current index has ${liveRecords}, and a new one needs at least ${percent(minShare)} of that. ${INDEX_STAYS_LIVE} If the records really were removed, start a rebuild that allows a smaller index.`,
    { records, liveRecords }
  );

/** @param maxShare 0 to 1. */
export const tooManyFailures = (failed: number, total: number, maxShare: number): IndexRebuildError =>
  new IndexRebuildError(
    'TOO_MANY_FAILURES',
    `${failed} of ${total} records could not be indexed, more than ${percent(maxShare)}. ${INDEX_STAYS_LIVE} The run's details list them: correct them, then rebuild.`,
    { failed, total }
  );
