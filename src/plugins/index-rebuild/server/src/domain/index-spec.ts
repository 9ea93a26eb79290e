import { createHash } from 'node:crypto';

import { ruleFields, type PassageRule } from './passages';
import { renderTemplate, templateFields, valueAsText, type RecordValues } from './source-text';

/** How the records of one content type become text. */
export type SourceSpec = {
  uid: string;
  template: string;
  displayName: string;
  /** Fields whose values can be filtered on; part of the fingerprint, not of the text. */
  filterable: readonly string[];
  /** Null when records are indexed as a whole only. */
  passages: PassageRule | null;
};

/** The embedding model that made the vectors. */
export type ModelSpec = { model: string; modelHash: string; dimensions: number };

/** Everything that decides what a record's vectors are. */
export type IndexSpec = ModelSpec & { sources: readonly SourceSpec[] };

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with sorted keys: equal content gives equal text. */
export const canonicalJson = (value: unknown): string => {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
};

/** Every field besides the display name whose value can change a record's index entry, each once. */
export const specFields = ({
  template,
  passages,
  filterable,
}: Pick<SourceSpec, 'template' | 'passages' | 'filterable'>): string[] => [
  ...new Set([...templateFields(template), ...ruleFields(passages), ...filterable]),
];

export const sourceOf = ({ sources }: Pick<IndexSpec, 'sources'>, uid: string): SourceSpec | undefined =>
  sources.find((source) => source.uid === uid);

export const specHash = (spec: IndexSpec): string => sha256(canonicalJson(spec));

/**
 * Hash of what decides the vectors of one source's records: a change to another source leaves it, and
 * with it their vectors, as they are. An index spec of one source once was this object.
 */
export const sourceHash = (
  { uid, ...source }: SourceSpec,
  { model, modelHash, dimensions }: ModelSpec
): string => sha256(canonicalJson({ source: uid, ...source, model, modelHash, dimensions }));

/** `sourceHash` by content type. */
export const sourceHashes = (spec: IndexSpec): Map<string, string> =>
  new Map(spec.sources.map((source) => [source.uid, sourceHash(source, spec)]));

/** What is searched besides the template's text: what passages are made of, and a name that is in none of these. */
const otherTexts = (source: SourceSpec, values: RecordValues): string[] => {
  const { passages, displayName } = source;
  const name = specFields(source).includes(displayName) ? [] : [displayName];
  return [...ruleFields(passages), ...name].map((field) => valueAsText(values[field]));
};

/**
 * Hash of the source's part of the index spec, the record's indexed text and its filterable values: the same fingerprint
 * means the same vectors. 128 of SHA-256's 256 bits, in 32 hex digits, keep manifests small.
 *
 * @param hashOfSource `sourceHash`.
 * @param text The rendered template, if the caller already has it.
 */
export const fingerprint = (
  hashOfSource: string,
  source: SourceSpec,
  values: RecordValues,
  text = renderTemplate(source.template, values)
): string => {
  const filterable = Object.fromEntries(source.filterable.map((field) => [field, values[field]]));
  const others = otherTexts(source, values);
  return sha256(`${hashOfSource}\n${canonicalJson([filterable, others])}\n${text}`).slice(0, 32);
};

/** Short hash of the text alone, to tell a changed text from a changed filterable value. */
export const textHash = (source: SourceSpec, values: RecordValues, text: string): string =>
  sha256(`${canonicalJson(otherTexts(source, values))}\n${text}`).slice(0, 8);
