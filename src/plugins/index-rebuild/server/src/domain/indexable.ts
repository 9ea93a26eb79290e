import type { ErrorCode } from './errors';
import { fingerprint, textHash, type IndexSpec } from './index-spec';
import { hasIndexableText, isBrokenText, renderTemplate, type RecordValues } from './source-text';

export type Problem = { code: ErrorCode; message: string };

/** Why a record cannot be indexed; null when it can. `text` is what the index spec's template makes of it. */
export const problemOf = (
  spec: Pick<IndexSpec, 'template' | 'displayName'>,
  values: RecordValues,
  text: string,
  maxTextLength: number
): Problem | null => {
  if (isBrokenText(spec.template, values)) {
    return {
      code: 'RECORD_BROKEN_TEXT',
      message: "The record's text was damaged by a wrong encoding. Enter it again and publish the record.",
    };
  }
  if (!hasIndexableText(spec.template, spec.displayName, values)) {
    return {
      code: 'RECORD_WITHOUT_TEXT',
      message: `The record has no text besides its ${spec.displayName}. Fill in one of the indexed fields and publish it.`,
    };
  }
  if (text.length > maxTextLength) {
    return {
      code: 'RECORD_TOO_LONG',
      message: `The record's text has ${text.length} characters, but only ${maxTextLength} are allowed. Shorten it and publish it.`,
    };
  }
  return null;
};

/** What a record would be indexed as. */
export type Fingerprints = { fingerprint: string; textHash: string };

export const fingerprintsOf = (
  hashOfSpec: string,
  spec: IndexSpec,
  values: RecordValues,
  text: string
): Fingerprints => ({
  fingerprint: fingerprint(hashOfSpec, spec, values, text),
  textHash: textHash(spec, values, text),
});

/** What an index built now with this index spec would hold of a published record. */
export const indexableOf = (
  hashOfSpec: string,
  spec: IndexSpec,
  values: RecordValues,
  maxTextLength: number
): Fingerprints | Problem => {
  const text = renderTemplate(spec.template, values);
  return problemOf(spec, values, text, maxTextLength) ?? fingerprintsOf(hashOfSpec, spec, values, text);
};
