import type { ErrorCode } from './errors';
import { fingerprint, textHash, type SourceSpec } from './index-spec';
import { hasMoreThanName, isBrokenText, renderTemplate, type RecordValues } from './source-text';

export type Problem = { code: ErrorCode; message: string };

/** What a record's text must be. */
export type TextRules = {
  /** Characters. */
  maxTextLength: number;
  /** Content types whose records need more text than their display name. */
  nameIsNotEnough: readonly string[];
};

/** Why a record cannot be indexed; null when it can. `text` is what the source's template makes of it. */
export const problemOf = (
  source: Pick<SourceSpec, 'uid' | 'template' | 'displayName'>,
  values: RecordValues,
  text: string,
  { maxTextLength, nameIsNotEnough }: TextRules
): Problem | null => {
  if (isBrokenText(source.template, values)) {
    return {
      code: 'RECORD_BROKEN_TEXT',
      message: "The record's text was damaged by a wrong encoding. Enter it again and publish the record.",
    };
  }
  if (text === '') {
    return {
      code: 'RECORD_WITHOUT_TEXT',
      message: 'The record has no text. Fill in one of the indexed fields and publish it.',
    };
  }
  if (nameIsNotEnough.includes(source.uid) && !hasMoreThanName(source.template, source.displayName, values)) {
    return {
      code: 'RECORD_WITHOUT_TEXT',
      message: `The record has no text besides its ${source.displayName}. Fill in one of the indexed fields and publish it.`,
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
  hashOfSource: string,
  source: SourceSpec,
  values: RecordValues,
  text: string
): Fingerprints => ({
  fingerprint: fingerprint(hashOfSource, source, values, text),
  textHash: textHash(source, values, text),
});

/** What an index built now with this source would hold of a published record. */
export const indexableOf = (
  hashOfSource: string,
  source: SourceSpec,
  values: RecordValues,
  rules: TextRules
): Fingerprints | Problem => {
  const text = renderTemplate(source.template, values);
  return problemOf(source, values, text, rules) ?? fingerprintsOf(hashOfSource, source, values, text);
};
