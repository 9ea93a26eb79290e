import { createHash } from 'node:crypto';

import { ruleFields, type PassageRule } from './passages';
import { renderTemplate, templateFields, valueAsText, type RecordValues } from './source-text';

/** Everything that decides what a record's vectors are. */
export type IndexSpec = {
  source: string;
  template: string;
  displayName: string;
  /** Fields whose values can be filtered on; part of the fingerprint, not of the text. */
  filterable: readonly string[];
  passages: PassageRule;
  model: string;
  modelHash: string;
  dimensions: number;
};

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

/** Every field whose value can change a record's index entry, each once. */
export const specFields = ({
  template,
  passages,
  filterable,
}: Pick<IndexSpec, 'template' | 'passages' | 'filterable'>): string[] => [
  ...new Set([...templateFields(template), ...ruleFields(passages), ...filterable]),
];

export const specHash = (spec: IndexSpec): string => sha256(canonicalJson(spec));

/** What passages are made of, which may be fields that the template does not name. */
const splitTexts = (spec: IndexSpec, values: RecordValues): string[] =>
  ruleFields(spec.passages).map((field) => valueAsText(values[field]));

/**
 * Hash of the index spec, the record's indexed text and its filterable values: the same fingerprint
 * means the same vectors. 128 of SHA-256's 256 bits, in 32 hex digits, keep manifests small.
 *
 * @param text The rendered template, if the caller already has it.
 */
export const fingerprint = (
  hashOfSpec: string,
  spec: IndexSpec,
  values: RecordValues,
  text = renderTemplate(spec.template, values)
): string => {
  const filterable = Object.fromEntries(spec.filterable.map((field) => [field, values[field]]));
  const split = splitTexts(spec, values);
  return sha256(`${hashOfSpec}\n${canonicalJson([filterable, split])}\n${text}`).slice(0, 32);
};

/** Short hash of the text alone, to tell a changed text from a changed filterable value. */
export const textHash = (spec: IndexSpec, values: RecordValues, text: string): string =>
  sha256(`${canonicalJson(splitTexts(spec, values))}\n${text}`).slice(0, 8);
