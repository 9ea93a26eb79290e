/** A record's values by field name, as the source delivers them. */
export type RecordValues = Record<string, unknown>;

const PLACEHOLDER = /\{([A-Za-z_][\w.]*)\}/g;

/** The fields that a template names, in order of appearance, each once. */
export const templateFields = (template: string): string[] => [
  ...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1])),
];

/** Control characters and lone surrogates break tokenizers; white space is folded. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\uFFFD]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A value as text: lists are joined by commas, empty and structured values give nothing. */
export const valueAsText = (value: unknown): string => {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(valueAsText).filter(Boolean).join(', ');
  return '';
};

const trimPunctuation = (line: string): string =>
  line
    .replace(/^[\s,;:–-]+/, '')
    .replace(/[\s,;:–-]+$/, '')
    .replace(/\s+/g, ' ');

/**
 * The text of a record: each line of the template with its placeholders filled. A line whose
 * placeholders are all empty disappears, and so does punctuation that an empty one leaves behind.
 */
export const renderTemplate = (template: string, values: RecordValues): string =>
  template
    .split('\n')
    .map((line) => {
      let filled = false;
      const text = line.replace(PLACEHOLDER, (_, field: string) => {
        const value = valueAsText(values[field]);
        if (value) filled = true;
        return value;
      });
      return filled ? trimPunctuation(text) : '';
    })
    .filter(Boolean)
    .join('\n');

/** Whether the record says anything besides its display name. */
export const hasIndexableText = (
  template: string,
  displayName: string,
  values: RecordValues
): boolean =>
  templateFields(template).some((field) => field !== displayName && valueAsText(values[field]));

/** Beyond this share of replacement characters a text says nothing any more. */
const MAX_REPLACED = 0.1;

/** Whether a wrong encoding has replaced so much of the text that what is left would mislead. */
export const isBrokenText = (template: string, values: RecordValues): boolean => {
  const raw = templateFields(template)
    .map((field) => values[field])
    .filter((value) => typeof value === 'string')
    .join(' ')
    .toWellFormed();
  const replaced = raw.match(/\uFFFD/g)?.length ?? 0;
  return replaced > 0 && replaced >= raw.length * MAX_REPLACED;
};
