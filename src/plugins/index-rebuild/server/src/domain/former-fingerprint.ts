import type { LiveEntry } from './drift';
import { fingerprintsOf, type Fingerprints } from './indexable';
import { canonicalJson, sha256, sourceHash, type ModelSpec, type SourceSpec } from './index-spec';
import { passagesOf, ruleFields } from './passages';
import type { RecordValues } from './source-text';

/**
 * How generations of earlier versions made fingerprints. `recipe`: from an index spec with other names.
 * `one-source`: from today's names. Both knew no line break within a field's text.
 */
export const FORMER_FORMS = ['recipe', 'one-source'] as const;
export type FormerForm = (typeof FORMER_FORMS)[number];

/** The former names of a source and the model, which had to be one object. */
const recipeOf = ({ uid, passages, ...source }: SourceSpec, { model, modelHash, dimensions }: ModelSpec) => {
  if (passages === null) return null;
  const { maxPerRecord: most, minLength: shortest, ...split } = passages;
  return { source: uid, ...source, passages: { ...split, most, shortest }, model, modelHash, dimensions };
};

/** `sourceHash` in a former form; null for a source that the form could not describe. */
export const formerSourceHash = (form: FormerForm, source: SourceSpec, model: ModelSpec): string | null => {
  if (form === 'one-source') return sourceHash(source, model);
  const recipe = recipeOf(source, model);
  return recipe && sha256(canonicalJson(recipe));
};

const folded = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(folded);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ') : value;
};

/** The values as passages were made of them. A value that can be filtered on was never changed. */
const formerValues = ({ passages, filterable }: SourceSpec, values: RecordValues): RecordValues => ({
  ...values,
  ...Object.fromEntries(
    ruleFields(passages)
      .filter((field) => !filterable.includes(field))
      .map((field) => [field, folded(values[field])])
  ),
});

const embeddedTexts = ({ passages }: SourceSpec, values: RecordValues): string =>
  JSON.stringify(passagesOf(passages, values).map(({ embedded }) => embedded));

/**
 * What a generation of a former form holds of a record whose vectors would be the same today. Null when
 * its text is split at other places now, so that its vectors would not be.
 *
 * @param hash `formerSourceHash`
 */
export const formerFingerprintsOf = (
  hash: string,
  source: SourceSpec,
  values: RecordValues,
  text: string
): Fingerprints | null => {
  const before = formerValues(source, values);
  const hasChanged = ruleFields(source.passages).some((field) => before[field] !== values[field]);
  if (hasChanged && embeddedTexts(source, before) !== embeddedTexts(source, values)) return null;
  return fingerprintsOf(hash, source, before, text);
};

/**
 * An entry of a generation with fingerprints of a former form, as it would be if it had been written now.
 *
 * @param former What `formerFingerprintsOf` returns for the record. @param now Its fingerprints today.
 */
export const entryAsNow = (entry: LiveEntry, former: Fingerprints | null, now: Fingerprints): LiveEntry => {
  if (former === null) return entry;
  return {
    fingerprint: entry.fingerprint === former.fingerprint ? now.fingerprint : entry.fingerprint,
    textHash: entry.textHash === former.textHash ? now.textHash : entry.textHash,
  };
};
